"""The processes of docker-compose.yml without containers, by an ordinary user in a folder of one's own: `make stack`.

nginx with the configuration of ``deploy/nginx/``, web, worker, the embedded PostgreSQL, and Valkey or Redis where one
of them is installed. All listen on 127.0.0.1 only. Ctrl-C ends them; the folder keeps the site.
"""

import argparse
import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from config.nginx import write_nginx_configuration

BASE_DIR = Path(__file__).resolve().parent.parent
START_SECONDS = 300


def find_program(*names: str) -> str | None:
    """Return the path of the first program that is installed. Debian has servers where ordinary users do not look."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
    return next((found for name in names if (found := shutil.which(name, path=path))), None)


def get_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Stack:
    """The processes of a site in ``folder``: ``nginx``, ``web``, ``worker``, and ``cache`` where there is one.

    Raises ``FileNotFoundError`` if nginx is not installed, ``TimeoutError`` if the site does not start.
    """

    def __init__(self, folder: Path, port: int, options: list[str]) -> None:
        self.folder, self.port, self._options = folder.resolve(), port, options
        self.application_port = get_free_port()
        self.processes: dict[str, subprocess.Popen] = {}
        self._commands: dict[str, list[str]] = {}
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings.stack",
            "STACK_DIR": str(self.folder),
            "STACK_PORT": str(port),
        }

    def start(self) -> None:
        nginx = find_program("nginx")
        if nginx is None:
            raise FileNotFoundError("nginx is not installed: apt install nginx-light")
        for name in ("static", "cache/edge", "media/images"):
            (self.folder / "var" / name).mkdir(parents=True, exist_ok=True)
        key = self.folder / "secret-key"
        if not key.is_file():
            key.touch(0o600)
            key.write_text(secrets.token_urlsafe(50))
        self._start_cache()
        self.start_site()
        main = write_nginx_configuration(
            self.folder / "nginx",
            var=self.folder / "var",
            port=self.port,
            application=f"127.0.0.1:{self.application_port}",
        )
        self._start("nginx", [nginx, "-c", str(main), "-p", str(main.parent)])
        wait_for_port(self.port, self.processes["nginx"])

    def start_site(self) -> None:
        """Start web and worker; return once the site answers. After they were killed this starts them anew."""
        port = str(self.application_port)
        serve = [sys.executable, "manage.py", "serve"]
        self._start("web", [*serve, "--only", "web", "--port", port, *self._options])
        wait_for_port(self.application_port, self.processes["web"])
        self._start("worker", [*serve, "--only", "worker"])

    def revive(self, name: str) -> None:
        """Start a process anew that has ended, as an engine or systemd does."""
        self._start(name, self._commands[name])

    def stop(self) -> None:
        for process in reversed(self.processes.values()):
            process.terminate()
        for process in reversed(self.processes.values()):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(60)

    def _start_cache(self) -> None:
        server = find_program("valkey-server", "redis-server")
        if server is None:
            return
        port = get_free_port()
        self.environment["CACHE_URL"] = f"redis://127.0.0.1:{port}/0"
        options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._start("cache", [server, *options, "--maxmemory", "64mb", "--maxmemory-policy", "allkeys-lru"])
        wait_for_port(port, self.processes["cache"])

    def _start(self, name: str, command: list[str]) -> None:
        self._commands[name] = command
        output = (self.folder / f"{name}.log").open("ab")
        self.processes[name] = subprocess.Popen(  # noqa: S603 - our own commands
            command, cwd=BASE_DIR, env=self.environment, stdout=output, stderr=output, start_new_session=True
        )


def wait_for_port(port: int, process: subprocess.Popen) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise TimeoutError(f"Nothing listens on port {port}: see the log in the folder of the stack.")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--demo", action="store_true", help="load the demo when the database is empty")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    stack = Stack(options.folder, options.port, ["--demo"] if options.demo else [])
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        stack.start()
        print(f"http://127.0.0.1:{options.port}/   The logs are in {options.folder}. Ctrl-C stops it.", flush=True)
        while all(process.poll() is None for process in stack.processes.values()):
            time.sleep(1)
        return 1
    except KeyboardInterrupt:
        return 0
    except (FileNotFoundError, TimeoutError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        stack.stop()


if __name__ == "__main__":
    sys.exit(main())
