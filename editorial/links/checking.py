"""Checking links: politely (one request a second and host), bounded in time, and resumed where it stopped.

Each run takes the links that are due, a queue for each host, and works off the queues in threads until its time is
over. Results are stored as they come, so that nothing is lost when the site stops; the next run goes on with what is
due.
"""

import http.client
import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from core.jobs import every
from core.public_http import REDIRECTS, FetchError, parse_target

from .collecting import group_by_host
from .models import ExternalLink

logger = logging.getLogger(__name__)

USER_AGENT = "Roundtable (checks links; one request a second)"
PAUSE_SECONDS = 1.0
THREADS = 32
RUN_SECONDS = 58  # the job starts each minute
MAX_LINKS = 2_000  # in one run
MAX_REDIRECTS = 5
#: An answer that says nothing of the page: a limit, a log-in, or a server that does not like programs.
UNTOLD = {401, 403, 405, 406, 407, 418, 423, 429, 451, 999, *range(500, 600)}
#: A link is called broken after this many failures in a row, on different days.
FAILURES = 3
AGAIN_AFTER = timedelta(days=7)
AGAIN_AFTER_FAILURE = timedelta(days=1)

#: Takes an address, and returns what is wrong with it; empty if nothing is.
Visit = Callable[[str], str]


def visit(url: str) -> str:
    """Ask for an address, by HEAD and then by GET where a server refuses that. Nothing is read but the status."""
    try:
        status = get_status(url)
    except FetchError as error:
        return str(error)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return f"the server does not answer ({type(error).__name__})"
    return f"the server answers {status}" if status >= 400 and status not in UNTOLD else ""


def get_status(url: str) -> int:
    for _redirect in range(MAX_REDIRECTS + 1):
        status, location = request("HEAD", url)
        if status in {405, 501}:
            status, location = request("GET", url)
        if status not in REDIRECTS or not location:
            return status
        url = urljoin(url, location)
    raise FetchError("it redirects again and again")


def request(method: str, url: str) -> tuple[int, str]:
    target = parse_target(url)
    connection = target.connect()
    try:
        connection.request(method, target.path, headers={"User-Agent": USER_AGENT, "Accept": "*/*"})
        response = connection.getresponse()
        return response.status, response.getheader("Location") or ""
    finally:
        connection.close()


def check_due_links(seconds: float = RUN_SECONDS, visit: Visit = visit, pause: float = PAUSE_SECONDS) -> int:
    """Check links that are due for at most about ``seconds``; return how many were checked."""
    hosts = [deque(links) for links in group_by_host(get_due_links(seconds, pause)).values()]
    results: queue.SimpleQueue[tuple[ExternalLink, str]] = queue.SimpleQueue()
    deadline = time.monotonic() + seconds
    with ThreadPoolExecutor(min(THREADS, max(1, len(hosts)))) as pool:
        workers = [pool.submit(check_host, links, results, deadline, visit, pause) for links in hosts]
        number = 0
        while not all(worker.done() for worker in workers) or not results.empty():
            try:
                link, problem = results.get(timeout=0.2)
            except queue.Empty:
                continue
            store(link, problem)
            number += 1
    return number


def get_due_links(seconds: float, pause: float) -> QuerySet[ExternalLink]:
    """Return the links that are due, as many of each host as its turn takes: one with many must not delay others."""
    place = Window(RowNumber(), partition_by="host", order_by=["due_at", "pk"])
    due = ExternalLink.objects.filter(due_at__lte=timezone.now()).annotate(place=place)
    most = int(seconds / pause) + 1 if pause else MAX_LINKS
    return due.filter(place__lte=most).order_by("place", "pk")[:MAX_LINKS]


def check_host(
    links: deque[ExternalLink], results: queue.SimpleQueue, deadline: float, visit: Visit, pause: float
) -> None:
    """Check the links of one host one after the other. Threads ask no database."""
    while links and time.monotonic() < deadline:
        link, started = links.popleft(), time.monotonic()
        results.put((link, visit(link.url)))
        if links:
            time.sleep(max(0.0, started + pause - time.monotonic()))


def store(link: ExternalLink, problem: str) -> None:
    now = timezone.now()
    failures = link.failures + 1 if problem else 0
    ExternalLink.objects.filter(pk=link.pk).update(
        checked_at=now,
        due_at=now + (AGAIN_AFTER_FAILURE if problem else AGAIN_AFTER),
        failures=min(failures, 1000),
        problem=problem[:255],
        is_broken=failures >= FAILURES,
    )


class _Runner:
    """The thread of this process that checks links. The job of the next minute leaves it alone while it is at it."""

    thread: threading.Thread | None = None


def run_in_thread() -> None:
    try:
        check_due_links()
    except Exception:
        logger.exception("Checking links failed; the next minute goes on")
    finally:
        connection.close()


@every(timedelta(minutes=1))
def check_links() -> None:
    """Check links in a thread, so that the other jobs of this minute need not wait."""
    if settings.CHECK_EXTERNAL_LINKS and not (_Runner.thread and _Runner.thread.is_alive()):
        _Runner.thread = threading.Thread(target=run_in_thread, daemon=True, name="links")
        _Runner.thread.start()
