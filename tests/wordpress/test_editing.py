"""Every page that comes in can be opened, saved and published by its editors."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from wagtail.models import Page

from bench.importing.editing import publish_in_editor
from blog.models import BlogPage
from events.models import EventPage
from home.models import StandardPage
from tests.randomised import IS_LONG, randomised
from tests.samples import sample
from wordpress.importing.options import ImportOptions
from wordpress.importing.runner import run_import

from .archive import SITE, picture


@pytest.fixture
def administrator(make_user) -> Client:
    client = Client()
    client.force_login(make_user("Administrators"))
    return client


BODY = f"""Running text with <a href="{SITE}/?p=8">a link</a>.

<h2>A heading</h2>
<blockquote><p>We kept the minutes.</p><cite>Ida Quill, keeper of the archive</cite></blockquote>
<ul><li>One<ul><li>Half</li></ul></li><li>Two</li></ul>
<table><tr><th>Year</th><th>Visits</th></tr><tr><td>2024</td><td>18,200</td></tr></table>
[caption id="attachment_5"]<img src="{SITE}/wp-content/uploads/hall.png" alt="A hall"> At the hearing[/caption]
[gallery ids="5,6"]

https://www.youtube.com/watch?v=abcdefghijk

<pre>two  spaces</pre>
"""


def test_a_page_of_every_kind(archive, administrator):
    archive.attach(5, "hall.png", picture(), alt="A hall")
    archive.attach(6, "door.png", picture("red"))
    archive.add(7, "Buses", BODY, meta={"_thumbnail_id": "5"})
    archive.add(8, "Trams", BODY, type="page", slug="trams")
    archive.add(9, "Empty", "", excerpt="")
    archive.add(10, "Draft", BODY, status="draft")
    archive.add(11, "A lecture", BODY, type="tribe_events", meta={
        "_EventStartDate": "2019-03-01 18:00:00", "_EventEndDate": "2019-03-01 19:30:00",
        "_EventTimezone": "Europe/London",
    })  # fmt: skip
    archive.run()
    pages = [*BlogPage.objects.all(), *StandardPage.objects.all(), *EventPage.objects.all()]
    assert len(pages) == 5
    bodies = {page.pk: page.get_latest_revision_as_object().body.get_prep_value() for page in pages}
    assert {page.title: publish_in_editor(administrator, page) for page in pages} == {page.title: [] for page in pages}
    for page in pages:
        page = type(page).objects.get(pk=page.pk)
        assert page.live
        kinds = [block["type"] for block in page.body.raw_data]
        assert kinds == [block["type"] for block in bodies[page.pk]]


def get_shapes(page: Page) -> set[str]:
    """Return what the editor's form of a page has to show: the fields that are filled in, and what is in its blocks."""
    filled = {field.name for field in page._meta.concrete_fields if getattr(page, field.name)}
    return {f"{type(page).__name__} {shape}" for shape in [*filled, *iter_shapes(page.body.get_prep_value())]}


def iter_shapes(value: object, path: str = "") -> Iterator[str]:
    """Yield the place of each part of a stored body, with its type, and with its tags if it is rich text."""
    if isinstance(value, dict):
        path += f"/{value['type']}" if value.keys() >= {"type", "value"} else ""
        for key, part in value.items():
            yield from iter_shapes(part, f"{path}.{key}") if key != "id" else ()
    elif isinstance(value, list):
        yield f"{path} {min(len(value), 2)}"
        for part in value:
            yield from iter_shapes(part, f"{path}[]")
    else:
        yield f"{path} {type(value).__name__} {bool(value)}"
        yield from (f"{path} {tag}" for tag in re.findall(r"<[a-z0-9-]+", str(value)))


def choose_different(pages: list[Page]) -> list[Page]:
    """Choose pages that together have every shape, those that have many first.

    The values of all bodies of all exports go through their blocks and the editor in ``test_bodies_are_valid``.
    """
    shapes = {page: get_shapes(page.get_latest_revision_as_object()) for page in pages}
    seen: set[str] = set()
    chosen = []
    for page in sorted(pages, key=lambda page: len(shapes[page]), reverse=True):
        if not shapes[page] <= seen:
            chosen.append(page)
            seen |= shapes[page]
    return chosen


@randomised
@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("18f-blog.xml.gz", 25),
        ("wordpress-exports/themeunittestdata.wordpress.xml", None),
        ("wordpress-exports/64-block-test-data.xml", None),
        ("events-2017-2019.xml.gz", 10),
    ],
)
def test_pages_of_real_exports(administrator, monkeypatch, settings, tmp_path, name, limit):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("media.tasks.cut_due_images", lambda *args: False)  # hundreds of photographs
    files, uploads = (sample(name),), sample("18f-uploads")
    result = run_import(ImportOptions(files=files, uploads=uploads, limit=limit))
    assert result.failures == 0
    pages = [*BlogPage.objects.all(), *StandardPage.objects.all(), *EventPage.objects.all()]
    pages = pages if IS_LONG else choose_different(pages)
    complaints = {f"{page.pk} {page.title}": publish_in_editor(administrator, page) for page in pages}
    assert {title: said for title, said in complaints.items() if said} == {}
