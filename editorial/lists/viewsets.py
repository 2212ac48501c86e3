"""A menu entry and the views for the list of each page type (``content.admin_lists``)."""

from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from content.admin_lists.registry import PageList, get_page_lists

from .views import PageListView


class PageListMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        actions = ["add", "change", "publish"]
        return policy_registry.get_by_type(Page).user_has_any_permission(request.user, actions)


class NewPageParentView(ChooseParentView):
    """Asks below which page a new one is to be created; it is left out where there is one possibility."""

    #: Set by the viewset.
    page_list: PageList = None  # type: ignore[assignment]

    def get_page_title(self):
        return self.page_list.add_label

    def get_page_subtitle(self) -> str:
        return ""


class PageListViewSet(PageListingViewSet):
    index_view_class = PageListView
    choose_parent_view_class = NewPageParentView
    add_to_admin_menu = True
    menu_item_class = PageListMenuItem

    def __init__(self, page_list: PageList) -> None:
        self.page_list = page_list
        super().__init__(
            page_list.name,
            model=page_list.model,
            icon=page_list.icon,
            menu_label=page_list.label,
            menu_name=page_list.name,
            menu_order=page_list.menu_order,
        )

    @cached_property
    def export_filename(self) -> str:
        return self.page_list.name

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(page_list=self.page_list, **kwargs)

    def get_index_view_kwargs(self, **kwargs):
        """Leave columns and filters to the view: other apps may add some after this viewset was made."""
        undefined = {"columns": self.UNDEFINED, "filterset_class": self.UNDEFINED}
        return super().get_index_view_kwargs(**undefined, **kwargs)


def make_viewsets() -> list[PageListViewSet]:
    return [PageListViewSet(page_list) for page_list in get_page_lists()]
