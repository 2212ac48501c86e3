"""Imports in processes of their own, each site with a database and a media folder of its own."""

import random
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import psycopg
from django.conf import settings
from environ import Env
from PIL import Image

from .archive import SITE, Archive, comment
from .forked_command import ForkedCommand

PATIENCE = 120
# What there is, by names and not by numbers, so that two databases can be compared.
WHAT_THERE_IS = {
    "pages": "SELECT url_path, title, live FROM wagtailcore_page ORDER BY 1",
    "images": "SELECT title, file, file_hash FROM media_customimage ORDER BY 1, 2",
    "documents": "SELECT title, file FROM media_customdocument ORDER BY 1, 2",
    "records": "SELECT key, state, made_here, live, indexed, file_name FROM wordpress_importeditem ORDER BY 1",
    "redirects": """SELECT old_path, url_path, redirect_link FROM wagtailredirects_redirect
                    LEFT JOIN wagtailcore_page page ON page.id = redirect_page_id ORDER BY 1, 2""",
    "comments": "SELECT comment_id, text FROM wordpress_archivedcomment ORDER BY 1",
    "tags": "SELECT name, count(*) FROM taggit_tag g JOIN blog_blogpagetag ON tag_id = g.id GROUP BY 1 ORDER BY 1",
    "bylines": "SELECT count(*) FROM blog_blogpageauthor",
    "venues": "SELECT name FROM events_venue ORDER BY 1",
    "found by visitors": "SELECT kind, title, anchor <> '' FROM search_searchdocument ORDER BY 1, 2, 3",
    "found in the admin": "SELECT count(*) FROM wagtailsearch_indexentry",
    "references": "SELECT model_path, count(*) FROM wagtailcore_referenceindex GROUP BY 1 ORDER BY 1",
    "wrong numbers of children": """SELECT path FROM wagtailcore_page p WHERE numchild <> (SELECT count(*)
                    FROM wagtailcore_page c WHERE c.depth = p.depth + 1 AND c.path LIKE p.path || '%')""",
}
# Grows with every step of an import.
HOW_FAR = """SELECT count(*) + count(*) FILTER (WHERE state = 'done') + count(*) FILTER (WHERE fingerprint <> '')
             + (SELECT count(*) FROM wagtailredirects_redirect) FROM wordpress_importeditem"""


class NewSite:
    """A site on a database and a media folder of its own, into which processes import."""

    def __init__(self, folder: Path, archive: Archive, url: str):
        self.folder, self.media, self.imports = folder, folder / "media", folder / "imports"
        folder.mkdir(exist_ok=True)
        self.command = ("import_wordpress", str(archive.write()), "--uploads", str(archive.uploads), "--comments")
        self.environment = {
            "ALLOWED_HOSTS": "127.0.0.1",
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "LOG_FORMAT": "plain",
            "PYTHONPATH": str(settings.BASE_DIR),
            "SECRET_KEY": "for-tests-of-imports-only-and-long-enough-for-the-checks",
            "SITE_URL": "http://127.0.0.1:8000",
        }
        self.processes: list[ForkedCommand] = []
        given = Env.db_url_config(url)
        names = {"user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT", "dbname": "NAME"}
        parameters = {name: given[key] for name, key in names.items() if given.get(key)}
        self.connection = psycopg.connect(**parameters, autocommit=True)

    def start(self, *command: str) -> ForkedCommand:
        """Start a management command, the import if none is given."""
        changed = {"MEDIA_ROOT": str(self.media), "IMPORTS_ROOT": str(self.imports)}
        output = Path(tempfile.mkdtemp(prefix="output-", dir=self.folder))
        database = self.connection.info.dbname
        process = ForkedCommand(command or self.command, database, changed, output, self.environment)
        self.processes.append(process)
        return process

    def finish(self, *command: str) -> str:
        process = self.start(*command)
        said, complaints = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, complaints
        return said

    def ask(self, query: str) -> list[tuple]:
        return self.connection.execute(query).fetchall()

    def how_far(self) -> int:
        return self.ask(HOW_FAR)[0][0]

    def is_locked(self) -> bool:
        """Whether a session of this database holds an advisory lock, as that of a running import does."""
        return bool(
            self.ask(
                "SELECT 1 FROM pg_locks JOIN pg_database d ON database = d.oid"
                " WHERE locktype = 'advisory' AND d.datname = current_database()"
            )
        )

    def kill(self, process: ForkedCommand) -> None:
        """Kill a process, and wait for its session in the database: it ends a moment later, and its locks with it."""
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=PATIENCE)
        wait_until(lambda: not self.is_locked())

    def what_there_is(self) -> dict:
        renditions = {file for (file,) in self.ask("SELECT file FROM media_customrendition")}  # cut later, by a worker
        found = {str(file.relative_to(self.media)) for file in self.media.rglob("*") if file.is_file()}
        files = sorted(name for name in found - renditions if not name.startswith("share-cards/"))  # drawn later, too
        return {name: self.ask(query) for name, query in WHAT_THERE_IS.items()} | {"files": files}


def wait_until(condition: Callable[[], bool], process: ForkedCommand | None = None) -> None:
    """Return once ``condition`` holds, and fail if ``process`` ends before."""
    until = time.monotonic() + PATIENCE
    while not condition():
        assert process is None or process.poll() is None, process.communicate()
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.002)


def photograph(seed: int) -> bytes:
    """Return the bytes of a picture large enough to be caught while it is copied."""
    buffer = BytesIO()
    noise = random.Random(seed).randbytes(400 * 300 * 3)  # noqa: S311 - the same each time is what is wanted
    Image.frombytes("RGB", (400, 300), noise).save(buffer, "PNG")
    return buffer.getvalue()


def old_blog(folder: Path) -> Archive:
    """Return a blog that has something of everything."""
    archive = Archive(folder, authors={"mina": "Mina Ahlberg", "ida": "Ida Quill"})
    archive.categories = [("rents", "Rents", "housing"), ("housing", "Housing", "")]
    for number in range(12):
        archive.attach(100 + number, f"2014/hall-{number}.png", photograph(number))
    archive.attach(120, "2014/minutes.txt", b"Minutes")
    archive.add(130, "Hall", type="tribe_venue", slug="hall")
    dates = {"_EventStartDate": "2019-03-01 18:00:00", "_EventTimezone": "Europe/London", "_EventVenueID": "130"}
    archive.add(131, "A lecture", type="tribe_events", meta=dates)
    archive.add(140, "About", type="page", slug="about")
    archive.add(141, "Rooms", type="page", slug="rooms", parent=140)
    for number in range(1, 21):
        image = f'<img src="{SITE}/wp-content/uploads/2014/hall-{number % 12}.png" alt="A hall">'
        archive.add(
            number, f"Post {number}", f'Words. <a href="/?p={number + 1}">More</a>\n\n{image}',
            creator=("mina", "ida")[number % 2], status="draft" if number % 7 == 0 else "publish",
            terms=[("category", "rents", "Rents"), ("post_tag", f"tag-{number % 5}", f"Tag {number % 5}")],
            meta={"_thumbnail_id": f"{100 + number % 12}"}, comments=comment(number, f"Good {number}."),
        )  # fmt: skip
    return archive


@contextmanager
def new_site(databases: dict[str, str], purpose: str, folder: Path, archive: Archive) -> Iterator[NewSite]:
    site = NewSite(folder / purpose, archive, databases[purpose])
    try:
        with site.connection:
            yield site
    finally:
        for process in site.processes:
            process.kill()
