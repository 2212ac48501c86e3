"""Signed tokens: links to somebody's own booking, links to the result of a booking, and tokens of forms.

They are signed by ``django.core.signing`` and encoded once more, because the addresses of pages allow letters, digits,
hyphens and underscores only.
"""

import uuid

from django.core import signing
from django.http import Http404
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from events.models import EventPage

from .models import Booking, BookingSubmission

# All in seconds.
RESULT_MAX_AGE = 3600
FORM_MIN_AGE = 3
FORM_MAX_AGE = 12 * 3600


_booking_signer = signing.Signer(salt="bookings.booking")
_result_signer = signing.TimestampSigner(salt="bookings.result")
_form_signer = signing.TimestampSigner(salt="bookings.form")


def _encode(signed: str) -> str:
    return urlsafe_base64_encode(signed.encode())


def _decode(token: str) -> str:
    """Return the signed text. Raises ``BadSignature`` for what ``_encode`` did not make."""
    try:
        return urlsafe_base64_decode(token).decode()
    except ValueError as error:
        raise signing.BadSignature from error


def _find_booking(event: EventPage, reference: str) -> Booking | None:
    return Booking.objects.filter(event=event, reference=uuid.UUID(reference)).first()


def make_booking_token(booking: Booking) -> str:
    """Return the token of somebody's own booking. It does not expire: the booking is deleted in the end."""
    return _encode(_booking_signer.sign(booking.reference.hex))


class BookingGoneError(Http404):
    """The token is ours, and its booking was deleted."""


def get_booking(event: EventPage, token: str) -> Booking:
    """Return the booking of ``event`` that ``token`` is for. Raises ``Http404`` for any other token."""
    try:
        booking = _find_booking(event, _booking_signer.unsign(_decode(token)))
    except signing.BadSignature as error:
        raise Http404 from error
    if booking is None:
        raise BookingGoneError
    return booking


def make_result_token(submission: BookingSubmission) -> str:
    """Return a token for the answer to a form that was sent. It gives access to nothing else of the booking."""
    return _encode(_result_signer.sign_object(submission.form_id.hex))


def read_result_token(event: EventPage, token: str) -> BookingSubmission | None:
    """Return the form whose answer is asked for; None if it is too old. Raises ``Http404`` for any other token."""
    try:
        form_id = _result_signer.unsign_object(_decode(token), max_age=RESULT_MAX_AGE)
    except signing.SignatureExpired:
        return None
    except signing.BadSignature as error:
        raise Http404 from error
    return BookingSubmission.objects.filter(event=event, form_id=uuid.UUID(form_id)).first()


def make_form_token(event: EventPage) -> str:
    """Return a token that says which form of ``event`` this is, and when it was shown."""
    return _encode(_form_signer.sign_object([event.pk, uuid.uuid4().hex]))


def _read_form_id(event: EventPage, token: str, max_age: int) -> uuid.UUID:
    event_id, form_id = _form_signer.unsign_object(_decode(token), max_age=max_age)
    if event_id != event.pk:
        raise signing.BadSignature
    return uuid.UUID(form_id)


def read_form_token(event: EventPage, token: str) -> uuid.UUID | None:
    """Return the id of a form of ``event``; None if it was shown too long ago, or for any other token."""
    try:
        return _read_form_id(event, token, FORM_MAX_AGE)
    except signing.BadSignature:
        return None


def is_too_fast(event: EventPage, token: str) -> bool:
    """Whether the form with this valid token was shown so few seconds ago that nobody can have filled it in."""
    try:
        _read_form_id(event, token, FORM_MIN_AGE)
    except signing.SignatureExpired:
        return False
    return True
