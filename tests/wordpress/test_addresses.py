"""Nobody who follows an old link is lost: links within bodies, redirects, and the proof of it."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from blog.models import BlogPage
from media.models import CustomDocument
from people.models import PersonPage
from topics.models import TopicPage

from .archive import SITE, Archive
from .oddities import Moved, body_of

UPLOADS = f"{SITE}/wp-content/uploads"
FORMS = [
    f"{SITE}/2014/03/19/trams/", f"{SITE}/2014/03/19/trams", "http://www.old.weighhouse.example/2014/03/19/trams/",
    f"{SITE}/?p=8", "/?p=8", "?p=8", f"{SITE}/index.php?page_id=8", "/2014/03/19/trams/#comments",
    f"{SITE}/2014/03/19/trams/feed/", f"{SITE}/2014/03/19/trams/comment-page-2/", f"{SITE}/2014/03/19/trams/2/",
    f"{SITE}/archives/trams/", "../trams/", f"{SITE}/old-trams/",
]  # fmt: skip
ARCHIVES = ("/category/rents/", "/author/mina/", "/2014/03/", "/", "/feed/", "/tag/bus-stops/", "/tag/fares-2/")


def fill(archive: Archive) -> None:
    archive.categories = [("rents", "Rents", "")]
    archive.attach(6, "minutes.pdf", b"%PDF-1.4 minutes")
    archive.add(8, "Trams", '<a href="/?p=100">back</a>', slug="trams", meta={"_wp_old_slug": "old-trams"})
    for number, url in enumerate(FORMS, 100):
        archive.add(number, f"Buses {number}", f'<p>See <a href="{url}">this</a>.</p>', slug=f"buses-{number}")
    archive.add(20, "Minutes", f'<p>Read <a href="{UPLOADS}/minutes.pdf">the minutes</a> first.</p>',
                terms=[("post_tag", "fares-2", "Fares")])  # fmt: skip
    archive.add(21, "Archives", "".join(f'<p><a href="{SITE}{path}">to</a></p>' for path in ARCHIVES))
    archive.add(22, "Elsewhere", '<p><a href="https://elsewhere.example/?p=7">there</a></p>')
    archive.add(23, "No address", link="http://[caption id=1]/buses/")
    archive.add(24, "Long tag", terms=[("post_tag", "long", "long words " * 60)])


@pytest.fixture(scope="module")
def moved(move_in) -> Moved:
    return move_in(fill)


@pytest.mark.usefixtures("db", "moved")
class TestLinks:
    @pytest.mark.parametrize(("number", "url"), list(enumerate(FORMS, 100)), ids=FORMS)
    def test_every_form_of_a_posts_address_leads_to_its_page(self, number, url):
        trams = BlogPage.objects.get(title="Trams")
        [block] = BlogPage.objects.get(title=f"Buses {number}").body.raw_data
        assert f'id="{trams.pk}"' in block["value"]
        assert 'linktype="page"' in block["value"]

    def test_two_posts_that_link_to_each_other(self, client):
        assert 'href="/blog/trams/"' in client.get("/blog/buses-100/").content.decode()
        assert 'href="/blog/buses-100/"' in client.get("/blog/trams/").content.decode()

    def test_a_document_is_linked_as_one(self):
        assert f'id="{CustomDocument.objects.get().pk}"' in body_of("Minutes")

    def test_archives_lead_to_what_lists_the_same_here(self):
        text = body_of("Archives")
        for page in (TopicPage.objects.get(), PersonPage.objects.get()):
            assert f'id="{page.pk}"' in text
        for url in ("/blog/2014/03/", "/blog/feed/", "/blog/tag/fares-2/", "/search/?q=bus+stops"):
            assert f'href="{url}"' in text

    def test_other_sites_are_left_alone(self):
        assert 'href="https://elsewhere.example/?p=7"' in body_of("Elsewhere")

    def test_addresses_that_are_none_or_too_long_keep_nothing_out(self, moved):
        assert {item["outcome"] for item in moved.data["items"]} == {"new"}
        assert Redirect.objects.get(old_path="/tag/long").link == "/blog/tag/long/"
