"""Calendars as ical.js reads them, which trusts the VTIMEZONE of a file and knows no time zone but these and UTC.

It runs in the Node.js that the Playwright package brings along, so that a test needs nothing more to be installed.
"""

import json
import shutil
import subprocess
from pathlib import Path

import playwright

SCRIPT = Path(__file__).with_name("read.cjs")
NODE = Path(playwright.__file__).parent / "driver" / "node"


def read_calendars(texts: list[str]) -> list[list[dict]]:
    """Return the events of each calendar: ``uid``, ``summary``, ``start`` and ``end``.

    Times are milliseconds since 1970, days are text such as 2027-03-27.
    """
    node = str(NODE) if NODE.exists() else shutil.which("node")
    assert node, "Neither the Playwright package nor the PATH has Node.js."
    done = subprocess.run([node, SCRIPT], input=json.dumps(texts), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
