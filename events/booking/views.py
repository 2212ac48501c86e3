"""What visitors see of booking: the form, what comes of it, and their own booking behind a signed link."""

from functools import wraps
from math import ceil

from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from core.ratelimit import retry_after

from . import desk
from .desk import Outcome, Receipt
from .forms import BookingForm
from .tokens import find_booking, read_receipt, receipt_token

# A lecture hall may book from one address; a program would go on and on.
FORMS_ALLOWED = 20
WINDOW = 600  # seconds


def personal(*methods: str):
    """Mark a view of what concerns one person: never kept by a cache, never found by a search engine."""

    def decorate(view):
        @wraps(view)
        @never_cache
        @sensitive_post_parameters()
        def answer(request, event, *args):
            # Who knows a token may see and cancel what it is for: the log leaves it out.
            request.unlogged = args
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            response = view(request, event, *args)
            response["X-Robots-Tag"] = "noindex"
            response["Referrer-Policy"] = "same-origin"
            return response

        return answer

    return decorate


def render(request, event, name: str, **context) -> TemplateResponse:
    # Without what other apps add to the event's own page: none of it is shown here.
    request.current_page = event
    context |= {"page": event, "noindex": True, "canonical_url": event.full_url}
    return TemplateResponse(request, f"pages/booking_{name}.html", context)


@personal("GET", "HEAD", "POST")
def book(request, event):
    if not event.takes_bookings:
        raise Http404
    form = BookingForm(request.POST if request.method == "POST" else None, event=event)
    if form.is_bound and (seconds := retry_after(request, "booking", FORMS_ALLOWED, WINDOW)):
        many = _("Many forms have come from where you are. Please send yours again in %(minutes)d minutes.")
        form.add_error(None, many % {"minutes": ceil(seconds / 60)})
    elif form.is_valid():
        # Even where booking is closed: whoever took the last place may have sent the form twice.
        receipt = desk.book(event.pk, submission=form.sent_stamp.form_id, **form.booking_fields)
        if receipt.outcome in (Outcome.CONFIRMED, Outcome.WAITING):
            return HttpResponseRedirect(address_of(request, event, "booking_sent", receipt_token(receipt)))
        event.refresh_from_db()
    name = "closed" if event.booking_closed_reason else "form"
    return render(request, event, name, form=form)


def preview(request, event) -> TemplateResponse:
    """Show the form to the editor who makes it, before anybody can book."""
    return render(request, event, "form", form=BookingForm(event=event))


def address_of(request, event, name: str, token: str) -> str:
    return event.get_url(request) + event.reverse_subpage(name, args=[token])


@personal("GET", "HEAD")
def booking_sent(request, event, token: str):
    receipt: Receipt | None = read_receipt(event, token)
    if receipt is None:
        return HttpResponseRedirect(event.get_url(request))
    return render(request, event, "sent", receipt=receipt)


@personal("GET", "HEAD")
def own_booking(request, event, token: str):
    booking = find_booking(event, token)
    return render(request, event, "own", booking=booking, cancel=address_of(request, event, "cancel_booking", token))


@personal("GET", "HEAD", "POST")
def cancel_booking(request, event, token: str):
    booking = find_booking(event, token)
    own_page = address_of(request, event, "booking", token)
    if request.method == "POST" and not event.is_past:
        desk.cancel(booking)
    elif not booking.is_cancelled and not event.is_past:
        return render(request, event, "cancel", booking=booking, back=own_page)
    return HttpResponseRedirect(own_page)
