"""Exports of one site that come in one after another: what one file links to, another may have brought in."""

import pytest

from blog.models import BlogPage
from media.models import CustomDocument
from wordpress.importing.item_records import ItemRecords
from wordpress.models import ImportedItem

from .archive import SITE, Archive, picture
from .oddities import body_of, get, import_file

FORMS = {
    "permalink": f"{SITE}/2014/03/19/wool/",
    "number": f"{SITE}/?p=7",
    "relative": "/2014/03/19/wool",
    "feed": f"{SITE}/2014/03/19/wool/feed/",
    "former name": f"{SITE}/2014/03/19/fleece/",
    "name under another date": f"{SITE}/2013/01/01/wool/",
}


class TestOneFileAfterAnother:
    @pytest.fixture
    def first(self, archive):
        archive.add(7, "Wool", f'<p><a href="{SITE}/2014/03/19/flax/">flax</a></p>', slug="wool",
                    meta={"_wp_old_slug": "fleece"})  # fmt: skip
        archive.add(8, "Rooms", type="page", slug="rooms", link=f"{SITE}/rooms/")
        archive.add(9, "Hidden", slug="hidden", status="private")
        archive.attach(5, "2014/hall.png", picture())
        archive.attach(6, "2014/fares.txt", b"Fares of the ferry")
        import_file(archive, "first")
        return archive

    @pytest.fixture
    def later(self, first):
        return Archive(first.folder)

    @pytest.mark.parametrize("url", FORMS.values(), ids=list(FORMS))
    def test_links_to_posts_that_are_here_lead_to_their_pages(self, later, url):
        later.add(20, "Flax", f'<p><a href="{url}">wool</a></p>')
        import_file(later, "later")
        page = BlogPage.objects.get(title="Wool")
        assert f'<a linktype="page" id="{page.pk}">wool</a>' in body_of("Flax")

    def test_links_to_pages_files_and_drafts_do_too(self, later):
        urls = ["/rooms/", "/wp-content/uploads/2014/fares.txt", "/fares-page/", "/2014/03/19/hidden/"]
        later.add(20, "Flax", "".join(f'<p><a href="{SITE}{url}">there</a></p>' for url in urls))
        items = import_file(later, "later")
        pages = {item.title: item.page_id for item in ImportedItem.objects.filter(page__isnull=False)}
        document = CustomDocument.objects.get().pk
        leads = [f'linktype="page" id="{pages["Rooms"]}"', f'linktype="page" id="{pages["Hidden"]}"']
        for lead in (*leads, f'linktype="document" id="{document}"'):
            assert lead in body_of("Flax")
        assert body_of("Flax").count('linktype="document"') == 2
        assert {finding["outcome"] for finding in items["Flax"]["findings"]} == {"changed"}

    def test_a_link_to_a_picture_leads_to_its_file(self, later):
        later.add(20, "Flax", f'<p><a href="{SITE}/hall-page/">the hall</a></p>')
        import_file(later, "later")
        assert 'href="/wp-content/uploads/2014/hall.png"' in body_of("Flax")
        assert get("/wp-content/uploads/2014/hall.png").status_code in {200, 301}

    def test_what_two_files_have_by_the_same_name_is_not_guessed(self, later):
        later.add(20, "Other wool", slug="wool", link=f"{SITE}/2015/03/19/wool/")
        later.add(21, "Flax", f'<p><a href="{SITE}/2013/01/01/wool/">wool</a></p>')
        import_file(later, "later")
        assert f'href="{SITE}/2013/01/01/wool/"' in body_of("Flax")

    def test_what_an_editor_has_deleted_is_no_place_to_lead_to(self, later):
        BlogPage.objects.get(title="Wool").delete()
        later.add(20, "Flax", f'<p><a href="{SITE}/2014/03/19/wool/">wool</a></p>')
        [finding] = import_file(later, "later")["Flax"]["findings"]
        assert finding["reason"] == "is as it was; the export lacks it"

    def test_a_link_to_what_comes_later_leads_there_from_then_on(self, first, later):
        later.add(20, "Flax", slug="flax")
        import_file(later, "later")
        page = BlogPage.objects.get(title="Flax")
        assert f'<a linktype="page" id="{page.pk}">flax</a>' in body_of("Wool")
        assert get("/2014/03/19/flax/").headers["Location"] == page.url
        assert {item["outcome"] for item in import_file(first, "first").values()} == {"unchanged"}

    def test_they_are_asked_for_at_once(self, later, django_assert_num_queries):
        records = ItemRecords(ImportedItem.objects.first().source, None, dry_run=True)
        with django_assert_num_queries(1):
            assert {item.key for item in records.iter_earlier_items()} == {f"post:{number}" for number in range(5, 10)}
