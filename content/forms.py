"""Forms of all page types: that of the editor, and that to copy a page."""

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm

from core.wagtail_compat import ValidateInstanceMixin, is_draft_validation

from .publishing import get_publication_errors


class PageForm(ValidateInstanceMixin, WagtailAdminPageForm):
    """The form behind the editor of every page, which runs the publication checks.

    The slug is optional: without one, the page derives it from its title (a person from their name).
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def validate_instance(self):
        """Run the publication checks on the page with its new values, unless it is saved as a draft."""
        super().validate_instance()
        if not self.errors and not is_draft_validation(self):
            for reason in get_publication_errors(self.instance):
                self.add_error(None, reason)


class CopyWithoutAliasForm(CopyForm):
    """The form to copy a page, without the choice to make an alias of it (``content.aliases``)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)


class CopyAsDraftForm(CopyWithoutAliasForm):
    """The form to copy a page whose copy is not complete, such as an event, which has no date yet."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("publish_copies", None)
