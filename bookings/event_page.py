"""What bookings add to the page of an event: a tab in its editor, a check of its capacity, a link to the form, and the
question before it is published whether those who booked are told.

The addresses of the form and of bookings are registered in ``bookings.views``.
"""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList

from content.extension import get_route_path, register_context, register_tab, register_validator
from content.publishing import Question, register_audience, register_question
from events.models import EventPage

from .differences import concerns_who_booked
from .emails import get_preview
from .models import EventChange
from .notices import get_choice, keep_choice

booking_tab = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("takes_bookings"),
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("waiting_list")]),
                FieldPanel("booking_closes_at"),
                FieldPanel("confirm_addresses"),
                FieldPanel("send_reminders"),
            ],
            heading=_("Booking on this site"),
        ),
        InlinePanel(
            "booking_questions",
            heading=_("Further questions"),
            label=_("question"),
            help_text=_("Name, e-mail and access needs are asked for already. Ask only for what you will use."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("privacy_notice"),
                FieldRowPanel([FieldPanel("access_needs_kept_days"), FieldPanel("bookings_kept_days")]),
            ],
            heading=_("Privacy"),
        ),
    ],
    heading=_("Booking"),
)
register_tab(EventPage, booking_tab)


@register_validator(EventPage)
def check_capacity(event: EventPage) -> dict[str, Any]:
    """Refuse a capacity below the number of confirmed bookings."""
    if not event.pk or not event.takes_bookings or event.capacity is None:
        return {}
    confirmed = event.bookings.confirmed().count()
    if confirmed <= event.capacity:
        return {}
    message = _("%(number)d people have a place already. Cancel bookings first, or allow as many.")
    return {"capacity": message % {"number": confirmed}}


def find_change(event: EventPage) -> EventChange | None:
    """Return what this version of an event would change for those who booked; None if nothing."""
    event.normalise_times()
    before, after = event.published_state, event.get_published_snapshot()
    if not before or not event.has_times or not concerns_who_booked(before, after):
        return None
    return EventChange(event=event, before=before, after=after, reason=event.status_reason)


@register_audience(EventPage)
def say_who_is_told(event: EventPage) -> Iterator[str]:
    """Say whether those who booked hear of it (``ask_to_tell``), and that the waiting list does if it gets places."""
    if event.bookings.reachable().exists():
        if find_change(event):
            yield gettext("Those who booked, unless you choose to tell nobody.")
        else:
            yield gettext("Those who booked are not told: nothing changes that they were told of.")
    if event.bookings.waiting().exists():
        yield gettext("Whoever gets a place from the waiting list is told by e-mail.")


@register_question(EventPage)
def ask_to_tell(event: EventPage) -> Question | None:
    """Ask whether those who booked are told, if this version changes what they were told."""
    people = event.bookings.reachable().count()
    change = find_change(event) if people else None
    if change is None:
        return None
    yes = ngettext("Tell the %(number)d person who booked", "Tell the %(number)d people who booked", people)
    return Question(
        name="tell_who_booked",
        label=gettext("This changes what people booked"),
        yes=gettext("%(who)s, by e-mail, with a new file for their calendars") % {"who": yes % {"number": people}},
        no=gettext("Tell nobody"),
        preview=get_preview(change),
        initial=get_choice(event.latest_revision_id),
        keep=keep_choice,
    )


@register_context(EventPage)
def get_booking_context(event: EventPage, request: HttpRequest) -> dict[str, Any]:
    """Return ``booking_form_url``: the address of the form if visitors may use it now, else empty."""
    is_open = event.takes_bookings and not event.booking_closed_reason
    return {"booking_form_url": event.get_url(request) + get_route_path(EventPage, "book") if is_open else ""}
