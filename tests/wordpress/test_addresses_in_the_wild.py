"""Links and addresses as people typed them, and co-authors whose accounts are called otherwise."""

import pytest

from blog.models import BlogPage
from people.models import PersonPage

from .archive import SITE, Archive
from .oddities import SoundImport, get

LINKS = {
    "/page/2/": "blog",
    "/?paged=2": "blog",
    "/?s=wool%20cloth": "/search/?q=wool+cloth",
    "/?tag=raw-flax": "/search/?q=raw+flax",
    "/?cat=1": "topic",
    "/?m=201403": "/blog/2014/03/",
    "/feed/": "/blog/feed/",
    "/comments/feed/": "/blog/feed/",
    "/Post-7/": "post",
    "/2014/03/19/POST-7/": "post",
}


def fill(archive: Archive) -> None:
    archive.authors = {
        "mina": "Mina Ahlberg",
        "ida.quill@mail.example": "Ida Quill",
        "T Ferrand": "Tomas Ferrand",
        "ola@mail.example": "ola@mail.example",
    }
    archive.categories = [("wares", "Wares", "")]
    archive.add(7, "Seven", terms=[("category", "wares", "Wares")])
    archive.add(8, "Links", "".join(f'<p><a href="{SITE}{link}">A link</a></p>' for link in LINKS))
    authors = [
        ("author", "cap-ida-quillmail-example", "ida.quill@mail.example"),
        ("author", "cap-t-ferrand", "t ferrand"),
    ]
    archive.add(9, "Together", terms=authors, creator="mina")
    archive.add(10, "By their names", terms=[("author", "cap-tomas-ferrand", "tomas-ferrand")])
    archive.add(11, "By an address", creator="ola@mail.example")


@pytest.fixture(scope="module")
def moved(move_in):
    return move_in(fill)


class TestAddresses(SoundImport):
    @pytest.mark.parametrize(("number", "link"), list(enumerate(LINKS)), ids=list(LINKS))
    def test_where_a_link_leads(self, moved, number, link):
        pages = {
            "blog": BlogPage.objects.get(title="Seven").get_parent().pk,
            "post": BlogPage.objects.get(title="Seven").pk,
            "topic": moved.page(7).topics.get().pk,
        }
        shown = "".join(block.value.source for block in moved.page(8).body).split("</p>")[number]
        expected = LINKS[link]
        assert (f'id="{pages[expected]}"' if expected in pages else f'href="{expected}"') in shown

    def test_great_letters_make_no_difference(self, moved):
        assert get("/2014/03/19/POST-7/").status_code == 301

    def test_co_authors_are_the_accounts_that_they_mean(self, moved):
        assert [author.person.title for author in moved.page(9).authors.all()] == ["Ida Quill", "Tomas Ferrand"]
        assert [author.person.title for author in moved.page(10).authors.all()] == ["Tomas Ferrand"]
        assert PersonPage.objects.filter(title__in=["Ida Quill", "Tomas Ferrand"], live=True).count() == 2

    def test_nobody_is_called_by_an_e_mail_address(self, moved):
        assert not PersonPage.objects.filter(title__contains="@").exists()
        assert [author.person.title for author in moved.page(11).authors.all()] == ["ola"]
