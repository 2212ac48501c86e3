"""Links of an earlier file to what a later one brings in: the later run lets them lead there."""

import pytest
from wagtail.models import Page, ReferenceIndex, Revision

from blog.models import BlogPage
from demo.builders import publish
from media.models import CustomDocument
from wordpress.importing import relink
from wordpress.models import ImportedItem

from .archive import SITE, Archive, picture
from .oddities import body_of, command, get, import_file

FLAX = f"{SITE}/2014/03/19/flax/"
FARES = f"{SITE}/wp-content/uploads/2014/fares.txt"
LINK = f'<a href="{FLAX}">flax</a>'
BODY = f"""<p>See {LINK}, <a href="/?p=20&amp;utm_source=a">again</a>, <a href="{SITE}/never/">never</a>.</p>
<blockquote><p>Read <a href="{FARES}">the fares</a>.</p><cite>Ida Quill</cite></blockquote>
<pre>&lt;a href="{FLAX}"&gt;flax&lt;/a&gt;</pre>"""


def state_of_pages() -> list[tuple]:
    return list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id", "live", "last_published_at"))


@pytest.fixture(scope="module")
def first(shared_archive):
    archive = shared_archive
    archive.add(7, "Wool", BODY, slug="wool")
    archive.add(8, "Hidden", f"<p>{LINK}</p>", slug="hidden", status="private")
    archive.add(9, "Silk", f'<p><a href="{SITE}/never/">never</a></p>')
    import_file(archive, "first")
    return archive


@pytest.fixture
def later(first, db):
    later = Archive(first.folder)
    later.add(20, "Flax", slug="flax")
    later.attach(21, "2014/fares.txt", b"Fares of the ferry")
    later.attach(22, "2014/hall.png", picture())
    return later


@pytest.fixture
def items(later):
    return import_file(later, "later")


class TestRelinked:
    def test_they_lead_to_pages_and_documents(self, items):
        flax, fares = BlogPage.objects.get(title="Flax"), CustomDocument.objects.get()
        body = body_of("Wool")
        assert body.count(f'<a linktype="page" id="{flax.pk}">') == 2
        assert f'<a linktype="document" id="{fares.pk}">the fares</a>' in body
        assert f'<a href="{SITE}/never/">never</a>' in body
        assert f'<a href="{flax.get_url()}">flax</a>' in get("/blog/wool/").content.decode()

    def test_what_is_shown_as_code_stays(self, items):
        assert f'<a href="{FLAX}">flax</a>' in body_of("Wool")

    def test_links_to_pictures_wait_for_their_pages_own_file(self, later):
        second = Archive(later.folder)
        second.add(10, "Hall", f'<p><a href="{SITE}/hall-page/">there</a></p>')
        import_file(second, "second")
        assert "Hall" not in import_file(later, "later")
        assert f'<a href="{SITE}/hall-page/">there</a>' in body_of("Hall")
        assert import_file(second, "second")["Hall"]["outcome"] == "updated"
        assert '<a href="/wp-content/uploads/2014/hall.png">there</a>' in body_of("Hall")

    def test_what_is_public_keeps_its_dates_and_drafts_stay_drafts(self, later):
        posts = BlogPage.objects.filter(title__in=["Wool", "Hidden"]).order_by("pk")
        fields = ("live", "first_published_at", "last_published_at", "slug", "date")
        before = list(posts.values_list(*fields))
        import_file(later, "later")
        assert list(posts.values_list(*fields)) == before
        assert [post.live for post in posts] == [True, False]
        draft = posts[1].get_latest_revision_as_object()
        assert 'linktype="page"' in str(draft.body.raw_data[0]["value"])
        assert get("/blog/hidden/").status_code == 404

    def test_only_the_pages_that_have_such_a_link_are_looked_at(self, later, monkeypatch):
        looked_at, original = [], relink.Relinker.relink
        monkeypatch.setattr(
            relink.Relinker, "relink", lambda self, item: looked_at.append(item.title) or original(self, item)
        )
        import_file(later, "later")
        assert sorted(looked_at) == ["Hidden", "Wool"]

    def test_the_indexes_know(self, items):
        flax = BlogPage.objects.get(title="Flax")
        titles = {
            reference.model_name and Page.objects.get(pk=reference.object_id).title
            for reference in ReferenceIndex.get_references_to(flax)
        }
        assert titles == {"Wool", "Hidden"}
        assert not ImportedItem.objects.filter(indexed=False).exists()

    def test_the_report_says_so(self, items):
        told = {title: item for title, item in items.items() if item["kind"] == "earlier"}
        assert {(title, item["outcome"]) for title, item in told.items()} == {
            ("Wool", "updated"),
            ("Hidden", "updated"),
        }
        assert FLAX in told["Wool"]["reason"]
        assert FARES in told["Wool"]["reason"]

    def test_the_item_report_of_the_page_does_too(self, items, first):
        item_report = import_file(first, "first")["Wool"]
        assert item_report["lost_links"] == [f"{SITE}/never/"]
        links = [finding for finding in item_report["findings"] if finding["kind"] == "link"]
        assert sorted(finding["outcome"] for finding in links) == ["changed", "changed", "changed", "kept"]
        assert {name: number for name, number in item_report["tally"]["link"].items() if number} == {
            "kept": 1, "changed": 3,
        }  # fmt: skip


class TestAgain:
    @pytest.mark.parametrize("name", ["first", "later"])
    def test_the_next_run_changes_nothing(self, items, first, later, name):
        before = state_of_pages(), Revision.objects.count()
        again = import_file({"first": first, "later": later}[name], name)
        assert {item["outcome"] for item in again.values()} == {"unchanged"}
        assert (state_of_pages(), Revision.objects.count()) == before

    def test_undo_takes_the_page_out(self, items, first):
        said = command("import_wordpress", first.folder / "first.xml", undo=True)
        assert "kept yours" not in said
        assert not BlogPage.objects.exists()

    def test_a_dry_run_says_the_same_and_writes_nothing(self, later):
        before = state_of_pages(), list(ImportedItem.objects.order_by("pk").values_list("key", "unresolved"))
        said = command("import_wordpress", later.write("later.xml"), uploads=later.uploads, dry_run=True)
        assert "earlier          2 updated" in said
        after = state_of_pages(), list(ImportedItem.objects.order_by("pk").values_list("key", "unresolved"))
        assert after == before

    def test_a_run_that_was_killed_meanwhile_is_finished_by_the_next(self, later, monkeypatch):
        class KilledError(BaseException):
            pass

        def killed(*arguments):
            raise KilledError

        monkeypatch.setattr(relink, "add_found_links", killed)
        with pytest.raises(KilledError):
            import_file(later, "later")
        assert 'linktype="page"' not in body_of("Wool")
        monkeypatch.undo()
        assert import_file(later, "later")["Wool"]["outcome"] == "updated"
        assert 'linktype="page"' in body_of("Wool")


class TestEdited:
    def test_what_somebody_has_published_since_is_kept(self, later):
        post = BlogPage.objects.get(title="Wool")
        post.summary = "Corrected."
        publish(post)
        before = BlogPage.objects.get(title="Wool").latest_revision_id
        item = import_file(later, "later")["Wool"]
        assert (item["kind"], item["outcome"]) == ("earlier", "kept yours")
        assert "linktype" not in body_of("Wool")
        assert BlogPage.objects.get(title="Wool").latest_revision_id == before

    @pytest.mark.parametrize("act", ["save_revision", "unpublish"])
    def test_a_draft_or_what_was_taken_offline_is_kept(self, later, act):
        getattr(BlogPage.objects.get(title="Wool"), act)()
        wool = Page.objects.filter(title="Wool")
        before = wool.values_list("latest_revision_id", "live", "last_published_at").get()
        assert import_file(later, "later")["Wool"]["outcome"] == "kept yours"
        assert "linktype" not in body_of("Wool")
        assert wool.values_list("latest_revision_id", "live", "last_published_at").get() == before

    def test_nothing_is_said_of_a_page_without_the_link(self, later):
        post = BlogPage.objects.get(title="Wool")
        post.body = [{"type": "paragraph", "value": "<p>Short.</p>"}]
        publish(post)
        assert "Wool" not in import_file(later, "later")

    def test_a_page_that_was_deleted_stays_away(self, later):
        BlogPage.objects.get(title="Wool").delete()
        assert "Wool" not in import_file(later, "later")
        assert not BlogPage.objects.filter(title="Wool").exists()

    def test_an_edit_between_the_look_and_the_writing_is_kept(self, later, monkeypatch):
        original = relink.relink_body

        def edited_meanwhile(page, targets):
            if page.title == "Wool":
                BlogPage.objects.get(pk=page.pk).save_revision()
            return original(page, targets)

        monkeypatch.setattr(relink, "relink_body", edited_meanwhile)
        assert import_file(later, "later")["Wool"]["outcome"] == "kept yours"
        assert "linktype" not in body_of("Wool")
