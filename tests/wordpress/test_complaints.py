"""What users complained of after moving in: one archive that holds each case, imported once."""

import json
from datetime import timedelta

import pytest
from django.core import serializers
from django.utils import timezone
from wagtail.models import Page, Revision

from events.models import EventPage
from wordpress.importing.runner import finish_run
from wordpress.models import ArchivedComment, ImportRun

from .archive import SITE, Archive, comment, picture
from .oddities import Moved, SoundImport, get

UPLOADS = f"{SITE}/wp-content/uploads"
YOUTUBE = "https://www.youtube.com/embed/a1B2c3D4e5F?rel=0"


def fill(archive: Archive) -> None:
    add = archive.add
    archive.categories = [("uncategorized", "Uncategorized", "")]
    archive.attach(5, "2014/pier.png", picture())
    archive.attach(6, "2014/lost.png", alt="The lost lamp")
    # An attachment without an address: WordPress gives its number as guid.
    add(4, "No file", type="attachment", status="inherit", link=f"{SITE}/no-file/")
    add(10, "By number", '[gallery ids="5,6"]<p>Words.</p>', terms=[("category", "uncategorized", "Uncategorized")])
    add(11, "Lost", f'<p>Above.</p><img src="{UPLOADS}/2014/lost-300x200.png" alt="A lamp"><p>Below.</p>')
    add(12, "Lost by its page", f'<p>Words.</p><img src="{SITE}/?attachment_id=6"><a href="{SITE}/lost-page/">it</a>')
    add(13, "Film", f'<p>Words.</p><iframe src="{YOUTUBE}"></iframe>')
    add(14, "Signed", comments="".join([
        comment(1, "Write to ida.quill@mail.example or <a href='mailto:mo@mail.example'>Mo</a>.",
                name="mo@mail.example"),
        comment(2, "Or to robin (at) mail.example, as ever.", name="Ida Quill ida@mail.example"),
    ]))  # fmt: skip
    add(15, "Using <path> and <list>", "<p>See <vector> here.</p>", excerpt="With <path> in short.")
    times = {"_EventTimezone": "Europe/London", "_EventEndDate": "2019-03-01 19:00:00"}
    add(16, "A walk", type="tribe_events", meta=times | {"_EventStartDate": "2019-03-01 18:00:00"})
    later = f"{timezone.now() + timedelta(days=400):%Y-%m-%d} 18:00:00"
    add(17, "A later walk", type="tribe_events", meta={"_EventTimezone": "Europe/London", "_EventStartDate": later})


@pytest.fixture(scope="module")
def moved(move_in) -> Moved:
    return move_in(fill, comments=True)


class TestSound(SoundImport):
    def test_a_second_run_writes_no_revision(self, moved):
        before = Revision.objects.count(), list(Page.objects.order_by("pk").values_list("latest_revision_id"))
        Moved(moved.archive, moved.options, moved.files).run()
        assert before == (Revision.objects.count(), list(Page.objects.order_by("pk").values_list("latest_revision_id")))


@pytest.mark.usefixtures("db")
class TestImages:
    def test_an_attachment_without_an_address_stands_for_no_other(self, moved):
        kinds = [block.block_type for block in moved.page(10).body]
        assert kinds == ["missing_image", "image", "paragraph"]

    def test_a_missing_image_is_shown_to_editors_alone(self, moved):
        page = moved.page(11)
        [_above, placeholder, _below] = page.body
        assert placeholder.value["alt_text"] == "A lamp"
        assert placeholder.value["address"] == f"{UPLOADS}/2014/lost-300x200.png"
        text = get(page.url).content.decode()
        assert "lamp" not in text
        assert "lost" not in text.partition("<main")[2].partition("</main>")[0].replace(page.title, "").casefold()

    def test_it_is_put_in_once_it_is_there(self, moved):
        archive = Archive(moved.archive.folder, items=moved.archive.items, categories=moved.archive.categories)
        archive.upload("2014/lost.png", picture("red"))
        try:
            assert archive.run(comments=True).counts["post"]["updated"] == 2
        finally:
            (archive.uploads / "2014/lost.png").unlink()
        assert [block.block_type for block in moved.page(11).body] == ["paragraph", "image", "paragraph"]


@pytest.mark.usefixtures("db")
class TestWords:
    def test_titles_and_excerpts_keep_what_is_in_angle_brackets_and_count(self, moved):
        page = moved.page(15)
        assert (page.title, page.summary) == ("Using <path> and <list>", "With <path> in short.")
        words = moved.item_report(15)["words"]
        assert (words["in"], words["kept"], words["hidden"]) == (11, 11, [])

    def test_a_film_leads_to_its_own_page(self, moved):
        text = get(moved.page(13).url).content.decode()
        assert 'href="https://www.youtube.com/watch?v=a1B2c3D4e5F"' in text


@pytest.mark.usefixtures("db")
class TestPlaces:
    def test_posts_without_a_category_were_listed_and_all_posts_are(self, moved):
        for path in ("/category/uncategorized/", "/category/uncategorized/page/2/", "/?cat=1"):
            assert get(path).headers["Location"] == "/blog/"
        assert get("/category/uncategorized/feed/").headers["Location"] == "/blog/feed/"

    def test_a_past_event_without_a_place_announces_none(self, moved):
        places = dict(EventPage.objects.values_list("title", "place"))
        assert places == {"A walk": "Place not recorded", "A later walk": "Place to be announced"}


@pytest.mark.usefixtures("db")
class TestComments:
    def test_no_e_mail_address_is_kept_wherever_it_was_written(self, moved):
        kept = {comment.comment_id: comment for comment in ArchivedComment.objects.all()}
        assert (kept[1].name, kept[2].name) == ("", "Ida Quill")
        assert kept[1].text == "<p>Write to [e-mail address] or Mo.</p>"
        assert "robin" not in kept[2].text
        data = json.dumps(serializers.serialize("json", kept.values()))
        assert "mail.example" not in data


def test_a_run_that_was_killed_is_closed_by_the_next_that_is_done(db):
    stopped = ImportRun.objects.create(state="running", source="old.example", options={"files": []})
    looked = ImportRun.objects.create(state="running", source="old.example", options={"dry_run": True})
    other = ImportRun.objects.create(state="running", source="other.example")
    done = ImportRun.objects.create(state="running", source="old.example", options={"files": []})
    finish_run(done, ImportRun.State.DONE)
    states = {
        run.pk: (run.state, run.options.get("followed_by")) for run in ImportRun.objects.filter(pk__gte=stopped.pk)
    }
    assert states == {
        stopped.pk: ("failed", done.pk), looked.pk: ("running", None), other.pk: ("running", None),
        done.pk: ("done", None),
    }  # fmt: skip
