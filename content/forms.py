"""Forms of all page types: that of the editor, and that to copy a page."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm

from core.wagtail_compat import ValidateInstanceMixin, is_draft_validation

from .publishing import get_publication_errors


class PageForm(ValidateInstanceMixin, WagtailAdminPageForm):
    """The form behind the editor of every page, which runs the publication checks.

    The slug is optional: without one, the page derives it from its title (a person from their name). So is the title of
    a draft, so that words are saved before there is one.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def defer_required_fields(self) -> None:
        super().defer_required_fields()
        if "title" in self.fields and self.fields["title"].required:
            self.fields["title"].required = False
            self.deferred_required_fields.append("title")

    def clean_title(self) -> str:
        title = self.cleaned_data["title"]
        if is_draft_validation(self):
            return title or gettext("Untitled")
        if title == gettext("Untitled"):
            raise ValidationError(gettext("Give the page a title before it is published."))
        return title

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
