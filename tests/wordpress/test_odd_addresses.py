"""Addresses as real archives have them: slugs of any alphabet, doubled or reserved, and permalinks of any form."""

import pytest

from .archive import SITE, Archive
from .oddities import Moved, SoundImport, get, raw_item

LONG = "on-the-weighing-of-wool-and-other-goods-" * 9
JAPANESE = "%e8%a8%88%e9%87%8f%e6%89%80" * 7
PERMALINKS = {
    30: f"{SITE}/archives/30",
    31: f"{SITE}/index.php/2014/03/19/scales/",
    32: f"{SITE}/2014/scales-again/",
    33: f"{SITE}/?p=33",
    34: "",
    35: f"{SITE}/read/35.html",
    36: f"{SITE.replace('https', 'http')}/2014/03/19/plain-http/",
    37: f"{SITE.replace('https://', 'https://www.')}/2014/03/19/with-www/",
    38: f"{SITE}/2014/03/19/caf%c3%a9-%e2%82%ac/",
    39: f"{SITE}/2014/03/19/café-menu/",
}
FORMS = {
    "http": f"http://{SITE.removeprefix('https://')}/archives/30",
    "www": f"https://www.{SITE.removeprefix('https://')}/archives/30/",
    "any-scheme": f"//{SITE.removeprefix('https://')}/archives/30",
    "relative": "/archives/30",
    "number": f"{SITE}/?p=30",
    "number-relative": "/?p=30",
    "page-number": f"{SITE}/?page_id=30",
    "index": "/index.php?p=30",
    "fragment": f"{SITE}/archives/30#scales",
    "comments": f"{SITE}/archives/30#comment-7",
    "feed": f"{SITE}/archives/30/feed/",
    "tracked": f"{SITE}/archives/30?utm_source=letter&amp;utm_medium=email",
    "spaces": f" {SITE}/archives/30 ",
    "upper-case": f"HTTPS://{SITE.removeprefix('https://').upper()}/archives/30",
}


def fill(archive: Archive) -> None:
    add = archive.add
    add(1, "Ζύγιση", slug="%ce%b6%cf%8d%ce%b3%ce%b9%cf%83%ce%b7")
    add(2, "計量所", slug=JAPANESE)
    add(3, "دار الوزن", slug="%d8%af%d8%a7%d8%b1")
    add(4, "A long name", slug=LONG)
    add(5, "A longer name", slug=LONG + "still")
    add(6, "⚖️ Scales", slug="%e2%9a%96%ef%b8%8f-scales")
    add(7, "⚖️", slug="%e2%9a%96%ef%b8%8f")
    archive.items.append(
        raw_item(link=f"{SITE}/?p=8", wp_post_id="8", wp_status="publish", wp_post_type="post",
                 content_encoded="A post without title and slug.", wp_post_date="2014-03-19 10:30:00")
    )  # fmt: skip
    add(9, "", "Words without a title.", slug="without-a-title")
    archive.items.append(
        raw_item(title="Without a slug", link=f"{SITE}/?p=10", wp_post_id="10", wp_status="publish",
                 wp_post_type="post", content_encoded="Words.", wp_post_date="2014-03-19 10:30:00")
    )  # fmt: skip
    add(11, "Twice", slug="twice", link=f"{SITE}/2014/03/19/twice/")
    add(12, "Twice, again", slug="twice", link=f"{SITE}/2015/03/19/twice/")
    add(13, "Twice, a page", slug="twice", type="page", link=f"{SITE}/twice/")
    add(14, "Twice, below", slug="twice", type="page", link=f"{SITE}/twice/twice/", parent=13)
    add(15, "2014", slug="2014", link=f"{SITE}/2014/03/19/2014/")
    for number, slug in enumerate(["search", "feed", "media", "documents", "events", "sitemap", "health"], 20):
        add(number, f"A page named {slug}", type="page", slug=slug, link=f"{SITE}/{slug}/")
    for number, link in PERMALINKS.items():
        archive.items.append(
            raw_item(title=f"Permalink {number}", link=link, wp_post_id=str(number), wp_status="publish",
                     wp_post_type="post", content_encoded="About scales.", wp_post_date="2014-03-19 10:30:00",
                     guid=f"{SITE}/?p={number}", wp_post_name=link.rstrip("/").rsplit("/", 1)[-1].split("?")[0])
        )  # fmt: skip
    links = "".join(f'<p><a href="{url}">{name}</a></p>' for name, url in FORMS.items())
    odd = (
        '<a href="http://[half">a bracket</a> <a href="https://else.example/%00">a nothing</a> '
        f'<a href="{SITE}/nowhere/%00/">nothing here</a> <a href="#notes">notes</a> <a href="">empty</a> '
        f'<a href="{SITE}:99999/">a port</a> '
        f'<a href="/?p={"9" * 5000}">a number</a> <a href="mailto:desk@weighhouse.example">mail</a>'
    )
    add(50, "Links", f"{links}<p>{odd}</p>")


@pytest.fixture(scope="module")
def moved(move_in) -> Moved:
    return move_in(fill)


class TestSound(SoundImport):
    pass


@pytest.mark.usefixtures("db")
class TestSlugs:
    @pytest.mark.parametrize(
        ("number", "slug"),
        [(1, "zygisi"), (6, "scales"), (9, "without-a-title"), (10, "without-a-slug"), (15, "post-15-2014")],
    )
    def test_they_can_be_read_aloud(self, moved, number, slug):
        assert moved.page(number).slug.startswith(slug)

    @pytest.mark.parametrize("number", range(1, 13))
    def test_they_are_short_enough_and_plain(self, moved, number):
        slug = moved.page(number).slug
        assert slug
        assert slug.isascii()
        assert len(slug) < 210

    def test_each_is_its_own(self, moved):
        below = [page.slug for page in map(moved.page, (11, 12))]
        assert below == ["twice", "twice-2"]
        assert moved.page(14).get_parent().pk == moved.page(13).pk

    def test_posts_without_a_title_are_called_something_and_said_to_be(self, moved):
        assert moved.page(8).title == "Untitled"
        assert moved.page(9).title == "Without a title"
        assert "it has no title" in moved.notes(8)

    @pytest.mark.parametrize("number", range(20, 27))
    def test_pages_do_not_hide_behind_what_the_site_has_itself(self, moved, number):
        page = moved.page(number)
        answer = get(page.url)
        assert page.title in answer.content.decode()


@pytest.mark.usefixtures("db")
class TestLinks:
    @pytest.mark.parametrize("name", list(FORMS))
    def test_whatever_form_a_link_has_it_leads_to_the_page(self, moved, name):
        assert f'<a href="{moved.page(30).url}">{name}</a>' in moved.text(50)

    def test_what_is_no_address_keeps_its_words(self, moved):
        for words in ("a bracket", "a nothing", "nothing here", "notes", "empty", "a port", "a number", "mail"):
            assert words in moved.text(50)

    @pytest.mark.parametrize("number", [n for n in PERMALINKS if PERMALINKS[n]])
    def test_permalinks_lead_to_their_posts(self, moved, number):
        path = "/" + PERMALINKS[number].split("/", 3)[3]
        assert get(path).headers.get("Location", "").endswith(moved.page(number).url)

    def test_of_two_posts_of_one_name_each_has_its_old_address(self, moved):
        assert get("/2014/03/19/twice/").headers["Location"].endswith("/blog/twice/")
        assert get("/2015/03/19/twice/").headers["Location"].endswith("/blog/twice-2/")

    def test_an_address_longer_than_the_table_of_redirects_holds_leads_to_its_post(self, moved):
        for number, slug in ((4, LONG), (5, LONG + "still")):
            assert get(f"/2014/03/19/{slug}/").headers["Location"].endswith(moved.page(number).url)
