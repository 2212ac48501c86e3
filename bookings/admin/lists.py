"""Admin lists: the bookings of one event, and the events with bookings."""

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, NumberColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button, HeaderButton

from ..models import Booking, BookingEmail, BookingTotals
from .access import EventBookingsMixin, get_events_for_user

COUNTS = {
    "places_taken": Count("bookings", Q(bookings__status="confirmed")),
    "people_waiting": Count("bookings", Q(bookings__status="waiting")),
    "bookings_cancelled": Count("bookings", Q(bookings__status="cancelled")),
    "people_attended": Count("bookings", Q(bookings__attended=True)),
}
# The same, including bookings whose data was deleted.
ALL_COUNTS = {
    name: count + Coalesce(f"booking_totals__{total}", 0)
    for (name, count), total in zip(COUNTS.items(), ("confirmed", "waiting", "cancelled", "attended"), strict=True)
}


class BookingOverview(ReportView):
    page_title = _("Bookings")
    header_icon = "group"
    index_url_name = "bookings:overview"
    index_results_url_name = "bookings:overview_results"
    verbose_name_plural = _("events with bookings")
    columns = [
        TitleColumn("title", label=_("Event"), url_name="bookings:list"),
        Column("starts_at", label=_("Starts"), accessor=lambda event: date_format(event.local_start, "j F Y, H:i")),
        NumberColumn("places_taken", label=_("Have a place")),
        Column("capacity", label=_("Places")),
        NumberColumn("people_waiting", label=_("Waiting")),
        NumberColumn("people_attended", label=_("Came")),
    ]

    def get_queryset(self):
        events = get_events_for_user(self.request.user).annotate(**ALL_COUNTS)
        return events.filter(Q(takes_bookings=True) | Q(places_taken__gt=0)).order_by("-starts_at", "-pk")


class BookingFilterSet(WagtailFilterSet):
    class Meta:
        model = Booking
        fields = ["status", "attended"]


class BookingList(EventBookingsMixin, IndexView):
    """The bookings of an event in the order of booking, with numbers above, and exported as CSV and xlsx."""

    model = Booking
    page_title = _("Bookings")
    template_name = "bookings/list.html"
    results_template_name = "bookings/list_results.html"
    permission_policy = None
    any_permission_required = None
    filterset_class = BookingFilterSet
    search_fields = ["name", "email"]
    default_ordering = "created_at"
    paginate_by = 50
    is_list = True

    def get_index_url(self):
        return self.list_url

    def get_index_results_url(self):
        return reverse("bookings:list_results", args=[self.event.pk])

    def get_base_queryset(self):
        return self.event.bookings.all()

    @cached_property
    def columns(self):
        return [
            self._get_title_column("name"),
            Column("email", label=_("E-mail"), sort_key="email"),
            StatusTagColumn(
                "status",
                label=_("Status"),
                accessor="status_label",
                sort_key="status",
                primary=lambda booking: booking.is_confirmed and not booking.is_unconfirmed,
            ),
            Column("access_needs", label=_("Access needs"), width="25%"),
            BooleanColumn("attended", label=_("Came")),
            DateColumn("created_at", label=_("Booked"), sort_key="created_at"),
        ]

    def get_list_more_buttons(self, booking):
        def button(label, action, icon, priority):
            url = reverse("bookings:action", args=[self.event.pk, booking.pk, action])
            return Button(label, url=url, icon_name=icon, priority=priority)

        if booking.is_waiting:
            yield button(_("Give a place"), "promote", "check", 10)
        if not booking.is_cancelled:
            yield button(_("Cancel"), "cancel", "cross", 20)
        yield button(_("Delete the data"), "erase", "bin", 30)

    @cached_property
    def header_buttons(self):
        add_url = reverse("bookings:add", args=[self.event.pk])
        return [HeaderButton(_("Add a booking"), url=add_url, icon_name="plus")]

    @cached_property
    def header_more_buttons(self):
        edit_url = reverse("wagtailadmin_pages:edit", args=[self.event.pk])
        return [*super().header_more_buttons, Button(_("Edit the event"), url=edit_url, icon_name="edit")]

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        event = type(self.event).objects.defer_streamfields().annotate(**COUNTS).get(pk=self.event.pk)
        late = Q(attempts__gt=0) | Q(due_at__lte=timezone.now())
        unsent = BookingEmail.objects.filter(late, booking__event=event, sent_at=None)
        totals = BookingTotals.objects.filter(event=event).first()
        return context | {"event": event, "totals": totals, "unsent": unsent.count()}

    # Export

    def get_filename(self):
        return f"bookings-{self.event.slug}"

    @cached_property
    def questions(self) -> dict[str, str]:
        """Labels of all questions by name, in order: those of the form, then former ones that have answers."""
        current = self.event.booking_questions.all()
        asked = {question.clean_name: question.label for question in current}
        for answers in self.event.bookings.values_list("answers", flat=True):
            for answer in answers:
                asked.setdefault(answer["name"], answer["label"])
        return asked

    @cached_property
    def list_export(self):
        return [*self.own_columns, *(f"question_{name}" for name in self.questions)]

    own_columns = {
        "name": _("Name"),
        "email": _("E-mail"),
        "status": _("Status"),
        "attended": _("Came"),
        "created_at": _("Booked"),
        "access_needs": _("Access needs"),
    }

    @cached_property
    def export_headings(self):
        return self.own_columns | {f"question_{name}": label for name, label in self.questions.items()}

    def to_row_dict(self, booking):
        answers = {f"question_{answer['name']}": answer["value"] for answer in booking.answers}
        row = {name: getattr(booking, name) for name in self.own_columns} | {
            "status": booking.status_label,
            "attended": {True: _("Yes"), False: _("No"), None: ""}[booking.attended],
        }
        return row | {name: answers.get(name, "") for name in self.list_export if name not in row}

    def as_spreadsheet(self, queryset, spreadsheet_format):
        self.log("export", format=spreadsheet_format)
        return super().as_spreadsheet(queryset, spreadsheet_format)
