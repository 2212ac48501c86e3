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

urlpatterns = [
    path("", BookingOverview.as_view(), name="overview"),
    path("results/", BookingOverview.as_view(results_only=True), name="overview_results"),
    path("<int:event_id>/", BookingList.as_view(), name="list"),
    path("<int:event_id>/results/", BookingList.as_view(results_only=True), name="list_results"),
    path("<int:event_id>/add/", AddBooking.as_view(), name="add"),
    path("<int:event_id>/attendance/", Attendance.as_view(), name="attendance"),
    path("<int:event_id>/write/", SendMessage.as_view(), name="write"),
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


def bookings_button(page, user):
    if isinstance(page, EventPage) and page.takes_bookings and can_see_bookings(user, page):
        yield Button(_("Bookings"), url=reverse("bookings:list", args=[page.pk]), icon_name="group", priority=5)


@hooks.register("register_page_header_buttons")
def bookings_in_header(page, user, view_name, next_url=None):
    yield from bookings_button(page, user)


@hooks.register("register_page_listing_more_buttons")
def bookings_in_listing(page, user, next_url=None):
    yield from bookings_button(page, user)


@hooks.register("before_publish_page")
def remember_sequence(request, page):
    if isinstance(page, EventPage) and page.pk:
        request.sequence_before = EventPage.objects.filter(pk=page.pk).values_list("sequence", flat=True).first()


@hooks.register("after_publish_page")
def remind_to_send_message(request, page):
    """After a change of time, place or status, tell the editor how many people have booked."""
    before = getattr(request, "sequence_before", None)
    if before is None or not can_see_bookings(request.user, page):
        return
    people = page.bookings.reachable().count()
    if people and EventPage.objects.values_list("sequence", flat=True).get(pk=page.pk) != before:
        text = ngettext("%(number)d person has booked.", "%(number)d people have booked.", people)
        write = messages.button(reverse("bookings:write", args=[page.pk]), _("Write to everyone"))
        messages.warning(request, text % {"number": people}, buttons=[write])


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

    @actions.register_action("events.bookings.message")
    class MessageFormatter(LogFormatter):
        label = _("Message to those who booked")

        def format_message(self, log_entry):
            return _("Wrote “%(subject)s” to %(number)d people") % log_entry.data
