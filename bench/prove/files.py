"""Uploads hostile files through every form that takes files, each in a process of its own, whose memory is measured.

No answer may be a server's error or come late, no file may be served as something that a browser runs, and no process
may take more than ``MAX_MEMORY``, whether the file is accepted or refused. What is accepted is shown in all sizes.
"""

import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Iterator

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from wagtail.images.models import Filter
from wagtail.models import Collection

from media.models import CustomDocument, CustomImage
from media.share_images import SHARE_FILTER
from users.models import User

from .hostile_files import HostileFile, make_files

MAX_MEMORY = 400 * 1024  # KiB
MAX_SECONDS = 5
LARGE_SECONDS = 20  # for what is made once of an image: its sizes
IMAGE_FORMS = ["/admin/images/add/", "/admin/images/multiple/add/", "/admin/images/chooser/create/"]
DOCUMENT_FORMS = ["/admin/documents/add/", "/admin/documents/multiple/add/", "/admin/documents/chooser/create/"]
#: The sizes of the admin, and of a teaser, a hero, a cover, a portrait and what other sites show of a link.
RENDITIONS = [
    "max-165x165",
    "max-800x600",
    "fill-640x427|format-avif",
    "width-1280|format-jpeg",
    "max-480x720",
    "fill-160x160",
    SHARE_FILTER,
]
ACTIVE_TYPES = ("text/html", "image/svg", "text/xml", "application/xhtml", "application/javascript", "text/javascript")


def prove_files(*, sample: int | None = None, seed: int = 0) -> tuple[int, list[str]]:
    """Return how many files were sent, and the problems. ``sample`` is how many to draw; all if left out."""
    files = make_files()
    if sample is not None:
        files = random.Random(seed).sample(files, min(sample, len(files)))
    user = User.objects.filter(username="uploader").first() or User.objects.create_superuser("uploader")
    problems = []
    for number, file in enumerate(files):
        problems += [f"{file}: {problem}" for problem in measure(file, user, number)]
    return len(files), problems


def measure(file: HostileFile, user: User, number: int) -> list[str]:
    """Upload a file in a fork of this process, and return the problems that it reports, its memory included."""
    content = make_apart(file)
    connections.close_all()
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        _run_child(file, content, user, number, writer)
    os.close(writer)
    with os.fdopen(reader) as report:
        problems = report.read().splitlines()
    _pid, status, usage = os.wait4(pid, 0)
    if os.WIFSIGNALED(status):
        problems.append(f"the process was killed by {signal.Signals(os.WTERMSIG(status)).name}")
    elif status:
        problems.append("the process failed")
    if usage.ru_maxrss > MAX_MEMORY:
        problems.append(f"{usage.ru_maxrss // 1024} MiB")
    return problems


def make_apart(file: HostileFile) -> bytes:
    """Return the bytes of a file, made in another process: this one must stay small."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        with os.fdopen(writer, "wb") as sink:
            sink.write(file.make())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as source:
        content = source.read()
    _pid, status = os.waitpid(pid, 0)
    if status:
        raise RuntimeError(f"{file} could not be made")
    return content


def _run_child(file: HostileFile, content: bytes, user: User, number: int, writer: int) -> None:
    code = 0
    try:
        with os.fdopen(writer, "w") as report:
            for problem in upload(file, content, user, number):
                print(problem.replace("\n", " "), file=report, flush=True)
    except BaseException:
        traceback.print_exc()
        code = 1
    finally:
        sys.stderr.flush()
        os._exit(code)


def upload(file: HostileFile, content: bytes, user: User, number: int) -> Iterator[str]:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    known = {model: set(model.objects.values_list("pk", flat=True)) for model in (CustomImage, CustomDocument)}
    forms = IMAGE_FORMS[number % 3 :][:1] + DOCUMENT_FORMS[number % 3 :][:1]
    for address in forms:
        yield from send(client, address, file.name, content)
    for image in CustomImage.objects.exclude(pk__in=known[CustomImage]):
        yield from show(client, image)
    for document in CustomDocument.objects.exclude(pk__in=known[CustomDocument]):
        yield from download(client, document)


def send(client: Client, address: str, name: str, content: bytes) -> Iterator[str]:
    prefix = (
        "image-chooser-upload-"
        if "images/chooser" in address
        else "document-chooser-upload-"
        if "chooser" in address
        else ""
    )
    upload = SimpleUploadedFile("x", content)
    upload._name = name  # type: ignore[attr-defined]  # the setter would already make it harmless
    data = {"title": "A file", "description": "A file", "collection": Collection.get_first_root_node().pk, "tags": ""}
    fields = {f"{prefix}{field}": value for field, value in data.items()}
    field = "files[]" if "multiple" in address else f"{prefix}file"
    began = time.monotonic()
    response = client.post(address, fields | {field: upload}, headers={"x-requested-with": "XMLHttpRequest"})
    yield from judge(address, response, began, MAX_SECONDS)


def judge(address: str, response, began: float, most: float) -> Iterator[str]:
    if response.status_code >= 500 and response.status_code != 503:
        error = getattr(response, "exc_info", None)
        yield f"{address}: {response.status_code} {error and repr(error[1])[:200]}"
    if (seconds := time.monotonic() - began) > most:
        yield f"{address}: {seconds:.1f} s"


def show(client: Client, image: CustomImage) -> Iterator[str]:
    """Make the sizes of an image as pages and the admin do, and fetch them."""
    for spec in RENDITIONS:
        began = time.monotonic()
        rendition = image.get_rendition(Filter(spec=spec))
        response = client.get(rendition.url)
        yield from judge(rendition.url, response, began, LARGE_SECONDS)
        yield from find_active(rendition.url, response)
    yield from find_active(image.file.url, client.get(image.file.url))


def download(client: Client, document: CustomDocument) -> Iterator[str]:
    began = time.monotonic()
    response = client.get(document.url)
    yield from judge(document.url, response, began, MAX_SECONDS)
    yield from find_active(document.url, response)


def find_active(address: str, response) -> Iterator[str]:
    """A browser must not run what was uploaded: neither by its type nor by guessing one."""
    if response.status_code != 200:
        return
    kind, shown = response.headers["Content-Type"], response.headers.get("Content-Disposition", "inline")
    if kind.startswith(ACTIVE_TYPES) and not shown.startswith("attachment"):
        yield f"{address}: served as {kind}"
    if response.headers.get("X-Content-Type-Options") != "nosniff":
        yield f"{address}: without nosniff"
