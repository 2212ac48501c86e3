"""Bookings in the admin: addresses, menu, buttons at events, and log entries."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from events.models import EventPage

from .admin import deletion  # noqa: F401
from .admin.access import can_see_any_bookings, can_see_bookings
from .admin.changes import AddBooking, Attendance, BookingAction
from .admin.home_panel import NextEventsPanel
from .admin.lists import BookingList, BookingOverview
from .admin.messages import SendMessage
from .admin.status import ChangeStatus

urlpatterns = [
    path("", BookingOverview.as_view(), name="overview"),
    path("results/", BookingOverview.as_view(results_only=True), name="overview_results"),
    path("<int:event_id>/", BookingList.as_view(), name="list"),
    path("<int:event_id>/results/", BookingList.as_view(results_only=True), name="list_results"),
    path("<int:event_id>/add/", AddBooking.as_view(), name="add"),
    path("<int:event_id>/attendance/", Attendance.as_view(), name="attendance"),
    path("<int:event_id>/write/", SendMessage.as_view(), name="write"),
    path("<int:event_id>/status/", ChangeStatus.as_view(), name="status"),
    path("<int:event_id>/<int:booking_id>/<slug:action>/", BookingAction.as_view(), name="action"),
]


@hooks.register("register_admin_urls")
def register_booking_urls():
    return [path("bookings/", include((urlpatterns, "bookings")))]


class BookingsMenuItem(MenuItem):
    def is_shown(self, request):
        return can_see_any_bookings(request.user)


@hooks.register("register_admin_menu_item")
def register_bookings_menu_item():
    return BookingsMenuItem(_("Bookings"), reverse("bookings:overview"), name="bookings", icon_name="ticket", order=125)


def event_buttons(page, user):
    if isinstance(page, EventPage) and page.takes_bookings and can_see_bookings(user, page):
        yield Button(_("Bookings"), url=reverse("bookings:list", args=[page.pk]), icon_name="group", priority=5)
    if isinstance(page, EventPage) and page.live and not page.is_past and can_see_bookings(user, page):
        label = _("Cancel, postpone or move online")
        yield Button(label, url=reverse("bookings:status", args=[page.pk]), icon_name="warning", priority=6)


@hooks.register("register_page_header_buttons")
def event_buttons_in_header(page, user, view_name, next_url=None):
    yield from event_buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def event_buttons_in_listing(page, user, next_url=None):
    yield from event_buttons(page, user)


def get_last_change_id(page):
    return page.booking_changes.values_list("pk", flat=True).last()


@hooks.register("before_publish_page")
def remember_last_change(request, page):
    if isinstance(page, EventPage) and page.pk:
        request.last_change_id = get_last_change_id(page)


@hooks.register("after_publish_page")
def say_who_is_told(request, page):
    """Tell the editor that e-mails about what was just published are on their way."""
    if not hasattr(request, "last_change_id") or get_last_change_id(page) == request.last_change_id:
        return
    number = page.booking_changes.last().emails.count()
    text = ngettext("%(number)d person who booked is told.", "%(number)d people who booked are told.", number)
    messages.success(request, text % {"number": number})


@hooks.register("construct_homepage_panels")
def add_next_events(request, panels):
    panels.append(NextEventsPanel())


@hooks.register("register_log_actions")
def register_booking_log_actions(actions):
    for name, label in {
        "add": _("Booking added by hand"),
        "attendance": _("Attendance marked"),
        "cancel": _("Booking cancelled by an editor"),
        "erase": _("Data of a booking deleted"),
        "export": _("Bookings exported"),
        "promote": _("Place given to somebody who waited"),
    }.items():
        actions.register_action(f"events.bookings.{name}", label, label)

    @actions.register_action("events.bookings.told")
    class NoticeFormatter(LogFormatter):
        label = _("Those who booked were told of a change")

        def format_message(self, log_entry):
            return _("Told %(number)d people who booked of the change") % log_entry.data

    @actions.register_action("events.bookings.message")
    class MessageFormatter(LogFormatter):
        label = _("Message to those who booked")

        def format_message(self, log_entry):
            return _("Wrote “%(subject)s” to %(number)d people") % log_entry.data
