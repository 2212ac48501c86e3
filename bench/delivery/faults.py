"""Faults under readers, for ``bench.delivery.edge``: what a reader of the sitemap notices of each."""

import contextlib
import http.client
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import psutil

from config.stack import BASE_DIR, Stack

READERS = 4
FAULT_SECONDS, RECOVERY_SECONDS = 8, 5
SLOWEST = 5  # seconds that an answer may take
PATIENCE = 300  # seconds until the mirror is complete


def get(port: int, path: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    with contextlib.closing(client):
        client.request("GET", path, headers={"Connection": "close"} | (headers or {}))
        response = client.getresponse()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()


def get_pages(port: int) -> list[str]:
    """Return the paths of the sitemap."""
    xml = get(port, "/sitemap.xml")[2].decode()
    return [re.sub(r"^https?://[^/]+", "", address) for address in re.findall("<loc>([^<]+)</loc>", xml)]


def wait_for_mirror(stack: Stack, pages: int) -> None:
    """Wait until the worker has rendered all pages of the sitemap, as it does within minutes of a change."""
    tree, began = stack.folder / "var" / "cache" / "edge" / "mirror" / "tree", time.monotonic()
    while len(list(tree.rglob("index.html.gz"))) < pages:
        if time.monotonic() - began > PATIENCE:
            raise TimeoutError(f"The mirror has not all of the {pages} pages after {PATIENCE} seconds.")
        time.sleep(1)
    print(f"The mirror has the {pages} pages of the sitemap after {time.monotonic() - began:.0f} s.")


class Readers:
    """Threads that ask for one page after the other, and count what they got."""

    def __init__(self, port: int, pages: list[str]) -> None:
        self._port, self._pages, self._ended = port, pages, threading.Event()
        self.states: Counter[str] = Counter()
        self.failures: list[str] = []
        self.slowest = 0.0

    def __enter__(self) -> "Readers":
        self._threads = [threading.Thread(target=self._read, args=[number]) for number in range(READERS)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _read(self, number: int) -> None:
        for path in cycle(self._pages[number:] + self._pages[:number]):
            if self._ended.is_set():
                return
            began = time.monotonic()
            try:
                status, headers, _body = get(self._port, path)
            except OSError as error:
                status, headers = 0, {"error": repr(error)}
            self.slowest = max(self.slowest, time.monotonic() - began)
            self.states[headers.get("x-cache", "application")] += 1
            if status != 200:
                self.failures.append(f"{path}: {status} {headers.get('error', '')}")
            time.sleep(0.01)


Steps = tuple[Callable[[Stack], object], ...]
Fault = tuple[Steps, Steps]  # the cause, and its end, which may come by itself


def find_postgres(stack: Stack) -> psutil.Process:
    lines = (stack.folder / "var" / "postgres-18" / "postmaster.pid").read_text().splitlines()
    return psutil.Process(int(lines[0]))


def freeze_postgres(stack: Stack, number: signal.Signals = signal.SIGSTOP) -> None:
    server = find_postgres(stack)
    for process in [server, *server.children()]:
        process.send_signal(number)


def kill_postgres(stack: Stack) -> None:
    server = find_postgres(stack)
    for process in [*server.children(), server]:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()


def kill(stack: Stack, *names: str) -> None:
    """Kill processes of the stack with all that they started."""
    for name in names:
        process = psutil.Process(stack.processes[name].pid)
        for each in [process, *process.children(recursive=True)]:
            with contextlib.suppress(psutil.NoSuchProcess):
                each.kill()
        stack.processes[name].wait()


def kill_web_worker(stack: Stack) -> None:
    """Kill one of the two processes that answer requests. Granian starts another."""
    granian = psutil.Process(stack.processes["web"].pid).children()[0]
    granian.children()[0].kill()


def raise_generation(stack: Stack) -> None:
    """Let all pages be out of date, as after an editor's click."""
    code = "import django; django.setup(); from delivery.generation import raise_generation; raise_generation()"
    subprocess.run([sys.executable, "-c", code], cwd=BASE_DIR, env=stack.environment, check=True)  # noqa: S603


def fill_disk(stack: Stack) -> None:
    """Let the folders that kept pages are written to refuse it, as a full disk does."""
    for folder in get_cache_folders(stack):
        folder.rename(folder.with_name(f"{folder.name}-full"))
        folder.touch()


def empty_disk(stack: Stack) -> None:
    for folder in get_cache_folders(stack):
        folder.unlink()
        folder.with_name(f"{folder.name}-full").rename(folder)


def get_cache_folders(stack: Stack) -> list[Path]:
    cache = stack.folder / "var" / "cache"
    return [cache / "pages", cache / "edge" / "generations"]


def thaw_postgres(stack: Stack) -> None:
    freeze_postgres(stack, signal.SIGCONT)


def kill_worker(stack: Stack) -> None:
    kill(stack, "worker")


def kill_cache(stack: Stack) -> None:
    kill(stack, *({"cache"} & set(stack.processes)))


def revive_worker(stack: Stack) -> None:
    stack.revive("worker")


def revive_cache(stack: Stack) -> None:
    if "cache" in stack.processes:
        stack.revive("cache")


def kill_application(stack: Stack) -> None:
    kill(stack, "web", "worker")


FAULTS: dict[str, Fault] = {
    "no fault": ((), ()),
    "everything out of date": ((raise_generation,), ()),
    "a web process killed": ((kill_web_worker,), ()),
    "the worker killed": ((kill_worker,), (revive_worker,)),
    "the cache server killed": ((kill_cache,), (revive_cache,)),
    "the disk of the cache full": ((fill_disk, raise_generation), (empty_disk,)),
    "PostgreSQL frozen": ((freeze_postgres,), (thaw_postgres,)),
    "PostgreSQL frozen, pages out of date": ((raise_generation, freeze_postgres), (thaw_postgres,)),
    "PostgreSQL killed, pages out of date": ((raise_generation, kill_postgres), ()),
    "all of the application killed": ((raise_generation, kill_application), (Stack.start_site,)),
}


def cause_all(stack: Stack, pages: list[str]) -> list[str]:
    """Cause each fault under readers and print what they got; return what should not be."""
    problems = []
    print(f"\n{'fault':<38}{'reads':>7}{'failed':>8}{'slowest':>10}  where answers came from")
    for name, (cause, end) in FAULTS.items():
        with Readers(stack.port, pages) as readers:
            time.sleep(1)
            for step in cause:
                step(stack)
            time.sleep(FAULT_SECONDS)
            for step in end:
                step(stack)
            time.sleep(RECOVERY_SECONDS)
        states = ", ".join(f"{state} {count}" for state, count in readers.states.most_common())
        reads = sum(readers.states.values())
        print(f"{name:<38}{reads:>7}{len(readers.failures):>8}{readers.slowest:>8.2f} s  {states}", flush=True)
        problems += [f"{name}: {failure}" for failure in readers.failures[:5]]
        problems += [f"{name}: an answer took {readers.slowest:.1f} s"] if readers.slowest > SLOWEST else []
        status = get(stack.port, "/health/ready/")[0]
        problems += [f"{name}: /health/ready/ says {status} afterwards"] if status != 200 else []
    return problems
