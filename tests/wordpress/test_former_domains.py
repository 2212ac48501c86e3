"""Blogs that moved before: from one domain to another, behind a front page, and from one WordPress to a newer one."""

from io import BytesIO

import pytest
from PIL import Image

from media.models import CustomImage
from wordpress.reading.export import Export

from .archive import SITE, Archive, picture
from .exports import export_text, write
from .exports import item as make_item
from .oddities import SoundImport, get

FORMER = "http://former.weighhouse.example"
STALE = f'<img src="{SITE}/wp-content/uploads/2014/loose.png" class="wp-image-5">'
LINKS = (
    f'<p><a href="{FORMER}/old/blog/target/">By its name</a> <a href="{FORMER}/old/?p=11">by number</a>'
    f' <a href="{FORMER}/old/wp-content/uploads/2014/paper.pdf">a paper</a> <a href="{FORMER}/shop/">a shop</a>'
    f' <a href="https://copied.example/?p=12">elsewhere</a></p>'
)


def fill(archive: Archive) -> None:
    archive.categories = [("wares", "Wares", ""), ("wool", "Wool", "wares")]
    archive.attach(5, "2014/hall-e1412071654436.png", picture("red"), alt="The hall, cut out")
    archive.upload("2014/hall.png", picture("blue"))
    archive.upload("2014/loose.png", picture("green"))
    archive.attach(6, "2014/paper.pdf", b"%PDF-1.4\n%%EOF")
    add = archive.add
    add(10, "Links", LINKS, link=f"{SITE}/blog/links/", slug="links", terms=[("category", "wool", "Wool")])
    add(11, "Target", link=f"{SITE}/blog/target/", slug="target", terms=[("post_tag", "flax", "Flax")])
    archive.items[-1] = archive.items[-1].replace(f"{SITE}/?p=11", f"{FORMER}/old/?p=11")
    add(12, "Copied", link=f"{SITE}/blog/copied/", slug="copied")
    archive.items[-1] = archive.items[-1].replace(f"{SITE}/?p=12", "https://copied.example/?p=77")
    add(13, "A small copy", f'<img src="{SITE}/wp-content/uploads/2014/hall-300x200.png">', link=f"{SITE}/blog/small/")
    add(14, "A stale number", STALE, link=f"{SITE}/blog/stale/", slug="stale")
    add(15, "The posts", "", type="page", slug="blog", link=f"{SITE}/blog/")


@pytest.fixture(scope="module")
def moved(move_in):
    return move_in(fill)


def shown(moved, key: int) -> str:
    """Return the colour of the picture in a post."""
    [block] = moved.page(key).body
    with block.value["image"].file.open("rb") as file, Image.open(BytesIO(file.read())) as image:
        colours = {(255, 0, 0): "red", (0, 0, 255): "blue", (0, 128, 0): "green"}
        return next(name for colour, name in colours.items() if colour == image.convert("RGB").getpixel((1, 1)))


class TestMovedBefore(SoundImport):
    def test_links_to_the_former_domain_lead_here(self, moved):
        links = moved.findings(10, "link")
        for address in ("/old/blog/target/", "/old/?p=11"):
            assert f"{FORMER}{address}: changed, leads to the page of this site" in links
        assert "paper.pdf: changed, leads to the document" in links

    def test_what_was_never_part_of_it_stays_outside(self, moved):
        assert f'href="{FORMER}/shop/"' in moved.text(10)
        assert 'href="https://copied.example/?p=12"' in moved.text(10)

    def test_a_picture_is_as_somebody_cut_it_out(self, moved):
        assert CustomImage.objects.count() == 2
        assert shown(moved, 13) == "red"

    def test_a_number_of_another_blog_shows_no_other_picture(self, moved):
        assert shown(moved, 14) == "green"

    @pytest.mark.parametrize("name", ["hall.png", "hall-300x200.png", "hall-e1412071654436-300x200.png"])
    def test_all_copies_of_it_answer(self, moved, name):
        assert get(f"/wp-content/uploads/2014/{name}").status_code == 301

    @pytest.mark.parametrize(
        "path",
        [
            *("/blog/category/wares/wool/", "/blog/category/wool/feed/", "/blog/author/mina/"),
            *("/categorias/wares/wool/", "/Kategorie/wool/", "/?page_id=15", "/blog/page/2/"),
        ],
    )
    def test_archives_behind_a_front_answer(self, moved, path):
        assert get(path).status_code == 301

    def test_the_list_of_a_tag_has_its_old_address(self, moved):
        assert get("/blog/tag/flax/").status_code == 200

    def test_an_unknown_category_does_not(self, moved):
        assert get("/categorias/linen/").status_code == 404


def test_accounts_of_wordpress_com(tmp_path):
    text = export_text().replace("wp:author>", "wp:wp_author>").replace("<wp:author_id>1</wp:author_id>", "")
    export = Export([write(tmp_path, text)])
    list(export.items())
    assert export.authors["mina"].display_name == "Mina Ahlberg"


def test_a_parent_named_by_its_name(tmp_path):
    wider = (
        "<wp:category><wp:category_nicename>town</wp:category_nicename><wp:category_parent></wp:category_parent>"
        "<wp:cat_name><![CDATA[policy]]></wp:cat_name></wp:category>"
    )
    export = Export([write(tmp_path, export_text(version="1.0").replace("<wp:tag>", f"{wider}<wp:tag>", 1))])
    list(export.items())
    assert next(term for term in export.terms if term.slug == "housing").parent == "town"


def test_an_export_of_a_broken_import(tmp_path):
    """One theme's demonstration was put into CDATA twice."""
    twice = "<![CDATA[\n\t<![CDATA[Wool & flax]]]]><![CDATA[>\t]]>"
    [item] = Export([write(tmp_path, export_text(make_item(1, twice, "About CDATA")))]).items()
    assert item.content == "Wool & flax"
    plain = "<![CDATA[<p>Of <![CDATA[ and its end.</p>]]>"
    [item] = Export([write(tmp_path, export_text(make_item(1, plain)))]).items()
    assert item.content == "<p>Of <![CDATA[ and its end.</p>"
