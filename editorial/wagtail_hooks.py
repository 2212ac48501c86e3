"""Wagtail hooks of the editors' admin."""

from wagtail import hooks

from .lists.explorer import ExplorerViewSet, hide_arranging
from .lists.viewsets import make_viewsets
from .page_chooser import load_rows


@hooks.register("register_admin_viewset")
def register_page_lists():
    return [ExplorerViewSet(), *make_viewsets()]


@hooks.register("construct_page_listing_buttons")
def hide_arranging_of_long_lists(buttons, page, user, context=None):
    hide_arranging(buttons, page)


@hooks.register("construct_page_chooser_queryset")
def load_rows_of_page_chooser(pages, request):
    return load_rows(pages)
