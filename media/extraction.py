"""The text of documents, so that they can be found by what they say."""

import json
import logging
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from . import readers

logger = logging.getLogger(__name__)

READABLE = frozenset(readers.READERS)
LARGEST_FILE = 100_000_000  # bytes
LONGEST_WAIT = 60  # seconds

#: What went wrong, in an editor's words, by the key that is stored.
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
class Extract:
    """The ``text`` of a file, a line a paragraph or page, and a key of ``PROBLEMS`` or nothing."""

    text: str
    problem: str = ""


def extract(file, kind: str) -> Extract:
    """Read ``file`` (binary, open) as a file of ``kind``, its name's ending. Never fails, whatever the file holds.

    The reading is done by another process, within limits of memory and time (``media.readers``).
    """
    if kind not in READABLE:
        return Extract("", "kind")
    if file.size > LARGEST_FILE:
        return Extract("", "too_large")
    with tempfile.TemporaryFile() as copy:
        # The storage may be far away, and the reader wants to seek.
        shutil.copyfileobj(file, copy)
        copy.seek(0)
        return run_reader(copy, kind)


def run_reader(file, kind: str) -> Extract:
    command = [sys.executable, "-I", str(Path(readers.__file__)), kind]
    try:
        # An empty environment: a reader that is led astray finds neither passwords nor the database.
        done = subprocess.run(command, stdin=file, capture_output=True, timeout=LONGEST_WAIT, env={})  # noqa: S603
    except subprocess.TimeoutExpired:
        return Extract("", "too_slow")
    if done.returncode < 0:
        return Extract("", "too_slow" if done.returncode == -signal.SIGXCPU else "damaged")
    try:
        answer = json.loads(done.stdout)
        return Extract(answer["text"], answer["problem"])
    except (ValueError, KeyError):
        # Python itself could not go on, for lack of memory as a rule.
        logger.warning("The reader of %s files gave no answer: %s", kind, done.stderr[-500:].decode(errors="replace"))
        return Extract("", "damaged")
