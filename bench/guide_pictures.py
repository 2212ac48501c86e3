"""Pictures of the editors' guide: screenshots of the admin of the demo, by Chromium.

``make guide-pictures`` loads the demo into a database of its own, serves it, and writes a WebP file for each of
``SCREENS`` to ``static/guide/``, where ``docs/editors.md`` and *Help → Guide* find them. ``CHROMIUM`` may name the
browser.
"""

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from django.conf import global_settings, settings
from django.test import override_settings
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, ViewportSize, sync_playwright

from blog.models import BlogPage
from demo.accounts import ACCOUNTS
from demo.builders import build_post, paragraph_block, quote_block
from demo.loader import DemoLoader
from editorial.care.models import PageReview
from editorial.corrections.models import ReaderCorrection
from events.models import EventPage
from users.models import User

from .databases import own_database

FOLDER = Path(settings.BASE_DIR) / "static" / "guide"
#: The addresses by the names of the pictures. ``{post}`` is a draft, ``{event}`` an event that takes bookings.
SCREENS = {
    "front-page": "/admin/",
    "list-of-events": "/admin/events/",
    "calendar": "/admin/calendar/",
    "form-of-a-post": "/admin/pages/{post}/edit/",
    "publish": "/admin/pages/{post}/publish/",
    "approval-by-link": "/admin/pages/{post}/approvals/",
    "corrections": "/admin/corrections/",
    "bookings": "/admin/bookings/{event}/",
    "images": "/admin/images/",
}
SIZE: ViewportSize = {"width": 1100, "height": 720}
QUALITY = 60
ACCOUNT = next(account for account in ACCOUNTS if account.group == "Administrators")


def prepare() -> dict[str, int]:
    """Load the demo, with something to look after; return the ids of the pages that addresses name."""
    DemoLoader().load()
    editor = User.objects.get(username="editor")
    body = [
        paragraph_block("<p>Twelve people came to ask what a night bus costs, and whom it serves.</p>"),
        quote_block("Nobody got on after midnight.", name="Jutta Ravn", role="driver"),
    ]
    post = build_post(
        "Who rides the night bus?", live=False, owner=User.objects.get(username=ACCOUNT.username), body=body
    )
    shown = BlogPage.objects.live().order_by("-date")
    PageReview.objects.create(page=shown[0], due_on=timezone.localdate(), owner=editor)
    ReaderCorrection.objects.create(
        page=shown[1],
        text="The bridge was opened in 1893, and not in 1898.",
        created_at=timezone.now() - timedelta(hours=2),
    )
    event = EventPage.objects.filter(takes_bookings=True, bookings__isnull=False).first()
    event = event or EventPage.objects.filter(takes_bookings=True).first()
    assert event
    return {"post": post.pk, "event": event.pk}


@contextmanager
def serving(url: str, folder: str) -> Iterator[str]:
    """Serve the database of this process as it would be deployed; yield the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "PAGE_CACHE_ROOT": f"{folder}/cache",
        "SECRET_KEY": "for-the-pictures-of-the-guide-only-long-enough-for-the-checks",
        "SITE_URL": address,
    }
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)  # noqa: S603 - our own command
    try:
        wait_until_ready(f"{address}/health/ready/", server)
        yield address
    finally:
        server.terminate()
        server.wait(30)


def wait_until_ready(url: str, server: subprocess.Popen) -> None:
    for _attempt in range(1200):
        with suppress(OSError), urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own server
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit("The site does not start.")


def take(page: Page, address: str, file: Path) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    shot = page.screenshot(animations="disabled", caret="hide")
    Image.open(io.BytesIO(shot)).convert("RGB").save(file, "WEBP", quality=QUALITY, method=6)
    print(f"{file.name}: {file.stat().st_size // 1024} kB")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, own_database() as url:
        settings.MEDIA_ROOT = f"{folder}/media"
        # The fast hashes of these settings are none for the site that is served.
        with override_settings(PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS):
            ids = prepare()
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        with serving(url, folder) as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=options)
            page = browser.new_page(base_url=site, viewport=SIZE, color_scheme="light", locale="en-GB")
            page.goto("/admin/")
            page.get_by_label("Username").fill(ACCOUNT.username)
            page.get_by_label("Password").fill(ACCOUNT.password)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url("**/admin/")
            for name, address in SCREENS.items():
                take(page, address.format(**ids), FOLDER / f"{name}.webp")
            browser.close()


if __name__ == "__main__":
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop while the database is dropped
    main()
