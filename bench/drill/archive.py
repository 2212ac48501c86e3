"""The second part of the drill: a machine dies while visitors book, and the continuous archive is all that is left."""

import contextlib
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import psutil
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from bookings import services
from bookings.models import Booking
from delivery.backup.archive import Archive, copy_uploads, make_base, start_receiver
from demo.builders import build_event

SECONDS = 10  # of bookings
MAX_LOSS_SECONDS = 300


def lose_machine(folder: Path, report: Callable[..., None]) -> list[tuple[str, float]]:
    """Archive the site, book, and kill the database and the receiver; return the bookings with their times."""
    settings.ARCHIVE_DIR = str(folder)
    receiver = start_receiver()
    assert receiver
    archive = Archive(folder)
    copy_uploads(archive)
    base = make_base(archive, lambda line: None)
    report("base backup", base.name)
    event = build_event("A second drill", takes_bookings=True, starts_at=timezone.now() + timedelta(days=7))
    made: list[tuple[str, float]] = []
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        email = f"late{len(made)}@example.org"
        services.book(event.pk, name="A late visitor", email=email)
        made.append((email, time.monotonic()))
    data = Path(settings.DATABASES["default"]["EMBEDDED_POSTGRES_DATA"])
    server = psutil.Process(int((data / "postmaster.pid").read_text().splitlines()[0]))
    for process in (server, psutil.Process(receiver.pid), *server.children()):
        with contextlib.suppress(psutil.NoSuchProcess):  # it has ended by itself, as another one was killed
            process.kill()
    receiver.wait()
    made.append(("", time.monotonic()))
    connections.close_all()
    connection.server.release()  # type: ignore[attr-defined]  # the embedded engine
    return made


def get_loss(made: list[tuple[str, float]]) -> tuple[int, float]:
    """Return how many bookings are lost, and the seconds from the first of them to the loss."""
    found = set(Booking.objects.values_list("email", flat=True))
    lost_at = made[-1][1]
    missing = [moment for email, moment in made[:-1] if email not in found]
    return len(missing), lost_at - missing[0] if missing else 0.0
