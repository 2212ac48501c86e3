"""Management commands in forks of one process that has loaded the site: a fork starts at once, `manage.py` in seconds.

The fork server of ``multiprocessing`` imports this module, with the settings of a public site. Each fork is a process
and a database session of its own, can be killed, and ends with the exit status of ``manage.py``.
"""

import os
import signal
from importlib import import_module
from multiprocessing import forkserver, get_context
from pathlib import Path
from typing import Any
from unittest import mock

import django
from django.apps import apps
from django.conf import settings
from django.core.management import execute_from_command_line
from django.db import connection
from django.test import override_settings

CONTEXT = get_context("forkserver")
LOADED = ("wordpress.management.commands.import_wordpress", "delivery.management.commands.work")


class ForkedCommand:
    """``manage.py`` with arguments and changed settings on a database, with the methods of ``subprocess.Popen``."""

    def __init__(
        self,
        arguments: tuple[str, ...],
        database: str,
        changed: dict[str, Any],
        folder: Path,
        environment: dict[str, str],
    ):
        self._files = [folder / "stdout", folder / "stderr"]
        CONTEXT.set_forkserver_preload([__name__])
        with mock.patch.dict(os.environ, environment):  # it is read when the fork server starts
            forkserver.ensure_running()
        self._process = CONTEXT.Process(target=run, args=(arguments, database, changed, self._files))
        self._process.start()

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def poll(self) -> int | None:
        return self.returncode

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """Wait for the end, and return what was written to stdout and stderr."""
        self._process.join(timeout)
        assert self.returncode is not None, "the process does not end"
        stdout, stderr = (file.read_text() for file in self._files)
        return stdout, stderr

    def send_signal(self, number: int) -> None:
        if self._process.pid and self.returncode is None:
            os.kill(self._process.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def run(arguments: tuple[str, ...], database: str, changed: dict[str, Any], files: list[Path]) -> None:
    """Run a command in this process. Raises ``SystemExit`` as ``manage.py`` does."""
    for number, file in enumerate(files, start=1):
        with file.open("wb") as target:
            os.dup2(target.fileno(), number)
    connection.settings_dict["NAME"] = database
    with override_settings(**changed):
        execute_from_command_line(["manage.py", *arguments])


if not apps.ready:  # in the fork server
    django.setup()
    for module in (*LOADED, settings.ROOT_URLCONF):
        import_module(module)
