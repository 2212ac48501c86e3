"""Where the old addresses of a blog lead once it has moved in: redirects, and the proof of them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.contrib.redirects.models import Redirect

from blog.models import BlogPage
from home.models import StandardPage
from media.models import CustomImage

from .archive import SITE, Archive, picture

pytestmark = pytest.mark.django_db


def fill(archive: Archive) -> None:
    archive.categories = [("rents", "Rents", "housing"), ("housing", "Housing", "")]
    archive.attach(5, "2014/hall.png", picture(size=(300, 200)))
    archive.attach(6, "2014/minutes.pdf", b"%PDF-1.4 minutes")
    archive.add(7, "Buses", slug="buses", meta={"_wp_old_slug": "omnibuses"},
                terms=[("category", "rents", "Rents"), ("post_tag", "bus-stops", "Bus stops")])  # fmt: skip
    archive.add(8, "Visit", type="page", slug="visit", link=f"{SITE}/visit/")
    archive.add(10, "Coffee", slug="coffee", link=f"{SITE}/2014/03/19/caf%c3%a9-%d8%a8/",
                terms=[("post_tag", "%e8%a8%88%e9%87%8f", "計量")])  # fmt: skip
    archive.add(9, "Secret", slug="secret", status="private", terms=[("post_tag", "hidden", "Hidden things")])


@pytest.fixture(scope="module")
def moved(move_in) -> Archive:
    """A blog with everything that has an address, imported."""
    return move_in(fill).archive


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
            ("/tag/bus-stops/", "/blog/tag/bus-stops/"), ("/?tag=bus-stops", "/blog/tag/bus-stops/"),
            # The feeds of archives, in each format; a tag that no public post has is searched for.
            *((f"/tag/bus-stops/feed/{form}", "/blog/tag/bus-stops/feed/") for form in ("", "atom/", "rss2/")),
            ("/?tag=bus-stops&feed=rss2", "/blog/tag/bus-stops/feed/"), ("/?cat=1&feed=atom", "/topics/rents/feed/"),
            ("/category/rents/feed/atom/", "/topics/rents/feed/"), ("/kategorie/rents/feed/", "/topics/rents/feed/"),
            *((old, "/people/mina-ahlberg/feed/") for old in ("/author/mina/feed/rss/", "/?author=1&feed=rss")),
            ("/tag/hidden/", "/search/?q=Hidden+things"), ("/tag/hidden/feed/", "/search/?q=Hidden+things"),
            ("/?tag=hidden&feed=rss2", "/search/?q=Hidden+things"),
            ("/tag/%E8%A8%88%E9%87%8F/", "/blog/tag/%E8%A8%88%E9%87%8F/"),
            # Further pages of archives, and parts and other forms of posts.
            ("/page/2/", "/blog/"), ("/2014/page/3/", "/blog/2014/"), ("/2014/03/page/2/", "/blog/2014/3/"),
            ("/category/housing/rents/page/2/", "/topics/rents/"), ("/tag/bus-stops/page/2/", "/blog/tag/bus-stops/"),
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

    def test_a_page_that_moves_takes_its_old_addresses_along(self, moved, client):
        page = StandardPage.objects.get()
        page.slug = "come"
        page.save_revision().publish()
        assert client.get("/?p=8").headers["Location"] == "/come/"

    def test_other_methods_and_pages_cost_nothing_more(self, moved, client, django_assert_num_queries):
        assert client.post("/?p=7").status_code in {200, 405}

    def test_an_image_is_ready_before_it_is_asked_for(self, moved, client):
        image = CustomImage.objects.get()
        answer = client.get("/wp-content/uploads/2014/hall.png")
        assert answer.headers["Location"] == image.renditions.get(filter_spec="width-1280|format-jpeg").url


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

    def test_a_post_that_is_gone_is_told(self, moved):
        BlogPage.objects.get(slug="buses").delete()
        with pytest.raises(CommandError, match="lead nowhere"):
            self.check(moved)
