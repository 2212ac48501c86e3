"""Wagtail hooks: the chooser of events, venues with a chooser that can create one, and series to continue."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from .choosers import event_chooser_viewset
from .models import EventPage, EventSeries, Venue
from .next_event import NextEventView, may_create_in


@hooks.register("register_admin_viewset")
def register_event_chooser():
    return event_chooser_viewset


class VenueChooserViewSet(SnippetChooserViewSet):
    form_fields = ["name", "street_address", "locality", "postal_code", "country"]
    search_tab_label = _("Venues on this site")
    creation_tab_label = _("New venue")
    create_action_label = _("Create and choose")


class VenueViewSet(SnippetViewSet):
    model = Venue
    icon = "pin"
    menu_label = _("Venues")
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["name", "locality", Column("step_free_access", label=_("Step-free access"))]
    chooser_viewset_class = VenueChooserViewSet


register_snippet(VenueViewSet)


@hooks.register("register_admin_urls")
def register_next_event():
    return [path("events/<int:page_id>/next/", NextEventView.as_view(), name="next_event")]


class NextEventButton(PageMenuItem):
    label = _("New event in this series")
    icon_name = "date"
    url_name = "next_event"

    def is_shown(self, user):
        return may_create_in(user, self.page)


@hooks.register("register_page_header_buttons")
def add_next_event_button_to_header(page, user, view_name, next_url=None):
    series = page.specific.series if page.specific_class is EventPage else page
    if series and series.specific_class is EventSeries:
        yield NextEventButton(page=series, priority=15)


@hooks.register("register_page_listing_more_buttons")
def add_next_event_button_to_listing(page, user, next_url=None):
    if page.specific_class is EventSeries:
        yield NextEventButton(page=page, priority=15)
