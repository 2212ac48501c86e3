"""Two web hosts behind a balancer, with one database and one cache: ``python -m bench.delivery.hosts``.

nginx asks two sites in turn, each with its own processes and its own folder of kept pages. After each random edit every
page that shows it is asked for on both: none may be stale. Then one host is killed under readers: no read may fail. The
exit code is 1 if anything did. Without Valkey or Redis the hosts share the database alone.
"""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import django
import psutil

from config.stack import find_program, get_free_port, wait_for_port

from ..databases import own_database
from .edits import prove
from .serving import build, get, serving

READS = 400
NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ }}
http {{
    access_log off; client_body_temp_path {folder}; proxy_temp_path {folder};
    fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};
    upstream hosts {{ server 127.0.0.1:{first}; server 127.0.0.1:{second}; }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://hosts; proxy_set_header Host $http_host; add_header X-Host $upstream_addr;
        }}
    }}
}}
"""


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--edits", type=int, default=300)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    with own_database() as url, contextlib.ExitStack() as stack:
        build()
        folders = [stack.enter_context(tempfile.TemporaryDirectory()) for _number in range(4)]
        cached = stack.enter_context(cache_server())
        (first, host), (second, _host) = [stack.enter_context(serving(url, folder)) for folder in folders[:2]]
        port = stack.enter_context(balancer(Path(folders[2]), first, second))
        problems = prove(port, options.edits)
        print(f"{options.edits} edits on two hosts {cached}: {len(problems)} stale or wrong answers")
        problems += kill_a_host(port, psutil.Process(host.pid))
    print(*problems, sep="\n")
    return 1 if problems else 0


@contextlib.contextmanager
def cache_server() -> Iterator[str]:
    server = find_program("valkey-server", "redis-server")
    if server is None:
        yield "without a shared cache"
        return
    port = get_free_port()
    process = subprocess.Popen([server, "--port", str(port), "--bind", "127.0.0.1", "--save", ""])  # noqa: S603
    os.environ["CACHE_URL"] = f"redis://127.0.0.1:{port}/0"
    try:
        wait_for_port(port, process)
        yield "with a shared cache"
    finally:
        process.terminate()
        process.wait(10)


@contextlib.contextmanager
def balancer(folder: Path, first: int, second: int) -> Iterator[int]:
    """Run an nginx that asks both hosts in turn; yield its port."""
    nginx = find_program("nginx")
    if nginx is None:
        raise FileNotFoundError("nginx is not installed: apt install nginx-light")
    port, configuration = get_free_port(), folder / "nginx.conf"
    configuration.write_text(NGINX.format(folder=folder, port=port, first=first, second=second))
    process = subprocess.Popen([nginx, "-c", str(configuration), "-p", str(folder)])  # noqa: S603 - our own command
    try:
        wait_for_port(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def kill(host: psutil.Process) -> None:
    for each in [*host.children(recursive=True), host]:
        each.kill()


def kill_a_host(port: int, host: psutil.Process) -> list[str]:
    """Read through the balancer while a host is killed: it asks the other one instead."""
    paths, hosts, failed = ["/", "/blog/", "/events/", "/topics/", "/people/"], Counter[str](), []
    timer = threading.Timer(1, kill, [host])
    timer.start()
    for number in range(READS):
        status, headers, _body = get(port, paths[number % len(paths)])
        hosts[headers.get("X-Host", "")] += 1
        if status != 200:
            failed.append(f"a host killed: {paths[number % len(paths)]} answers {status}")
        time.sleep(0.01)
    timer.join()
    print(f"a host killed: {READS} reads, {len(failed)} failed; asked: {dict(hosts)}")
    return failed[:5]


if __name__ == "__main__":
    sys.exit(main())
