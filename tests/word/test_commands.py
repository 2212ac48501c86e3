"""The commands: drafts of files, reports about them, and the archive looked through."""

import csv
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from blog.models import BlogPage
from demo import builders
from word.models import ReadText

from .files import make_docx

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path, admin_user):
    builders.build_post("A post")
    builders.build_topic("Policy")
    builders.build_person("Jonas", "Feld")
    path = tmp_path / "report.docx"
    path.write_bytes(make_docx())
    return path


def run(*arguments, **options) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=out, **options)
    return out.getvalue()


def test_a_dry_run_reports_and_makes_nothing(file, tmp_path):
    pages = Page.objects.count()
    said = run("import_word", file, dry_run=True, report=tmp_path / "out")
    assert "words kept" in said
    found = json.loads((tmp_path / "out" / "report.docx.json").read_text())
    assert [proposal["kind"] for proposal in found["proposals"]] == ["speaker", "speaker", "phrase", "quote"]
    assert "Jonas Feld" in (tmp_path / "out" / "report.docx.html").read_text()
    assert (Page.objects.count(), ReadText.objects.count()) == (pages, 0)


def test_what_is_certain_becomes_a_draft(file):
    run("import_word", file)
    post = BlogPage.objects.get(title="Ilse Marrow Round Table")
    assert not post.live
    assert [block.block_type for block in post.body] == ["paragraph", "speaker", "speaker", "quote", "paragraph"]


def test_a_file_that_cannot_be_read_is_named(file):
    file.write_bytes(b"PK\x03\x04")
    pages = Page.objects.count()
    with pytest.raises(CommandError, match="1 of 1 files could not be read"):
        run("import_word", file)
    assert Page.objects.count() == pages


def test_the_archive_is_looked_through_and_goes_on_where_it_ended(file, tmp_path):
    said = [
        "<p>It may be so. They met. She said: “Somebody else was never told of it.”</p>",
        "<p>Dr Ada Penn said: “We were never told of it.”</p>",
    ]
    for number, html in enumerate(said):
        builders.build_post(f"Old {number}", body=[{"type": "paragraph", "value": html}])
    table = tmp_path / "found.csv"
    assert "3 of 3 posts" in run("find_who_said_what", report=table)
    assert "0 of 0 posts" in run("find_who_said_what", report=table)
    rows = list(csv.DictReader(table.open()))
    assert [(row["certain"], row["post"], row["speaker"]) for row in rows] == [("yes", "Old 1", "Dr Ada Penn")]
