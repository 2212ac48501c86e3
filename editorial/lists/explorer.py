"""The tree of pages in the admin: a list is put in order by hand only while it is short.

Wagtail draws all children of a page at once to be dragged into an order (``?ordering=ord``): half a minute below a blog
of 3,000 posts. Lists of this site sort themselves, by date or by name; menus and short lists can still be arranged.
"""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

MAX_ARRANGED = 100
NEWEST_FIRST = "-latest_revision_created_at"


def can_be_arranged(page: Page) -> bool:
    """Return whether the pages below ``page`` are few enough to be put in order by hand."""
    return page.numchild <= MAX_ARRANGED


class ExplorerView(ExplorableIndexView):
    """The pages below another one, always in screenfuls unless they are few."""

    paginate_by = 25

    def get_valid_orderings(self) -> list[str]:
        orderings = super().get_valid_orderings()
        return orderings if can_be_arranged(self.parent_page) else [key for key in orderings if key != "ord"]

    def get_ordering(self) -> str | None:
        ordering = super().get_ordering()
        if can_be_arranged(self.parent_page):
            return ordering
        if self.request.GET.get("ordering") == "ord" and not self.results_only:
            text = _("There are %(number)d pages here. Up to %(most)d can be put in order by hand.")
            messages.warning(self.request, text % {"number": self.parent_page.numchild, "most": MAX_ARRANGED})
        return NEWEST_FIRST if ordering == "ord" else ordering

    @cached_property
    def header_more_buttons(self) -> list:
        """Leave out “Sort menu order” where it would be refused."""
        buttons = list(super().header_more_buttons)
        hide_arranging(buttons, self.parent_page)
        return buttons


class ExplorerViewSet(PageViewSet):
    model = Page
    index_view_class = ExplorerView


def hide_arranging(buttons: list, page: Page) -> None:
    """Remove “Sort menu order” from the buttons of a page below which there are too many pages."""
    if not can_be_arranged(page):
        buttons[:] = [button for button in buttons if "ordering=ord" not in (button.url or "")]
