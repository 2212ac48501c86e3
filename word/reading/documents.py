"""Documents: what a file or a pasted text says, as plain HTML with its pictures, comments and words."""

import io
import json
import logging
import signal
import subprocess
import sys
import zipfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from conversion.account import words_of

from . import program
from .plain_text import mark_up_text

logger = logging.getLogger(__name__)

MAX_FILE = 40_000_000  # bytes
TIMEOUT = 60  # seconds
MAX_PICTURE = 20_000_000  # bytes

#: Why a file cannot be read, in one sentence, by the key that the program gives.
PROBLEMS = {
    "empty": _("There is nothing in this file."),
    "not_word": _("This is no Word file (.docx), OpenDocument text (.odt) or plain text."),
    "old_word": _("This is a Word file of the kind before 2007: open it in Word and save it as .docx."),
    "password": _("This file is protected by a password: save it without one and try again."),
    "damaged": _("This file is damaged, or is not what its name says."),
    "too_large": _("This file is too large, or unpacks to more than a document should."),
    "too_slow": _("Reading this file took too long: save its text in a new document and try again."),
}


class UnreadableDocumentError(Exception):
    """The file cannot be read; the argument says why in one sentence."""


@dataclass
class Document:
    """``html`` is plain HTML; pictures in it have the address ``https://picture.invalid/N``, N the index in
    ``pictures``, which are names of parts of the archive. ``words`` is the text that the file shows, to be accounted
    for. ``left_out`` has ``{"what", "text"}`` for each part that is no part of the text, such as a header.
    """

    html: str
    words: str = ""
    pictures: list[str] = field(default_factory=list)
    comments: list[dict[str, str]] = field(default_factory=list)
    left_out: list[dict[str, str]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def read_file(data: bytes, name: str, *, as_it_was: bool = False) -> Document:
    """Read a file in a process of its own; raise ``UnreadableDocumentError``. ``as_it_was`` undoes tracked changes."""
    if len(data) > MAX_FILE:
        raise UnreadableDocumentError(PROBLEMS["too_large"])
    kind = name.rpartition(".")[2].lower()
    answer = run_program(data, "original" if as_it_was else "accepted", kind)
    if problem := answer.get("problem"):
        raise UnreadableDocumentError(PROBLEMS[problem])
    if "text" in answer:
        return read_text(answer["text"])
    return Document(**answer)


def run_program(data: bytes, mode: str, kind: str) -> dict[str, Any]:
    command = [sys.executable, "-I", str(Path(program.__file__)), mode, kind]
    try:
        # An empty environment: a file that takes the reader over finds neither passwords nor the database.
        done = subprocess.run(command, input=data, capture_output=True, timeout=TIMEOUT, env={})  # noqa: S603
    except subprocess.TimeoutExpired:
        return {"problem": "too_slow"}
    if done.returncode < 0:
        return {"problem": "too_slow" if done.returncode == -signal.SIGXCPU else "damaged"}
    try:
        return json.loads(done.stdout)
    except ValueError:
        # The Python process itself failed, normally for lack of memory.
        logger.warning("The reader of documents gave no answer: %s", done.stderr[-500:].decode(errors="replace"))
        return {"problem": "damaged"}


def read_text(text: str) -> Document:
    """Read a text or HTML that was typed, pasted or stored as a file."""
    is_html = text.lstrip()[:1] == "<" and "</" in text
    html = text if is_html else mark_up_text(text)
    return Document(html, " ".join(words_of(html)))


def read_picture(data: bytes, name: str) -> bytes:
    """Return a picture of a file that ``read_file`` has read; empty if it is missing or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read(name) if archive.getinfo(name).file_size <= MAX_PICTURE else b""
    except (KeyError, zipfile.BadZipFile, OSError, RuntimeError):
        return b""
