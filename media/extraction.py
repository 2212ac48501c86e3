"""Text extraction from documents, so that search finds them by their words."""

import json
import logging
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.core.files import File
from django.utils.translation import gettext_lazy as _

from . import file_readers

logger = logging.getLogger(__name__)

READABLE_KINDS = frozenset(file_readers.READERS)
MAX_FILE_BYTES = 100_000_000  # bytes
TIMEOUT_SECONDS = 60  # seconds

#: Why a text is missing or incomplete, in an editor's words, by the key that is stored.
PROBLEMS = {
    "kind": _("Only PDF, Word (docx), PowerPoint (pptx), text and CSV files can be searched by what they say."),
    "missing": _("The file is not where it should be."),
    "too_large": _("The file is too large, or unpacks to more than a document should."),
    "too_slow": _("Reading the file took too long."),
    "password": _("The file is protected by a password."),
    "empty": _("There is no text in the file. It may be a scan: run text recognition (OCR) over it and replace it."),
    "damaged": _("The file is damaged, or is not what its name says."),
    "partial": _("The file is very long: only its first part can be searched."),
}


@dataclass(frozen=True)
class ExtractedText:
    """``text`` has a line for each paragraph or page; ``problem`` is a key of ``PROBLEMS`` or empty."""

    text: str
    problem: str = ""


def extract(file: File, kind: str) -> ExtractedText:
    """Return the text of an open binary file; ``kind`` is the extension of its name, such as "pdf".

    A separate process reads it, with limits of memory and time (``media.file_readers``). Whatever the file holds, the
    outcome is an ``ExtractedText``; errors of the storage (``OSError``) are raised.
    """
    if kind not in READABLE_KINDS:
        return ExtractedText("", "kind")
    if file.size > MAX_FILE_BYTES:
        return ExtractedText("", "too_large")
    with tempfile.TemporaryFile() as copy:
        # The storage may be remote, and the reader needs to seek.
        shutil.copyfileobj(file, copy)
        copy.seek(0)
        return run_reader(copy, kind)


def run_reader(file: IO[bytes], kind: str) -> ExtractedText:
    """Run ``media.file_readers`` as a program that reads ``file``."""
    command = [sys.executable, "-I", str(Path(file_readers.__file__)), kind]
    try:
        # An empty environment: a file that takes the reader over finds neither passwords nor the database.
        done = subprocess.run(command, stdin=file, capture_output=True, timeout=TIMEOUT_SECONDS, env={})  # noqa: S603
    except subprocess.TimeoutExpired:
        return ExtractedText("", "too_slow")
    if done.returncode < 0:
        return ExtractedText("", "too_slow" if done.returncode == -signal.SIGXCPU else "damaged")
    try:
        answer = json.loads(done.stdout)
        return ExtractedText(answer["text"], answer["problem"])
    except (ValueError, KeyError):
        # The Python process itself failed, normally for lack of memory.
        logger.warning("The reader of %s files gave no answer: %s", kind, done.stderr[-500:].decode(errors="replace"))
        return ExtractedText("", "damaged")
