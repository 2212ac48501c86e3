"""Nobody who follows an old link is lost: links within bodies, redirects, and the proof of it."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.contrib.redirects.models import Redirect

from blog.models import BlogPage
from media.models import CustomDocument
from people.models import PersonPage
from topics.models import TopicPage

from .archive import HEAD, SITE, picture

UPLOADS = f"{SITE}/wp-content/uploads"


class TestLinks:
    @pytest.mark.parametrize(
        "url",
        [
            f"{SITE}/2014/03/19/trams/", f"{SITE}/2014/03/19/trams", "http://www.old.weighhouse.example/2014/03/19/trams/",
            f"{SITE}/?p=8", "/?p=8", "?p=8", f"{SITE}/index.php?page_id=8", "/2014/03/19/trams/#comments",
            f"{SITE}/2014/03/19/trams/feed/", f"{SITE}/2014/03/19/trams/comment-page-2/", f"{SITE}/2014/03/19/trams/2/",
            f"{SITE}/archives/trams/", "../trams/", f"{SITE}/old-trams/",
        ],
    )  # fmt: skip
    def test_every_form_of_a_posts_address_leads_to_its_page(self, archive, url):
        archive.add(7, "Buses", f'<p>See <a href="{url}">this</a>.</p>', slug="buses")
        archive.add(8, "Trams", slug="trams", meta={"_wp_old_slug": "old-trams"})
        archive.run()
        trams = BlogPage.objects.get(title="Trams")
        [block] = BlogPage.objects.get(title="Buses").body.raw_data
        assert f'id="{trams.pk}"' in block["value"]
        assert 'linktype="page"' in block["value"]

    def test_two_posts_that_link_to_each_other(self, archive, client):
        archive.add(7, "Buses", '<a href="/?p=8">on</a>', slug="buses")
        archive.add(8, "Trams", '<a href="/?p=7">back</a>', slug="trams")
        archive.run()
        assert 'href="/blog/trams/"' in client.get("/blog/buses/").content.decode()
        assert 'href="/blog/buses/"' in client.get("/blog/trams/").content.decode()

    def test_a_document_is_linked_as_one(self, archive):
        archive.attach(6, "minutes.pdf", b"%PDF-1.4 minutes")
        archive.add(7, content=f'<p>Read <a href="{UPLOADS}/minutes.pdf">the minutes</a> first.</p>')
        archive.run()
        [block] = BlogPage.objects.get().body.raw_data
        assert f'id="{CustomDocument.objects.get().pk}"' in block["value"]

    def test_archives_lead_to_what_lists_the_same_here(self, archive):
        archive.categories = [("rents", "Rents", "")]
        archive.add(7, content="".join(f'<p><a href="{SITE}{path}">to</a></p>' for path in (
            "/category/rents/", "/author/mina/", "/2014/03/", "/", "/feed/", "/tag/bus-stops/")))  # fmt: skip
        archive.run()
        text = str(BlogPage.objects.get().body.raw_data[0]["value"])
        for page in (TopicPage.objects.get(), PersonPage.objects.get()):
            assert f'id="{page.pk}"' in text
        for url in ("/blog/2014/03/", "/blog/feed/", "/search/?q=bus+stops"):
            assert f'href="{url}"' in text

    def test_other_sites_are_left_alone(self, archive):
        archive.add(7, content='<p><a href="https://elsewhere.example/?p=7">there</a></p>')
        archive.run()
        assert 'href="https://elsewhere.example/?p=7"' in str(BlogPage.objects.get().body.raw_data[0]["value"])

    def test_a_link_into_nothing_stays_and_is_told_and_found_later(self, archive, tmp_path):
        archive.add(7, "Buses", '<p><a href="/2014/03/19/trams/">on</a></p>')
        archive.run(report=tmp_path / "report")
        assert f'href="{SITE}/2014/03/19/trams/"' in str(BlogPage.objects.get().body.raw_data[0]["value"])
        assert f"{SITE}/2014/03/19/trams/" in (tmp_path / "report" / "report.html").read_text()
        items = json.loads((tmp_path / "report" / "report.json").read_text())["items"]
        [finding] = next(item for item in items if item["title"] == "Buses")["findings"]
        assert finding["reason"] == "is written out; the export lacks it"
        archive.add(8, "Trams", slug="trams")
        assert archive.run().counts["post"] == {"updated": 1, "new": 1}
        assert 'linktype="page"' in str(BlogPage.objects.get(title="Buses").body.raw_data[0]["value"])


class TestRedirects:
    def test_a_redirect_that_an_editor_made_stays(self, archive, client):
        Redirect.add_redirect("/2014/03/19/buses", redirect_to="/people/")
        archive.add(7, "Buses", slug="buses")
        archive.run()
        assert client.get("/2014/03/19/buses/").headers["Location"] in {"/people/", "/blog/buses/"}


class TestProof:
    def check(self, archive, **options) -> str:
        out = StringIO()
        call_command("check_old_urls", archive.write(), stdout=out, **options)
        return out.getvalue()

    def test_a_file_whose_page_was_known_by_its_name(self, archive):
        archive.attach(5, "hall.png", picture())
        archive.items[-1] = archive.items[-1].replace(f"{SITE}/hall-page/", f"{SITE}/?attachment=hall-of-scales")
        archive.run()
        assert "200  page of a file: /?attachment=hall-of-scales -> " in self.check(archive, all=True)

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

    def test_before_it_they_lead_nowhere(self, archive):
        archive.add(7)
        with pytest.raises(CommandError, match="lead nowhere"):
            self.check(archive)

    def test_what_is_no_export_is_told_in_a_line(self, tmp_path):
        (tmp_path / "a.xml").write_text("<html>")
        with pytest.raises(CommandError, match="not a WordPress export"):
            call_command("check_old_urls", tmp_path / "a.xml")


def test_addresses_that_are_none_or_too_long_keep_nothing_out(archive):
    archive.add(7, "Buses", link="http://[caption id=1]/buses/")
    archive.add(8, "Trams", terms=[("post_tag", "long", "long words " * 60)])
    result = archive.run()
    assert result.failures == 0
    assert dict(result.counts["post"]) == {"new": 2}
    link = Redirect.objects.get(old_path="/tag/long").redirect_link
    assert len(link) <= 255
    assert link.startswith("/search/?q=long+words")


@pytest.mark.parametrize("url", ["https://old.example/" + "far-down/" * 60, "https://[caption]/blog"])
def test_a_site_of_an_odd_address_comes_in(archive, monkeypatch, url):
    monkeypatch.setattr("tests.wordpress.archive.HEAD", HEAD.replace(SITE, url))
    archive.add(7, "Buses")
    assert dict(archive.run().counts["post"]) == {"new": 1}
    assert dict(archive.run().counts["post"]) == {"unchanged": 1}
