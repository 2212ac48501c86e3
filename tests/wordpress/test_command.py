"""The command, its refusals, and its report."""

import json
from functools import partialmethod
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from blog.models import BlogPage
from conversion.blocks.media import FILE_MISSING
from demo.builders import build_person
from people.models import PersonPage
from wordpress.importing.progress import BarProgress, LineProgress, Pace
from wordpress.models import ImportedItem, ImportRun

from .archive import SITE, picture


def run(*arguments, **options) -> str:
    out = StringIO()
    call_command("import_wordpress", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


class TestCommand:
    def test_it_says_what_it_did(self, archive):
        archive.add(7)
        archive.add(8, type="nav_menu_item")
        text = run(archive.write())
        assert "post             1 new" in text
        assert "nav_menu_item    1 not imported" in text
        noted = ImportRun.objects.get()
        assert (noted.state, noted.source) == ("done", "old.weighhouse.example")
        assert noted.counts["post"] == {"new": 1}

    def test_a_dry_run_leaves_no_trace(self, archive):
        archive.add(7)
        assert "nothing was written" in run(archive.write(), dry_run=True)
        assert not BlogPage.objects.exists()
        assert not ImportRun.objects.exists()

    def test_undo(self, archive):
        archive.add(7)
        run(archive.write())
        assert "post             1 removed" in run(archive.write(), undo=True)
        assert not BlogPage.objects.exists()

    def test_the_first_ones_only(self, archive):
        for number in range(7, 12):
            archive.add(number)
        run(archive.write(), limit=2)
        assert BlogPage.objects.count() == 2
        run(archive.write())
        assert BlogPage.objects.count() == 5

    @pytest.mark.parametrize(
        ("name", "content"),
        [("a.xml", b"<html>"), ("a.xml", b""), ("a.xml.gz", b"no gzip"), ("a.zip", b"no zip"), ("a.xml", b"\xff\xfe\0"),
         ("a.json", b"{}"), ("missing.xml", None)],
    )  # fmt: skip
    def test_what_is_no_export_is_refused_in_one_line(self, tmp_path, db, name, content):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(CommandError) as refusal:
            run(path)
        assert len(str(refusal.value).splitlines()) == 1
        assert not ImportRun.objects.exists()
        assert not ImportedItem.objects.exists()

    @pytest.mark.parametrize("option", ["uploads", "people"])
    def test_files_that_are_not_there(self, archive, tmp_path, option):
        archive.add(7)
        with pytest.raises(CommandError):
            run(archive.write(), **{option: tmp_path / "nothing"})
        assert not BlogPage.objects.exists()


class TestPeople:
    BYLINE = "By Ida Quill and Tomas Ferrand\n\nThe hall was full by six, and every chair was taken long before that."

    def authors(self) -> list[str]:
        return [author.display_name for author in BlogPage.objects.get().authors.all()]

    def test_a_byline_of_people_who_are_known_makes_the_authors(self, archive):
        build_person("Ida", "Quill")
        build_person("Tomas", "Ferrand")
        archive.add(7, content=self.BYLINE)
        archive.run()
        assert self.authors() == ["Ida Quill", "Tomas Ferrand"]
        assert "By Ida" not in str(BlogPage.objects.get().body)

    def test_one_of_people_who_are_not_stays_in_the_text(self, archive):
        build_person("Ida", "Quill")
        archive.add(7, content=self.BYLINE)
        archive.run()
        assert self.authors() == ["Mina Ahlberg"]
        assert "By Ida Quill" in str(BlogPage.objects.get().body)

    @pytest.mark.parametrize(
        "listed",
        ["Ida Quill\nTomas Ferrand\n", "name,role\nIda Quill,Keeper\nTomas Ferrand,\n",
         "family_name,given_name\nQuill,Ida\nFerrand,Tomas\n"],
    )  # fmt: skip
    def test_those_who_are_listed_get_a_page_when_they_are_named(self, archive, tmp_path, listed):
        (tmp_path / "people.csv").write_text(listed + ("" if "," in listed else "Nobody Named\n"))
        archive.add(7, content=self.BYLINE)
        run(archive.write(), people=tmp_path / "people.csv")
        assert self.authors() == ["Ida Quill", "Tomas Ferrand"]
        assert not PersonPage.objects.filter(family_name="Named").exists()
        if "role" in listed:
            assert PersonPage.objects.get(family_name="Quill").role == "Keeper"

    def test_a_login_can_be_given_a_name(self, archive, tmp_path):
        (tmp_path / "people.csv").write_text("login,name,organisation\nmina,Prof Mina Ahlberg,The Institute\n")
        archive.add(7)
        run(archive.write(), people=tmp_path / "people.csv")
        assert self.authors() == ["Prof Mina Ahlberg"]
        assert PersonPage.objects.get().organisation == "The Institute"


class TestReport:
    @pytest.fixture
    def report(self, archive, tmp_path):
        content = (
            '<script>alert(2)</script>Words <font color="red">here</font>.'
            '<img src="https://old.weighhouse.example/wp-content/uploads/none.jpg" onerror="alert(3)">'
        )
        archive.add(7, "Buses <script>alert(1)</script>", content)
        archive.add(8, "Trams", status="draft")
        run(archive.write(), report=tmp_path / "report")
        return tmp_path / "report"

    def test_data_to_check(self, report):
        data = json.loads((report / "report.json").read_text())
        assert data["summary"]["source"] == "old.weighhouse.example"
        assert data["summary"]["totals"]["words"]["in"] > 0
        buses = next(item for item in data["items"] if item["key"] == "post:7")
        assert (buses["outcome"], buses["live"], buses["url"]) == ("new", True, "/blog/post-7/")
        findings = [finding for finding in buses["findings"] if finding["outcome"] == "dropped"]
        dropped = {finding["kind"]: finding["reason"] for finding in findings}
        assert dropped["image"] == FILE_MISSING
        assert all(finding["reason"] for finding in buses["findings"])

    def test_a_page_to_read_and_each_post_before_and_after(self, report):
        text = (report / "report.html").read_text()
        assert "Trams" in text
        assert "is a draft here" in text
        detail = (report / "items" / "post-7.html").read_text()
        assert "Words" in detail
        assert "none.jpg" in detail

    def test_reasons_are_summed_up_with_examples(self, report):
        why = json.loads((report / "report.json").read_text())["summary"]["totals"]["why"]
        [missing] = [row for row in why if row["kind"] == "image"]
        assert (missing["outcome"], missing["reason"], missing["times"]) == (
            "dropped", FILE_MISSING, 1,
        )  # fmt: skip
        assert missing["items"] == ["post:7"]
        assert "its file is missing" in (report / "report.html").read_text()

    def test_what_blocks_refer_to_is_named(self, archive, tmp_path):
        archive.attach(5, "hall.png", picture(), alt="A hall")
        content = (
            f'<img src="{SITE}/wp-content/uploads/hall.png">\n\n'
            "Mina Ahlberg said: “We lost the key to the cupboard.”\n\n<h1>Doors</h1>\n\n<pre>a\n  b</pre>\n\n"
            "<table><tr><th>Year</th><th>Keys</th></tr><tr><td>1710</td><td>4</td></tr></table>"
        )
        archive.add(7, content=content)
        run(archive.write(), uploads=archive.uploads, report=tmp_path / "report")
        detail = (tmp_path / "report" / "items" / "post-7.html").read_text()
        after = detail.partition(">After<")[2]
        for shown in ("<dd>hall.png</dd>", "<dd>Mina Ahlberg</dd>", "<td>1710</td>", "<pre>a\n  b</pre>"):
            assert shown in after
        data = json.loads((tmp_path / "report" / "report.json").read_text())
        assert next(item for item in data["items"] if item["key"] == "post:7")["words"]["dropped"] == ["said"]

    def test_nothing_in_it_runs_or_is_loaded(self, report):
        for path in report.rglob("*.html"):
            text = path.read_text()
            assert "<script" not in text
            assert "<img" not in text
            assert "<font" not in text
            assert "default-src 'none'" in text

    def test_a_second_run_still_tells_of_every_post(self, report, archive):
        run(archive.folder / "export.xml", report=report)
        data = json.loads((report / "report.json").read_text())
        buses = next(item for item in data["items"] if item["key"] == "post:7")
        assert buses["outcome"] == "unchanged"
        assert buses["words"]["in"] > 0

    def test_a_dry_run_tells_the_same(self, archive, tmp_path):
        archive.add(7, content='Words <a href="/?p=8">there</a>.')
        archive.add(8)
        reports = []
        for dry_run in (True, False):
            run(archive.write(), report=tmp_path / str(dry_run), dry_run=dry_run)
            data = json.loads((tmp_path / str(dry_run) / "report.json").read_text())
            reports.append((data["summary"]["totals"], data["summary"]["outcomes"]))
        assert reports[0] == reports[1]


def test_progress_without_a_terminal_is_a_line_now_and_then():
    lines, clock = [], iter(range(0, 1000, 3))
    progress = LineProgress(lines.append, clock=lambda: next(clock))
    progress.begin("Pages", 4)
    for _ in range(4):
        progress.step()
    progress.end()
    assert lines == [
        "Pages: 2 of 4, 0.3 a second, 6 s left",
        "Pages: 4 of 4, 0.3 a second, 0 s left",
        "Pages: 4 in 15.0 s",
    ]


def test_the_time_left_is_reckoned_by_the_last_half_minute():
    """A thousand things that were here already go by at once; what is new takes two seconds each."""
    now = [0.0]
    pace = Pace(1100, clock=lambda: now[0])
    for _ in range(1000):
        now[0] += 0.001
        pace.step()
    for _ in range(40):
        now[0] += 2
        pace.step()
    assert pace.rate == pytest.approx(0.5, rel=0.1)
    assert pace.seconds_left == pytest.approx(120, rel=0.1)


def test_a_bar_for_a_terminal_says_the_rate_and_the_time_left(monkeypatch):
    now, stream = [0.0], StringIO()
    monkeypatch.setattr(Pace, "__init__", partialmethod(Pace.__init__, clock=lambda: now[0]))
    bar = BarProgress(stream)
    bar.begin("Pages", 10)
    for _ in range(4):
        now[0] += 20
        bar.step()
    bar.begin("Reading", 0)
    for _ in range(3):
        now[0] += 1
        bar.step()
    bar.end()
    pages, reading = stream.getvalue().split("Reading", 1)
    assert "4/10" in pages
    assert "02:00 left, 0.1/s" in pages
    assert "1.0/s" in reading
    assert "left" not in reading
