"""A real Redis or Valkey for the tests, which they may stop, freeze and start again."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PROGRAM = shutil.which("valkey-server") or shutil.which("redis-server")


class Server:
    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._folder = folder
        self.start()

    def start(self) -> None:
        """Start it with what it had when it was last stopped by ``stop``."""
        assert PROGRAM
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self._folder), "--loglevel", "warning"]
        self._process = subprocess.Popen([PROGRAM, *options], stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1):
                    return
            except OSError:
                assert time.monotonic() < deadline, "the cache server did not start"
                time.sleep(0.01)

    def stop(self) -> None:
        """End it in order: it writes what it has to its folder."""
        self._process.terminate()
        self._process.wait()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def freeze(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._process.send_signal(signal.SIGCONT)


@pytest.fixture(scope="module")
def cache_server(tmp_path_factory) -> Iterator[Server]:
    if not PROGRAM:
        if os.environ.get("CI"):
            pytest.fail("CI needs a cache server: apt install redis-server, or valkey-server")
        pytest.skip("needs redis-server or valkey-server")
    server = Server(tmp_path_factory.mktemp("cache-server"))
    yield server
    server.kill()
