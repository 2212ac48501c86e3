"""Run the drill: `make drill`. Ends with 1 if a row or a file differs, or the restored site does not work.

`make` names the settings (config.settings.drill). With others this ends at once, and destroys nothing.
"""

import argparse
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from bench.drill.archive import MAX_LOSS_SECONDS, get_loss, lose_machine
from bench.publishing import load
from bench.site_contents import hash_files, hash_tables
from blog.models import BlogPage
from bookings import services
from delivery.backup.manifest import find_backup, read_manifest
from demo.builders import build_event, build_post

BOOKINGS = 40
FOLDER: Path = settings.DRILL_DIR  # type: ignore[misc]  # only the settings of the drill have it


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.drill")
    parser.add_argument("--posts", type=int, default=0, help="how many posts to add to those of the demo")
    posts = parser.parse_args().posts
    backups, media = FOLDER / "backups", Path(settings.MEDIA_ROOT)
    try:
        make_site(posts)
        tables, files = hash_tables(), hash_files(media)
        report(f"a site of {len(tables)} tables and {len(files)} files")
        backup_seconds = measure("backup", str(backups))
        made_at = read_manifest(find_backup(backups)).time
        lost_at = datetime.now(UTC)
        destroy(media)
        report("destroyed")
        restore_seconds = measure("restore", str(backups))
        compare("tables", tables, hash_tables())
        compare("files", files, hash_files(media))
        use_site()
        report(
            "\nrecovery point", f"{(lost_at - made_at).total_seconds():.0f} s before the loss, when the backup began"
        )
        report("backup", f"{backup_seconds:.1f} s")
        report("recovery time", f"{restore_seconds:.1f} s, from an empty folder to a site that answers")
        drill_archive(media)
    finally:
        connections.close_all()
        stop_database()
        shutil.rmtree(FOLDER, ignore_errors=True)


def make_site(posts: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("set_site_address")
    call_command("load_demo")
    if posts:
        load(posts)
    event = build_event(
        "A drill", takes_bookings=True, capacity=BOOKINGS // 2, starts_at=timezone.now() + timedelta(days=7)
    )
    for number in range(BOOKINGS):
        services.book(event.pk, name=f"Visitor {number}", email=f"visitor{number}@example.org")


def drill_archive(media: Path) -> None:
    report("\nthe continuous archive")
    folder = FOLDER / "archive"
    made = lose_machine(folder, report)
    report("database and receiver killed", f"after {len(made) - 1} more bookings")
    destroy(media)
    seconds = measure("restore", str(folder))
    lost, age = get_loss(made)
    report("recovery point", f"{age:.2f} s before the loss: {lost} of {len(made) - 1} bookings are missing")
    report("recovery time", f"{seconds:.1f} s")
    if age > MAX_LOSS_SECONDS:
        sys.exit("FAILED: more than five minutes are lost")


def measure(*command: str) -> float:
    """Run a command of manage.py in a process of its own, as after a loss; return the seconds that it took."""
    began = time.monotonic()
    connections.close_all()
    subprocess.run([sys.executable, "manage.py", *command], cwd=settings.BASE_DIR, check=True)  # noqa: S603
    return time.monotonic() - began


def destroy(media: Path) -> None:
    connections.close_all()
    stop_database()
    shutil.rmtree(settings.DATABASES["default"]["EMBEDDED_POSTGRES_DATA"])
    shutil.rmtree(media)


def stop_database() -> None:
    connection.server.release()  # type: ignore[attr-defined]  # the embedded engine


def compare(what: str, before: dict[str, str], after: dict[str, str]) -> None:
    different = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    if different:
        sys.exit(f"FAILED: {len(different)} {what} differ: {', '.join(different[:10])}")
    report(f"{len(before)} of {len(before)} {what} equal")


def use_site() -> None:
    """Open every post, publish one, and find it."""
    client = Client(SERVER_NAME="127.0.0.1", SERVER_PORT="8000")
    addresses = ["/", "/events/", "/sitemap.xml", *(page.url for page in BlogPage.objects.live())]
    for address in addresses:
        status = client.get(address).status_code
        if status != 200:
            sys.exit(f"FAILED: {address} answers {status}")
    report(f"{len(addresses)} pages open")
    post = build_post("Published after the restore: the heliotrope")
    if client.get(post.url).status_code != 200:
        sys.exit("FAILED: a new post does not open")
    found = client.get("/search/results.json?q=heliotrope").json()
    if [result["title"] for result in found["results"]] != [post.title]:
        sys.exit("FAILED: the search does not find a new post")
    report("a new post is published and found")


def report(*words: str) -> None:
    print(": ".join(words), flush=True)


if __name__ == "__main__":
    main()
