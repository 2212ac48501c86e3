"""Base form of the page editor."""

from wagtail.admin.forms import WagtailAdminPageForm

from .publishing import get_publication_errors


class PageForm(WagtailAdminPageForm):
    """Makes the slug optional: without one, the page derives it from its title (a person from their name)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def _post_clean(self):
        """Ask the checks of ``content.publishing`` once the page holds what was sent, unless it stays a draft."""
        super()._post_clean()
        if not self.errors and not self.is_deferred_validation:
            for reason in get_publication_errors(self.instance):
                self.add_error(None, reason)
