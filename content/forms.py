"""Forms of all page types: that of the editor, and that to copy a page."""

from typing import Any

from django.utils import timezone
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm

from core.wagtail_compat import ValidateInstanceMixin, is_draft_validation

from .publishing import get_publication_errors
from .titles import get_untitled, has_untitled_slug, is_untitled


class PageForm(ValidateInstanceMixin, WagtailAdminPageForm):
    """The form behind the editor of every page, which runs the publication checks.

    The slug is optional: without one, the page derives it from its title (a person from their name). So is the title
    of a draft: it is “Untitled” until somebody writes one, and the slug follows as long as the page was never public.
    """

    data: Any

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if self.is_bound and "title" in self.fields:
            self.follow_title()

    def follow_title(self) -> None:
        """Drop a slug that was made from “Untitled”, once there is a title."""
        title, slug = (self.data.get(self.add_prefix(name)) or "" for name in ("title", "slug"))
        if has_untitled_slug(slug) and not is_untitled(title) and not self.instance.first_published_at:
            self.set_data("slug", "")

    def set_data(self, name: str, value: str) -> None:
        self.data = self.data.copy()  # what came with the request cannot be changed
        self.data[self.add_prefix(name)] = value

    def defer_required_fields(self) -> None:
        super().defer_required_fields()
        if "title" in self.fields and not (self.data.get(self.add_prefix("title")) or "").strip():
            self.set_data("title", get_untitled())

    def validate_instance(self):
        """Run the publication checks on the page with its new values, unless it is saved as a draft.

        A page that is dated in the future goes live then: the schedule alone decides when.
        """
        super().validate_instance()
        if not self.errors and not is_draft_validation(self):
            schedule_by_date(self.instance)
            for reason in get_publication_errors(self.instance):
                self.add_error(None, reason)


def schedule_by_date(page) -> None:
    """Schedule a page for the date that it bears, if that is to come and later than its schedule."""
    starts = page.visible_from
    if starts and starts > timezone.now() and (page.go_live_at is None or page.go_live_at < starts):
        page.go_live_at = starts


class CopyWithoutAliasForm(CopyForm):
    """The form to copy a page, without the choice to make an alias of it (``content.aliases``)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)
