"""Links that only their owner has, and stamps that only we can make: parts and a signature, joined by hyphens.

Wagtail's addresses take letters, digits, hyphens and underscores alone, which is what signatures are made of here.
"""

import time
import uuid
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.http import Http404

from .desk import Outcome, Receipt
from .models import Booking

RECEIPT_LASTS = 3600  # seconds


def _sign(purpose: str, *parts: str) -> str:
    value = "-".join(parts)
    return f"{value}-{Signer(salt=purpose).signature(value)}"


def _read(purpose: str, token: str, count: int) -> list[str]:
    """Return the ``count`` parts that were signed for ``purpose``. Raises BadSignature for anything else."""
    *parts, signature = token.split("-", count)
    return Signer(salt=purpose).unsign(f"{'-'.join(parts)}:{signature}").split("-")


def booking_token(booking: Booking) -> str:
    return _sign("events.booking", booking.reference.hex)


def find_booking(event, token: str) -> Booking:
    """Return the booking of ``event`` that ``token`` is for. Raises Http404 for any other token."""
    try:
        [reference] = _read("events.booking", token, 1)
    except BadSignature as error:
        raise Http404 from error
    booking = Booking.objects.filter(event=event, reference=uuid.UUID(reference)).first()
    if booking is None:
        raise Http404
    return booking


def receipt_token(receipt: Receipt) -> str:
    """Return what leads back to the answer to a form that was sent, and to nothing else of the booking."""
    return _sign("events.booking.receipt", receipt.outcome.value, str(int(time.time())), receipt.booking.reference.hex)


def read_receipt(event, token: str) -> Receipt | None:
    """Return the receipt; None when it is too old to be shown. Raises Http404 for a token that is not ours."""
    try:
        outcome, written_at, reference = _read("events.booking.receipt", token, 3)
    except BadSignature as error:
        raise Http404 from error
    booking = Booking.objects.filter(event=event, reference=uuid.UUID(reference)).first()
    if booking is None or time.time() - int(written_at) > RECEIPT_LASTS:
        return None
    return Receipt(Outcome(outcome), booking)


@dataclass(frozen=True)
class FormStamp:
    """When a form was shown, and which form it was."""

    shown_at: int
    form_id: uuid.UUID

    @property
    def age(self) -> float:
        """In seconds."""
        return time.time() - self.shown_at


def new_stamp(event) -> str:
    return _sign(f"events.booking.form.{event.pk}", str(int(time.time())), uuid.uuid4().hex)


def read_stamp(event, value: str) -> FormStamp | None:
    """Return the stamp of a form of ``event``; None for anything that we did not sign."""
    try:
        shown_at, form_id = _read(f"events.booking.form.{event.pk}", value, 2)
    except BadSignature:
        return None
    return FormStamp(int(shown_at), uuid.UUID(form_id))
