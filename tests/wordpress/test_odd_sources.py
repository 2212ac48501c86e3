"""Exports of other programs, and of several sites that number their posts alike."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from blog.models import BlogPage
from home.models import StandardPage
from wordpress.models import ImportedItem

from .archive import SITE, Archive
from .oddities import command, get, raw_item

OTHER_SITE = "https://second.weighhouse.example"


def move(archive: Archive, text: str, name: str = "other.xml", **options) -> str:
    path = archive.folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return command("import_wordpress", path, **options)


def old_item(number: int, title: str, creator: str = "Mina Ahlberg", link: str = "") -> str:
    return raw_item(
        title=title,
        link=link or f"http://older.weighhouse.example/{number}/",
        dc_creator=creator,
        wp_post_id=str(number),
        content_encoded=f"<![CDATA[Of {title}.]]>",
        wp_post_date="2009-03-19 10:30:00",
        wp_status="publish",
        wp_post_type="post",
    )


class TestOtherPrograms:
    BARE = '<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.0/"><channel>'

    @pytest.mark.parametrize("before", ["", "\ufeff", "\n\n  ", "<br />\n<b>Warning</b>: headers already sent\n"])
    def test_a_site_that_does_not_say_its_name_is_known_by_its_addresses(self, archive, before):
        text = f"{before}{self.BARE}{old_item(7, 'Scales')}{old_item(8, 'Weights')}</channel></rss>"
        said = move(archive, text)
        assert "post             2 new" in said
        assert {*ImportedItem.objects.values_list("source", flat=True)} == {"older.weighhouse.example"}
        assert get("/7/").headers["Location"] == "/blog/scales/"
        page = BlogPage.objects.get(title="Scales")
        assert [author.display_name for author in page.authors.all()] == ["Mina Ahlberg"]
        assert "2 unchanged" in move(archive, text)
        move(archive, text, undo=True)
        assert not BlogPage.objects.exists()

    def test_one_without_any_address_is_known_by_its_title(self, archive):
        text = (
            f"{self.BARE}<title>Annals of the  Scales</title>{raw_item(title='Wool', wp_post_id='7')}</channel></rss>"
        )
        move(archive, text)
        assert ImportedItem.objects.get(key="post:7").source == "annals of the scales"
        assert "1 unchanged" in move(archive, text)

    def test_two_of_them_do_not_mix(self, archive):
        for host, title in (("one", "Wool"), ("two", "Flax")):
            item = old_item(7, title, link=f"http://{host}.weighhouse.example/7/")
            move(archive, f"{self.BARE}{item}</channel></rss>", name=f"{host}.xml")
        assert {*BlogPage.objects.values_list("title", flat=True)} == {"Wool", "Flax"}

    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_of_any_encoding_and_line_ends(self, archive, newline, encoding):
        text = f"{self.BARE}\n{old_item(7, 'Wägehaus — 計量所 ⚖️')}\n</channel>\n</rss>".replace("\n", newline)
        move(archive, text.encode(encoding))
        assert BlogPage.objects.get().title == "Wägehaus — 計量所 ⚖️"


class TestSeveralSites:
    def test_with_the_same_numbers_slugs_and_tags_each_keeps_its_own(self, archive):
        texts = {}
        for host in (SITE, OTHER_SITE):
            one = Archive(archive.folder)
            one.add(7, f"Scales of {host}", terms=[("post_tag", "wool", "Wool"), ("category", "ware", "Ware")])
            one.add(8, f"About {host}", type="page", slug="about", link=f"{SITE}/about/")
            texts[host] = one.text().replace(SITE, host)
            move(archive, texts[host], name=f"{host[8:14]}.xml")
        assert BlogPage.objects.count() == StandardPage.objects.filter(slug__startswith="about").count() == 2
        assert "1 unchanged" in move(archive, texts[SITE], name="again.xml")
        first = BlogPage.objects.get(title=f"Scales of {SITE}")
        assert get("/2014/03/19/post-7/").headers["Location"] == first.url

        move(archive, texts[OTHER_SITE], name="undone.xml", undo=True)
        assert BlogPage.objects.get() == first
        assert get("/2014/03/19/post-7/").headers["Location"] == first.url
        assert get("/tag/wool/").headers["Location"] == "/blog/tag/wool/"
        move(archive, texts[SITE], name="undone.xml", undo=True)
        assert not ImportedItem.objects.exists()
        assert not Redirect.objects.exists()

    def test_undoing_leaves_what_an_editor_had_let_lead_on(self, archive):
        site = Site.objects.get(is_default_site=True)
        Redirect.objects.create(site=site, old_path="/2014/03/19/post-7", redirect_page=site.root_page)
        Redirect.objects.create(site=site, old_path="/tag/wool", redirect_link="/about-wool/")
        archive.add(7, terms=[("post_tag", "wool", "Wool")])
        path = archive.write()
        command("import_wordpress", path)
        command("import_wordpress", path, undo=True)
        assert {*Redirect.objects.values_list("old_path", flat=True)} == {"/2014/03/19/post-7", "/tag/wool"}

    def test_a_child_that_comes_with_a_later_file_stands_below_its_parent(self, archive):
        first, later = Archive(archive.folder), Archive(archive.folder)
        first.add(50, "A parent", type="page", slug="parent", link=f"{SITE}/parent/")
        later.add(51, "A child", type="page", parent=50, slug="child", link=f"{SITE}/parent/child/")
        command("import_wordpress", first.write("first.xml"))
        command("import_wordpress", later.write("later.xml"))
        assert StandardPage.objects.get(slug="child").get_parent().slug == "parent"
