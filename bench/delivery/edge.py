"""nginx in front of the site, with the repository's configuration: ``python -m bench.delivery.edge [PART...]``.

``kept``    what a kept page costs nginx in CPU time, against the same bytes as a plain file, and the answer 304
``slow``    10,000 connections that send a byte now and then, and how long a normal request takes meanwhile
``faults``  readers of all pages of the sitemap while PostgreSQL, worker, web and all of the site are killed, frozen and
            started anew, and the disk of the cache is full: no read may fail
``happen``  readers while the disk of the uploads is full, and while an event ends
"""

import contextlib
import resource
import selectors
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from bench.delivery import faults, happenings
from config.nginx import write_nginx_configuration
from config.stack import Stack, find_program, get_free_port, wait_for_port

WINDOWS, REQUESTS = 7, 20_000
BATCH, BATCHES = 50, 10  # requests sent at once, and how often over one connection: nginx ends it after 1,000
SLOW_CONNECTIONS, NORMAL_REQUESTS, SLOW_LIMIT = 10_000, 50, 0.1  # seconds
PAGE = "/blog/"


def main() -> int:
    parts = sys.argv[1:] or ["kept", "slow", "faults", "happen"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # root's database runs as another user
        stack = Stack(folder, get_free_port(), ["--demo"])
        try:
            stack.start()
            pages = faults.get_pages(stack.port)
            faults.wait_for_mirror(stack, len(pages))
            problems = measure_kept(stack) if "kept" in parts else []
            problems += hold_slow_connections(stack) if "slow" in parts else []
            problems += faults.cause_all(stack, pages) if "faults" in parts else []
            problems += happenings.fill_media(stack, pages) if "happen" in parts else []
            problems += happenings.let_event_end(stack, pages) if "happen" in parts else []
        finally:
            stack.stop()
    print(*problems, sep="\n")
    return 1 if problems else 0


def measure_kept(stack: Stack) -> list[str]:
    """Compare CPU times a request, in windows that take turns."""
    host = f"127.0.0.1:{stack.port}"
    etag = ""
    for _number in range(2):  # rendered, then from the file
        etag = faults.get(stack.port, PAGE, {"Accept-Encoding": "gzip"})[1]["etag"]
    size = int(faults.get(stack.port, PAGE, {"Accept-Encoding": "gzip"})[1]["content-length"])
    with plain_file(stack.folder, size) as (port, plain):
        ways: dict[str, tuple[int, psutil.Process, str]] = {
            "plain file": (port, plain, request_text(f"127.0.0.1:{port}", "/index.html")),
            "kept page": (stack.port, psutil.Process(stack.processes["nginx"].pid), request_text(host, PAGE)),
            "kept page, 304": (
                stack.port,
                psutil.Process(stack.processes["nginx"].pid),
                request_text(host, PAGE, f"If-None-Match: {etag}\r\n"),
            ),
        }
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _window in range(WINDOWS):
            for name, (port, process, text) in ways.items():
                times[name].append(measure(port, process, text))
    first = min(times["plain file"])
    for name, measured in times.items():
        speed = first / min(measured)
        print(f"{name:<24}{min(measured) * 1e6:>8.1f} µs of nginx's CPU{speed:>8.2f} of the plain file's speed")
    ratio = first / min(times["kept page"])
    slower = min(times["kept page, 304"]) / min(times["kept page"])
    problems = [] if ratio >= 0.9 else [f"a kept page reaches {ratio:.2f} of a plain file's speed (0.9)"]
    return problems + ([] if slower <= 1 else [f"304 takes {slower:.2f} times a kept page (1)"])


@contextlib.contextmanager
def plain_file(folder: Path, size: int):
    """Serve a file with so many bytes by an nginx of its own, whose other settings are the same."""
    root, port = folder / "plain", get_free_port()
    root.mkdir()
    (root / "index.html").write_bytes(b"x" * size)
    main = write_nginx_configuration(folder / "plain-nginx", var=folder, port=port)
    (main.parent / "server.conf").write_text(f"server {{ listen 127.0.0.1:{port}; location / {{ root {root}; }} }}")
    nginx = find_program("nginx")
    assert nginx
    process = subprocess.Popen([nginx, "-c", str(main), "-p", str(main.parent)])  # noqa: S603 - our own command
    try:
        wait_for_port(port, process)
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(10)


def request_text(host: str, path: str, more: str = "") -> str:
    return f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n{more}\r\n"


def measure(port: int, process: psutil.Process, text: str) -> float:
    """Return nginx's CPU seconds for each request. Requests are sent in batches."""
    before, size = get_cpu_seconds(process), 0
    for _connection in range(REQUESTS // BATCH // BATCHES):
        with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
            if not size:
                client.sendall(text.encode())
                time.sleep(0.1)
                size = len(client.recv(1 << 20))
            for _batch in range(BATCHES):
                client.sendall((text * BATCH).encode())
                receive(client, size * BATCH)
    return (get_cpu_seconds(process) - before) / REQUESTS


def receive(client: socket.socket, size: int) -> None:
    while size > 0:
        received = len(client.recv(1 << 20))
        if not received:
            raise ConnectionError("nginx ended the connection")
        size -= received


def get_cpu_seconds(process: psutil.Process) -> float:
    return sum(sum(each.cpu_times()[:2]) for each in [process, *process.children()])


def hold_slow_connections(stack: Stack) -> list[str]:
    """Hold connections whose requests never end, and ask for pages that nginx has and for one that it asks for."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(SLOW_CONNECTIONS, hard - 1000)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    clients: list[socket.socket] = []
    try:
        for _number in range(wanted):
            client = socket.create_connection(("127.0.0.1", stack.port), timeout=5)
            client.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
            clients.append(client)
        measured: dict[str, list[float]] = {}
        for path in (PAGE, "/health/live/"):
            for number in range(NORMAL_REQUESTS):
                for client in clients[number::NORMAL_REQUESTS]:
                    client.send(b"x")
                began = time.monotonic()
                status = faults.get(stack.port, path)[0]
                measured.setdefault(path, []).append(time.monotonic() - began if status == 200 else 99)
        held = count_open(clients)
    finally:
        for client in clients:
            client.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    problems = [] if held >= wanted * 0.99 else [f"only {held} of {wanted} slow connections were held"]
    for path, seconds in measured.items():
        seconds.sort()
        middle, last = seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.95)]
        print(f"{held:,} slow connections held; {path:<15}{middle * 1000:>7.1f} ms, 95 %: {last * 1000:.1f} ms")
        problems += [f"{path} took {last:.2f} s"] if last > SLOW_LIMIT else []
    return problems


def count_open(clients: list[socket.socket]) -> int:
    """Return how many connections the server has not ended."""
    with selectors.DefaultSelector() as selector:
        for client in clients:
            selector.register(client, selectors.EVENT_READ)
        return len(clients) - len(selector.select(0))


if __name__ == "__main__":
    sys.exit(main())
