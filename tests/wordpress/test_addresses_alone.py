"""Old addresses of single archives: links into nothing, redirects that were there before, odd sites, and the check."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.contrib.redirects.models import Redirect

from .archive import HEAD, SITE, picture
from .oddities import body_of


def test_a_link_into_nothing_stays_and_is_told_and_found_later(archive, tmp_path):
    archive.add(7, "Buses", '<p><a href="/2014/03/19/trams/">on</a></p>')
    archive.run(report=tmp_path / "report")
    assert f'href="{SITE}/2014/03/19/trams/"' in body_of("Buses")
    assert f"{SITE}/2014/03/19/trams/" in (tmp_path / "report" / "report.html").read_text()
    items = json.loads((tmp_path / "report" / "report.json").read_text())["items"]
    [finding] = next(item for item in items if item["title"] == "Buses")["findings"]
    assert finding["reason"] == "is written out; the export lacks it"
    archive.add(8, "Trams", slug="trams")
    assert archive.run().counts["post"] == {"updated": 1, "new": 1}
    assert 'linktype="page"' in body_of("Buses")


def test_a_redirect_that_an_editor_made_stays(archive, client):
    Redirect.add_redirect("/2014/03/19/buses", redirect_to="/people/")
    archive.add(7, "Buses", slug="buses")
    archive.run()
    assert client.get("/2014/03/19/buses/").headers["Location"] in {"/people/", "/blog/buses/"}


class TestProof:
    def test_a_file_whose_page_was_known_by_its_name(self, archive):
        archive.attach(5, "hall.png", picture())
        archive.items[-1] = archive.items[-1].replace(f"{SITE}/hall-page/", f"{SITE}/?attachment=hall-of-scales")
        archive.run()
        out = StringIO()
        call_command("check_old_urls", archive.write(), stdout=out, all=True)
        assert "200  page of a file: /?attachment=hall-of-scales -> " in out.getvalue()

    def test_a_table_counts_each_kind_and_the_first_that_fail_are_shown(self, archive):
        for number in range(1, 16):
            archive.add(number)
        out = StringIO()
        with pytest.raises(CommandError) as failure:
            call_command("check_old_urls", archive.write(), stdout=out)
        lines = out.getvalue().splitlines()
        table = {line[:18].strip(): line[18:].split() for line in lines[lines.index("") + 1 :]}
        assert table["post"] == ["15", "0", "15"]
        assert len([line for line in lines if line.startswith("404  post: ")]) == 10
        assert "--all shows every address" in lines[-1]
        asked = sum(int(row[0]) for row in table.values() if row[0].isdecimal())
        assert str(failure.value) == f"{asked} of {asked} old addresses lead nowhere."

    def test_what_is_no_export_is_told_in_a_line(self, tmp_path):
        (tmp_path / "a.xml").write_text("<html>")
        with pytest.raises(CommandError, match="not a WordPress export"):
            call_command("check_old_urls", tmp_path / "a.xml")


@pytest.mark.parametrize("url", ["https://old.example/" + "far-down/" * 60, "https://[caption]/blog"])
def test_a_site_of_an_odd_address_comes_in(archive, monkeypatch, url):
    monkeypatch.setattr("tests.wordpress.archive.HEAD", HEAD.replace(SITE, url))
    archive.add(7, "Buses")
    assert dict(archive.run().counts["post"]) == {"new": 1}
    assert dict(archive.run().counts["post"]) == {"unchanged": 1}
