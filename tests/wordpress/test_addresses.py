"""Nobody who follows an old link is lost: links within bodies, redirects, and the proof of it."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.contrib.redirects.models import Redirect

from blog.models import BlogPage
from home.models import StandardPage
from media.models import CustomDocument, CustomImage
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


@pytest.fixture
def moved(archive):
    """A blog with everything that has an address, imported."""
    archive.categories = [("rents", "Rents", "housing"), ("housing", "Housing", "")]
    archive.attach(5, "2014/hall.png", picture(size=(300, 200)))
    archive.attach(6, "2014/minutes.pdf", b"%PDF-1.4 minutes")
    archive.add(7, "Buses", slug="buses", meta={"_wp_old_slug": "omnibuses"},
                terms=[("category", "rents", "Rents"), ("post_tag", "bus-stops", "Bus stops")])  # fmt: skip
    archive.add(8, "Visit", type="page", slug="visit", link=f"{SITE}/visit/")
    archive.add(10, "Coffee", slug="coffee", link=f"{SITE}/2014/03/19/caf%c3%a9-%d8%a8/")
    archive.add(9, "Secret", slug="secret", status="private")
    archive.run()
    return archive


class TestRedirects:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("/2014/03/19/buses/", "/blog/buses/"), ("/2014/03/19/buses", "/blog/buses/"), ("/?p=7", "/blog/buses/"),
            ("/?p=7&utm_source=mail", "/blog/buses/"), ("/2014/03/19/buses/feed/", "/blog/buses/"),
            ("/2014/03/19/omnibuses/", "/blog/buses/"), ("/?page_id=8", "/visit/"),
            ("/2014/", "/blog/2014/"), ("/2014/03/", "/blog/2014/3/"), ("/2014/03/19/", "/blog/2014/3/"),
            ("/?m=201403", "/blog/2014/3/"), ("/feed/", "/blog/feed/"), ("/?feed=rss2", "/blog/feed/"),
            ("/category/housing/rents/", "/topics/rents/"), ("/category/rents/", "/topics/rents/"),
            ("/category/rents/feed/", "/topics/rents/feed/"), ("/author/mina/", "/people/mina-ahlberg/"),
            ("/tag/bus-stops/", "/search/?q=Bus+stops"),
            # Further pages of archives, and parts and other forms of posts.
            ("/page/2/", "/blog/"), ("/2014/page/3/", "/blog/2014/"), ("/2014/03/page/2/", "/blog/2014/3/"),
            ("/category/housing/rents/page/2/", "/topics/rents/"), ("/tag/bus-stops/page/2/", "/search/?q=Bus+stops"),
            ("/author/mina/page/2/", "/people/mina-ahlberg/"), ("/author/mina/page/2/feed/", "/people/mina-ahlberg/"),
            *((f"/2014/03/19/buses/{part}/", "/blog/buses/") for part in (
                "amp", "embed", "trackback", "2", "page/2", "comment-page-2", "feed/rss2", "feed/atom")),
            ("/visit/amp/", "/visit/"), ("/visit/amp", "/visit/"), ("/2014/03/19/buses/amp", "/blog/buses/"),
            ("/category/rents/page/2", "/topics/rents/"), ("/page/2", "/blog/"), ("/?paged=2", "/blog/"),
            ("/index.php?p=7", "/blog/buses/"), ("/?m=2014", "/blog/2014/"), ("/?m=20140319", "/blog/2014/3/"),
            ("/?feed=comments-rss2", "/blog/feed/"), ("/?s=night+buses", "/search/?q=night+buses"),
            ("/2014/03/19/omnibuses/2/", "/blog/buses/"),
            ("/comments/feed/", "/blog/feed/"), ("/feed/atom/", "/blog/feed/"),
            ("/2014/03/19/caf%C3%A9-%D8%A8/", "/blog/coffee/"), ("/2014/03/19/caf%c3%a9-%d8%a8", "/blog/coffee/"),
            ("/2014/03/19/caf%c3%a9-%d8%a8/amp/", "/blog/coffee/"),
        ],
    )  # fmt: skip
    def test_an_old_address_leads_there_at_once(self, moved, client, old, new):
        response = client.get(old)
        assert (response.status_code, response.headers.get("Location")) == (301, new)
        assert client.get(new).status_code == 200

    @pytest.mark.parametrize("old", [
        "/wp-content/uploads/2014/minutes.pdf", "/minutes-page/", "/?attachment_id=6",
        "/wp-content/uploads/2014/hall.png", "/wp-content/uploads/2014/hall-30x20.png", "/hall-page/", "/?p=5",
    ])  # fmt: skip
    def test_files_and_their_pages(self, moved, client, old):
        response = client.get(old)
        assert response.status_code == 301
        assert client.get(response.headers["Location"]).status_code == 200

    @pytest.mark.parametrize("old", ["/?p=999", "/?p=abc", "/?p=7x", "/?p=", "/?p=%00", "/?cat=9999999999999999999999",
                                     "/?p=9", f"/?p={'9' * 5000}", "/?attachment_id=-1", "/?m=x&p=", "/?m=999999999",
                                     "/visit/?s=buses"])  # fmt: skip
    def test_what_means_nothing_is_the_page_that_it_was(self, moved, client, old):
        assert client.get(old).status_code == (400 if "%00" in old else 200)

    @pytest.mark.parametrize(
        "old",
        [
            "/2014/03/19/secret/",
            "/wp-content/uploads/none.png",
            f"/wp-content/{'a' * 900}/",
            "/7/",
            "/amp/",
            "/none/page/2/",
            "/2014/03/19/secret/2/",
            "/2014/03/20/",
            "/2014/12/",
            "/blog/page/2/",
            "/%2F%5B/2/",
        ],
    )
    def test_what_is_not_here_is_not_found(self, moved, client, old):
        assert client.get(old).status_code == 404

    def test_no_redirect_hides_a_page_or_leads_to_another(self, moved, client):
        for redirect in Redirect.objects.all():
            assert client.get(redirect.old_path).status_code == 301
            assert client.get(redirect.link).status_code == 200

    def test_a_redirect_that_an_editor_made_stays(self, archive, client):
        Redirect.add_redirect("/2014/03/19/buses", redirect_to="/people/")
        archive.add(7, "Buses", slug="buses")
        archive.run()
        assert client.get("/2014/03/19/buses/").headers["Location"] in {"/people/", "/blog/buses/"}

    def test_a_page_that_moves_takes_its_old_addresses_along(self, moved, client):
        page = StandardPage.objects.get()
        page.slug = "come"
        page.save_revision().publish()
        assert client.get("/?p=8").headers["Location"] == "/come/"

    def test_other_methods_and_pages_cost_nothing_more(self, moved, client, django_assert_num_queries):
        assert client.post("/?p=7").status_code in {200, 405}

    def test_an_image_is_made_ready_when_it_is_asked_for(self, moved, client):
        image = CustomImage.objects.get()
        assert not image.renditions.exists()
        client.get("/wp-content/uploads/2014/hall.png")
        assert image.renditions.count() == 1


class TestProof:
    def check(self, archive, **options) -> str:
        out = StringIO()
        call_command("check_old_urls", archive.write(), stdout=out, **options)
        return out.getvalue()

    def test_after_an_import_every_address_is_proved(self, moved):
        text = self.check(moved, all=True)
        assert "old addresses lead to what they meant" in text
        assert "/2014/03/19/buses/ -> /blog/buses/" in text
        assert "secret" not in text

    def test_each_kind_is_proved(self, moved):
        proved = {line.partition(" -> ")[0] for line in self.check(moved, all=True).splitlines()}
        assert {
            "by number: /?p=7",
            "post: /2014/03/19/buses/",
            "feed: /2014/03/19/buses/feed",
            "further page: /2014/03/19/buses/page/2/",
            "AMP: /2014/03/19/buses/amp/",
            "archive by date: /2014/",
            "archive by date: /2014/03/19/",
            "archive by date: /?m=201403",
            "further page: /2014/page/2/",
            "category: /category/housing/rents",
            "category: /?cat=1",
            "feed: /category/housing/rents/feed/",
            "AMP: /category/rents/amp/",
            "tag: /tag/bus-stops/",
            "tag: /?tag=bus-stops",
            "further page: /tag/bus-stops/page/2/",
            "author: /author/mina/",
            "author: /?author=1",
            "feed: /author/mina/feed/",
            "feed: /comments/feed",
            "feed: /?feed=atom",
            "file: /wp-content/uploads/2014/hall.png",
            "smaller picture: /wp-content/uploads/2014/hall-300x200.png",
            "page of a file: /hall-page/",
            "page of a file: /?attachment_id=5",
        } <= {line.removeprefix("200  ") for line in proved}

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

    def test_a_post_that_is_gone_is_told(self, moved):
        BlogPage.objects.get(slug="buses").delete()
        with pytest.raises(CommandError, match="lead nowhere"):
            self.check(moved)

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
