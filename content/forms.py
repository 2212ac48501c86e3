"""Forms of all page types: that of the editor, and that to copy a page."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page

from core.wagtail_compat import ValidateInstanceMixin, is_draft_validation

from .page_visibility import get_visible_q
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
        if self.for_user and not self.for_user.is_superuser:
            self.offer_visible_pages()

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

    def offer_visible_pages(self) -> None:
        """Offer and accept the pages that the user may see, and those that are chosen already: saving keeps them."""
        visible = Page.objects.filter(get_visible_q(self.for_user)).values("pk")
        for relation in self.instance._meta.get_fields():
            queryset = getattr(self.fields.get(relation.name), "queryset", None)
            if queryset is not None and issubclass(queryset.model, Page):
                value = relation.value_from_object(self.instance)
                chosen = [page.pk for page in value] if relation.many_to_many else [value]
                self.fields[relation.name].queryset = queryset.filter(Q(pk__in=visible) | Q(pk__in=chosen))

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


class CopyAsDraftForm(CopyWithoutAliasForm):
    """The form to copy a page whose copy is not complete, such as an event, which has no date yet."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("publish_copies", None)
