"""Fixtures of browser tests: the deployed site with a database of its own, and a real Chromium.

The tests are marked `django_db` although they use the database only through the browser: so pytest-django creates the
database from which the site's own is copied, and runs them before any test that would leave it empty.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.urls import reverse
from environ import Env
from playwright.sync_api import Browser, BrowserContext, Error, Page, StorageState, expect, sync_playwright

from demo import builders
from tests.databases import copy_of_test_database

from .editor import sign_in

ROOT = settings.BASE_DIR
# A folder for each of several test processes.
ARTEFACTS = ROOT / "var" / "browser" / os.environ.get("PYTEST_XDIST_WORKER", "")
COMMANDS = ("chromium", "chromium-browser", "google-chrome")
LAUNCH_OPTIONS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",  # there is none, and to imitate it costs more than to draw without
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
# A violation that Chromium does not log as an error becomes one.
REPORT_VIOLATIONS = """document.addEventListener("securitypolicyviolation", violation =>
    console.error(`Content Security Policy: ${violation.violatedDirective} ${violation.blockedURI}`))"""
# The element that has the focus, and the visible text of messages and dialogs.
WHAT_IS_SHOWN = """() => {
    const parts = [...document.querySelectorAll("dialog[open], [role=dialog], .messages")]
    const shown = parts.filter(part => part.checkVisibility()).map(part => part.innerText)
    return [`focus: ${document.activeElement?.cloneNode().outerHTML}`, ...shown]
}"""
LOG_LINES = 60  # of the server, e-mails among them, in the report of a test that failed
PATIENCE = 60_000  # milliseconds until an expected change is given up, on a machine that is busy with other things


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Tell fixtures whether their test failed, for their teardown, and add to its report what may explain it."""
    report = yield
    if report.when == "call":
        item.failed_in_browser = report.failed
        if report.failed:
            report.sections.append(("Last lines of the server's log", read_log_end()))
            contexts = getattr(item, "contexts_in_browser", ())
            report.sections += read_pages(page for context in contexts for page in context.pages)
    return report


def read_log_end() -> str:
    log = ARTEFACTS / "server.log"
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    return "\n".join(lines[-LOG_LINES:]) or "(nothing)"


def read_pages(pages: Iterable[Page]) -> Iterator[tuple[str, str]]:
    """Yield for each page, as a section of a report, what has the focus, the messages and the text of open dialogs."""
    for page in pages:
        try:
            yield f"Page at {page.url}", "\n".join(page.evaluate(WHAT_IS_SHOWN))
        except Error as error:  # the page has crashed or been closed
            yield "Page", str(error)


@pytest.fixture(scope="package")
def chromium() -> str:
    given = os.environ.get("CHROMIUM")
    candidates = [given] if given else ["/usr/bin/chromium", *map(shutil.which, COMMANDS)]
    found = next((path for path in candidates if path and os.access(path, os.X_OK)), None)
    if not found:
        reason = "There is no Chromium here. Install it, or name one in the variable CHROMIUM."
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="package")
def site_database(chromium, django_db_setup, django_db_blocker) -> Iterator[str]:
    """The URL of the site's database."""
    with copy_of_test_database(django_db_blocker, "browser") as url:
        yield url


@pytest.fixture(scope="package")
def site(site_database, tmp_path_factory) -> Iterator[str]:
    """The address of a running site that has accounts, two topics, an event and a post (see prepare.py)."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": site_database,
        # E-mails are printed, so that a test finds the links in them.
        "EMAIL_URL": "consolemail://",
        "IMAGES_AS_AVIF": "false",  # it takes most of the time that the sizes of images take
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "LOG_FORMAT": "plain",
        "LOG_LEVEL": "WARNING",
        "MEDIA_ROOT": str(tmp_path_factory.mktemp("media")),
        "PAGE_CACHE_ROOT": str(tmp_path_factory.mktemp("cache")),
        "SECRET_KEY": "for-browser-tests-only-and-long-enough-for-the-checks",
        "SITE_URL": address,
    }
    command = "from tests.browser.prepare import prepare; prepare()"
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", command], cwd=ROOT, env=environment, check=True
    )
    with serving(address, port, environment):
        yield address


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(address: str, port: int, environment: dict) -> Iterator[None]:
    log = ARTEFACTS / "server.log"
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        wait_until_ready(server, f"{address}/health/ready/", log)
        yield
    finally:
        server.terminate()
        server.wait(30)


def wait_until_ready(server: subprocess.Popen, url: str, log: Path, patience: int = 180) -> None:
    for _attempt in range(patience * 10):
        with suppress(OSError), urllib.request.urlopen(url, timeout=5):  # noqa: S310 (our own server)
            return
        with suppress(subprocess.TimeoutExpired):
            pytest.fail(f"The server ended with {server.wait(0.1)}:\n{log.read_text()}")
    pytest.fail(f"The server does not answer:\n{log.read_text()}")


@pytest.fixture(scope="package")
def browser(chromium, site) -> Iterator[Browser]:
    options = [*LAUNCH_OPTIONS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop running, in which Django would refuse to begin each test's transaction.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        yield browser
        browser.close()
        connections.close_all()  # those of the event loop: nobody else sees them, and the database is dropped soon


@pytest.fixture(scope="package")
def session_of(browser, site) -> Callable[[str], StorageState]:
    """Return a function that signs an account in, once for all tests, and returns the cookies of its session."""

    @cache
    def sign_in_once(account: str) -> StorageState:
        with browser.new_context(base_url=site, locale="en-GB") as context:
            sign_in(context.new_page(), account)
            return context.storage_state()

    return sign_in_once


@pytest.fixture
def make_draft(site, site_database) -> Iterator[Callable[..., str]]:
    """Return a function that makes a draft of a post (as ``build_post``) and returns the address of its form.

    It is there at once, where typing is not what is tested.
    """
    # A connection of its own, for the test's is in a transaction on another database.
    own = connections["default"]
    theirs = own.copy()
    theirs.settings_dict["NAME"] = Env.db_url_config(site_database)["NAME"]

    def make(title: str, **fields) -> str:
        connections["default"] = theirs
        try:
            post = builders.build_post(title, live=False, **fields)
        finally:
            connections["default"] = own
        return reverse("wagtailadmin_pages:edit", args=[post.pk])

    yield make
    theirs.close()


@pytest.fixture
def new_page(browser, site, session_of, request) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page in a new browser context, without cookies and cache.

    With ``account``, the name of one of the demo's accounts, that account is signed in. Any error that the browser
    reports fails the test, but for those that match ``expected_errors``.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    expected: dict[BrowserContext, str] = {}
    request.node.contexts_in_browser = contexts

    def complain(message) -> None:
        allowed = message.page and expected.get(message.page.context)
        if message.type == "error" and not (allowed and re.search(allowed, message.text)):
            complaints.append(f"{message.page and message.page.url}: {message.text}")

    def open_page(*, account: str | None = None, expected_errors: str = "", **options) -> Page:
        session = session_of(account) if account else None
        context = browser.new_context(base_url=site, locale="en-GB", storage_state=session, **options)
        expected[context] = expected_errors
        context.set_default_timeout(PATIENCE)
        context.on("console", complain)
        context.on("weberror", lambda error: complaints.append(f"{error.page and error.page.url}: {error.error}"))
        context.add_init_script(REPORT_VIOLATIONS)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.cookies()  # a round trip, after which all complaints so far have arrived
    if complaints or getattr(request.node, "failed_in_browser", True):
        keep(request.node.name, [page for context in contexts for page in context.pages])
    for context in contexts:
        context.close()
    assert not complaints, "The browser complained:\n" + "\n".join(complaints)


def keep(name: str, pages: list[Page]) -> None:
    """Save a screenshot and the HTML of each page, to find out why the test failed."""
    for number, page in enumerate(pages, start=1):
        file = ARTEFACTS / f"{name}-{number}"
        page.screenshot(path=f"{file}.png", full_page=True)
        Path(f"{file}.html").write_text(f"<!-- {json.dumps(page.url)} -->\n{page.content()}")
