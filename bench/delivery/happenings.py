"""What readers and editors notice of a full disk for uploads, and of an event that ends: ``bench.delivery.edge``."""

import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import requests

from config.stack import BASE_DIR, Stack

from .faults import Readers, get

MEDIA_SPACE = "256k"
UPLOAD = b"%PDF-1.4\n" + b"0" * 1_000_000
UPLOADS = 5
EDITOR = ("editor", "edit-the-weigh-house")  # of the demo
EVENT_SECONDS = 10  # from the start of the measurement to the end of the event
LATEST_SECONDS = 60 + 5  # until the minute's job has run, and the page was rendered anew
TAKEN_PLACE = b"This event has taken place."


def run_in_site(stack: Stack, code: str) -> str:
    """Run code in a process of the site, and return what it prints."""
    command = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
    return subprocess.run(  # noqa: S603 - our own command
        command, cwd=BASE_DIR, env=stack.environment, check=True, capture_output=True, text=True
    ).stdout.strip()


def fill_media(stack: Stack, pages: list[str]) -> list[str]:
    """Upload documents to a disk that is full. Needs root, to mount a small disk over the folder of documents."""
    folder = stack.folder / "var" / "media" / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={MEDIA_SPACE},mode=0777", "none", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode:  # noqa: S603 - our own command
        print("The disk of uploads is not filled: only root can mount one.")
        return []
    editor, before = Editor(stack), count_files(folder)
    answers: Counter[str] = Counter()
    with Readers(stack.port, pages) as readers:
        try:
            for number in range(UPLOADS):
                answers[editor.upload(f"full-{number}.pdf")] += 1
            left = count_files(folder) - before
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S603, S607 - as above
        afterwards = editor.upload("afterwards.pdf")
    print(
        f"{'the disk of uploads full':<38}{sum(readers.states.values()):>7}{len(readers.failures):>8}"
        f"{readers.slowest:>8.2f} s  uploads: {dict(answers)}, files left: {left}, afterwards: {afterwards}"
    )
    problems = [f"disk of uploads full: {failure}" for failure in readers.failures[:5]]
    problems += [] if set(answers) == {"503, Retry-After: 300"} else [f"uploads to a full disk: {dict(answers)}"]
    problems += [] if left == 0 else [f"uploads to a full disk left {left} files"]
    return problems + ([] if afterwards == "200" else [f"an upload after that: {afterwards}"])


def count_files(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


class Editor:
    """Somebody who is logged in."""

    def __init__(self, stack: Stack) -> None:
        self._address = f"http://127.0.0.1:{stack.port}/admin"
        self._session = requests.Session()
        name, password = EDITOR
        answer = self._send("/login/", username=name, password=password)
        assert answer.url.endswith("/admin/"), f"{name} cannot log in: {answer.status_code}"

    def upload(self, name: str) -> str:
        """Upload a document; return the status, with ``Retry-After`` if there is one."""
        answer = self._send("/documents/add/", files={"file": (name, UPLOAD)}, title=name, collection="1")
        retry = answer.headers.get("Retry-After")
        return f"{answer.status_code}, Retry-After: {retry}" if retry else str(answer.status_code)

    def _send(self, path: str, files: dict | None = None, **data: str) -> requests.Response:
        form = self._session.get(self._address + path, timeout=30).text
        token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', form)
        data["csrfmiddlewaretoken"] = token[1] if token else ""
        return self._session.post(
            self._address + path, data, files=files, timeout=30, headers={"Referer": self._address}
        )


def let_event_end(stack: Stack, pages: list[str]) -> list[str]:
    """Read all pages while an event ends; its page says so after the next run of the minute's job."""
    path = run_in_site(
        stack,
        "from datetime import timedelta\n"
        "from django.utils import timezone\n"
        "from demo.builders import build_event\n"
        "now = timezone.now()\n"
        f"times = {{'starts_at': now - timedelta(hours=1), 'ends_at': now + timedelta(seconds={EVENT_SECONDS})}}\n"
        "print(build_event('The clock strikes', **times).url_path.removeprefix('/home'))",
    )
    ends = time.monotonic() + EVENT_SECONDS
    assert TAKEN_PLACE not in get(stack.port, path)[2], f"{path} has ended before the measurement"
    late = None
    with Readers(stack.port, [path, *pages]) as readers:
        while late is None and time.monotonic() < ends + LATEST_SECONDS:
            if TAKEN_PLACE in get(stack.port, path)[2]:
                late = time.monotonic() - ends
            time.sleep(0.2)
    said = "never" if late is None else f"{late:.0f} s after its end"
    print(
        f"{'an event ends':<38}{sum(readers.states.values()):>7}{len(readers.failures):>8}"
        f"{readers.slowest:>8.2f} s  its page says so {said}"
    )
    problems = [f"an event ends: {failure}" for failure in readers.failures[:5]]
    return problems + ([] if late is not None else [f"{path} did not say that the event is over"])
