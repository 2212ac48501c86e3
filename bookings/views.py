"""Public views of booking: the form, its result, and somebody's own booking behind a signed link."""

from collections.abc import Callable
from functools import wraps
from math import ceil
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from content.extension import RouteView, get_route_path, register_preview, register_route
from core.database_roles import register_primary_paths
from core.email_addresses import get_mailbox
from core.ratelimit import get_client, shared_retry_after
from events.models import EventPage

from . import services
from .forms import BookingForm
from .results import Outcome
from .tokens import BookingGoneError, get_booking, make_result_token, read_result_token

register_primary_paths(r"/book(ing)?/")
# Everybody in a lecture hall may book from one address, but a program would go on and on.
MAX_FORMS = 20
WINDOW_SECONDS = 600
# Each form may send an e-mail to the address in it, which may be somebody else's. A programme has many events.
MAX_FORMS_PER_ADDRESS = 10
ADDRESS_WINDOW_SECONDS = 3600


def private_view(*methods: str) -> Callable[[RouteView], RouteView]:
    """Decorate a view of personal data: no cache keeps it, no search engine indexes it."""

    def decorate(view: RouteView) -> RouteView:
        @wraps(view)
        @method_decorator([never_cache, sensitive_post_parameters()])
        def answer(event: EventPage, request: HttpRequest, **kwargs: str) -> HttpResponse:
            # A token lets anybody see and cancel the booking that it is for: the log leaves it out.
            request.unlogged = tuple(kwargs.values())  # type: ignore[attr-defined]  # read by the log's middleware
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            try:
                response = view(event, request, **kwargs)
            except BookingGoneError:
                response = render(event, request, "gone", status=404)
            response["X-Robots-Tag"] = "noindex"
            response["Referrer-Policy"] = "same-origin"
            return response

        return answer

    return decorate


def get_subpage_url(event: EventPage, request: HttpRequest, name: str, token: str) -> str:
    return event.get_url(request) + get_route_path(EventPage, name, token)


def get_privacy_notice(event: EventPage) -> str:
    """Return the privacy notice: of this event, else of the list of events, else a general one."""
    index = event.get_parent().specific
    return (
        event.privacy_notice
        or getattr(index, "privacy_notice", "")
        or _(
            "We use what you write here to keep your place, to write to you about this event and to meet your "
            "needs on the day. Only those who organise the event see it."
        )
    )


def render(event: EventPage, request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> TemplateResponse:
    # Not event.get_context: what it and other apps add is for the event's own page.
    request.current_page = event  # type: ignore[attr-defined]  # read by the context processors
    context |= {
        "page": event,
        "noindex": True,
        "canonical_url": event.full_url,
        "privacy_notice": get_privacy_notice(event),
    }
    return TemplateResponse(request, f"pages/booking_{name}.html", context, status=status)


def render_too_many(
    event: EventPage, request: HttpRequest, form: BookingForm, message: str, seconds: int
) -> TemplateResponse:
    """Answer 429 (RFC 6585, section 4) with the form as it was filled in and the time to wait."""
    form.add_error(None, message % {"minutes": ceil(seconds / 60)})
    response = render(event, request, "form", status=429, form=form)
    response["Retry-After"] = str(seconds)
    return response


@register_route(EventPage, "book/")
@private_view("GET", "HEAD", "POST")
def book(event: EventPage, request: HttpRequest) -> HttpResponse:
    if not event.takes_bookings:
        raise Http404
    form = BookingForm(request.POST if request.method == "POST" else None, event=event)
    if form.is_bound and (seconds := shared_retry_after(get_client(request), "booking", MAX_FORMS, WINDOW_SECONDS)):
        many = _("Many forms have come from where you are. Please send yours again in %(minutes)d minutes.")
        return render_too_many(event, request, form, many, seconds)
    if form.is_valid():
        mailbox = get_mailbox(form.cleaned_data["email"])
        if seconds := shared_retry_after(mailbox, "booking address", MAX_FORMS_PER_ADDRESS, ADDRESS_WINDOW_SECONDS):
            many = _("Many forms have come with this address. Please send yours again in %(minutes)d minutes.")
            return render_too_many(event, request, form, many, seconds)
        # Even where booking is closed: somebody who took the last place may have sent the form twice.
        result = services.book(event.pk, submission=form.form_id, **form.booking_fields)
        if result.submission and result.outcome in (Outcome.CONFIRMED, Outcome.WAITING):
            token = make_result_token(result.submission)
            return HttpResponseRedirect(get_subpage_url(event, request, "booking_sent", token))
        event.refresh_from_db()
        form.renew_token()
    return render(event, request, "closed" if event.booking_closed_reason else "form", form=form)


@register_preview(EventPage, "book", gettext_lazy("Booking form"), is_offered=lambda event: event.takes_bookings)
def preview(event: EventPage, request: HttpRequest) -> TemplateResponse:
    """Show the form to the editor who makes it, before anybody can book."""
    return render(event, request, "form", form=BookingForm(event=event))


@register_route(EventPage, "book/sent/<str:token>/")
@private_view("GET", "HEAD")
def booking_sent(event: EventPage, request: HttpRequest, token: str) -> HttpResponse:
    submission = read_result_token(event, token)
    if submission is None:
        return HttpResponseRedirect(event.get_url(request))
    return render(event, request, "sent", submission=submission)


@register_route(EventPage, "booking/<str:token>/", name="booking")
@private_view("GET", "HEAD")
def own_booking(event: EventPage, request: HttpRequest, token: str) -> HttpResponse:
    booking = get_booking(event, token)
    cancel_url = get_subpage_url(event, request, "cancel_booking", token)
    confirm_url = get_subpage_url(event, request, "confirm_booking", token)
    return render(event, request, "own", booking=booking, cancel_url=cancel_url, confirm_url=confirm_url)


@register_route(EventPage, "booking/<str:token>/confirm/")
@private_view("POST")
def confirm_booking(event: EventPage, request: HttpRequest, token: str) -> HttpResponse:
    """Confirm the address. Only by a button: programs open the links in e-mails to check them."""
    services.confirm_address(get_booking(event, token))
    return HttpResponseRedirect(get_subpage_url(event, request, "booking", token))


@register_route(EventPage, "booking/<str:token>/cancel/")
@private_view("GET", "HEAD", "POST")
def cancel_booking(event: EventPage, request: HttpRequest, token: str) -> HttpResponse:
    booking = get_booking(event, token)
    own_url = get_subpage_url(event, request, "booking", token)
    if request.method == "POST" and not event.is_past:
        services.cancel(booking)
    elif not booking.is_cancelled and not event.is_past:
        return render(event, request, "cancel", booking=booking, back_url=own_url)
    return HttpResponseRedirect(own_url)
