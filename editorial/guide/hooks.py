"""Wagtail hooks of the guide: its addresses and its place in the help menu."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .views import ChapterView, GuideView


@hooks.register("register_admin_urls")
def register_guide_urls():
    return [
        path("guide/", GuideView.as_view(), name="guide"),
        path("guide/<slug:slug>/", ChapterView.as_view(), name="guide_chapter"),
    ]


@hooks.register("register_help_menu_item")
def register_guide_menu_item():
    return MenuItem(_("Guide"), reverse("guide"), name="guide", icon_name="help", order=10)
