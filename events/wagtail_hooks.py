"""Wagtail hooks: the chooser of events, venues with a chooser that can create one, and series to continue."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from .choosers import event_chooser_viewset
from .models import EventPage, EventSeries, Venue
from .next_event import NextEventView, may_create_in
from .repeat_view import RepeatView, may_repeat


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
def register_new_events():
    return [
        path("events/<int:page_id>/next/", NextEventView.as_view(), name="next_event"),
        path("events/<int:page_id>/repeat/", RepeatView.as_view(), name="repeat_event"),
    ]


class NextEventButton(PageMenuItem):
    label = _("New event in this series")
    icon_name = "date"
    url_name = "next_event"

    def is_shown(self, user):
        return may_create_in(user, self.page)


class RepeatEventButton(PageMenuItem):
    label = _("Copy to other dates")
    icon_name = "copy"
    url_name = "repeat_event"

    def is_shown(self, user):
        return may_repeat(user, self.page)


@hooks.register("register_page_header_buttons")
def add_next_event_button_to_header(page, user, view_name, next_url=None):
    series = page.specific.series if page.specific_class is EventPage else page
    if series and series.specific_class is EventSeries:
        yield NextEventButton(page=series, priority=15)
    if page.specific_class is EventPage:
        yield RepeatEventButton(page=page, priority=16)


@hooks.register("register_page_listing_more_buttons")
def add_next_event_button_to_listing(page, user, next_url=None):
    if page.specific_class is EventSeries:
        yield NextEventButton(page=page, priority=15)
    # Whoever may publish it may nearly always add one, too. Asking the parent would be a query a row; the view asks.
    if page.specific_class is EventPage and page.permissions_for_user(user).can_publish():
        url = reverse("repeat_event", args=[page.pk])
        yield Button(RepeatEventButton.label, url=url, icon_name="copy", priority=16)
