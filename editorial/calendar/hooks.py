"""Wagtail hooks of the editors' calendar: its address and its place in the menu."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .views import CalendarView


@hooks.register("register_admin_urls")
def register_calendar_url():
    return [path("calendar/", CalendarView.as_view(), name="editors_calendar")]


@hooks.register("register_admin_menu_item")
def register_calendar_menu_item():
    return MenuItem(_("Calendar"), reverse("editors_calendar"), name="calendar", icon_name="calendar-alt", order=105)
