"""Running an import again, after changes here and there, after a kill, and taking it out again."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision

from blog.models import BlogPage
from demo.builders import build_event, build_post, publish
from events.models import Venue
from media.models import CustomDocument, CustomImage
from people.models import PersonPage
from topics.models import TopicPage
from wordpress.importing import pages, runner
from wordpress.importing.options import ImportOptions
from wordpress.importing.session import ImportRefusedError
from wordpress.importing.undo import run_undo
from wordpress.models import ArchivedComment, ImportedItem, ImportRun

from .archive import HEAD, comment, picture

EVERYTHING = (Page, Revision, Redirect, CustomImage, CustomDocument, ImportedItem, ArchivedComment)


def numbers() -> list[int]:
    return [model.objects.count() for model in EVERYTHING]


@pytest.fixture
def full(archive):
    """A blog with a bit of everything."""
    archive.categories = [("rents", "Rents", "housing"), ("housing", "Housing", "")]
    archive.attach(5, "2014/hall.png", picture())
    archive.attach(6, "2014/minutes.pdf", b"%PDF-1.4 minutes")
    archive.add(7, "Buses", '<a href="/?p=8">more</a>', meta={"_thumbnail_id": "5"}, comments=comment(1, "Good."),
                terms=[("category", "rents", "Rents"), ("post_tag", "bus", "Buses")])  # fmt: skip
    archive.add(8, "Trams", status="draft")
    archive.add(9, "About", type="page", slug="about")
    archive.add(10, "Rooms", type="page", slug="rooms", parent=9)
    return archive


class TestAgain:
    def test_a_second_run_changes_nothing(self, full):
        full.run(comments=True)
        before = numbers(), list(Page.objects.values_list("pk", "latest_revision_id", "last_published_at"))
        result = full.run(comments=True)
        assert before == (numbers(), list(Page.objects.values_list("pk", "latest_revision_id", "last_published_at")))
        assert {outcome for counts in result.counts.values() for outcome in counts} == {"unchanged"}

    def test_what_is_new_or_changed_comes_in(self, archive):
        archive.add(7, "Buses", slug="buses")
        archive.add(8, "Trams", slug="trams")
        archive.run()
        archive.items.pop(0)
        archive.add(7, "Buses, again", slug="buses")
        archive.add(9, "Ferries")
        result = archive.run()
        assert dict(result.counts["post"]) == {"unchanged": 1, "updated": 1, "new": 1}
        assert {post.title for post in BlogPage.objects.all()} == {"Buses, again", "Trams", "Ferries"}

    def test_what_an_editor_has_changed_is_kept(self, archive):
        archive.add(7, "Buses")
        archive.run()
        post = BlogPage.objects.get()
        post.title = "Buses, corrected"
        publish(post)
        archive.items.clear()
        archive.add(7, "Buses, from there")
        result = archive.run()
        assert BlogPage.objects.get().title == "Buses, corrected"
        assert dict(result.counts["post"]) == {"kept yours": 1}

    def test_an_editors_draft_is_kept(self, archive):
        archive.add(7, "Buses")
        archive.run()
        post = BlogPage.objects.get()
        post.title = "Half a thought"
        post.save_revision()
        archive.items.clear()
        archive.add(7, "Buses, from there")
        archive.run()
        post = BlogPage.objects.get()
        assert (post.title, post.get_latest_revision_as_object().title) == ("Buses", "Half a thought")

    @pytest.mark.parametrize("act", [lambda post: post.unpublish(), lambda post: post.delete()])
    def test_what_an_editor_took_away_stays_away(self, archive, act):
        archive.add(7, "Buses")
        archive.run()
        act(BlogPage.objects.get())
        result = archive.run()
        assert dict(result.counts["post"]) == {"kept yours": 1}
        assert not BlogPage.objects.live().exists()

    def test_what_an_editor_published_stays_public(self, archive):
        archive.add(7, "Buses", status="draft")
        archive.run()
        publish(BlogPage.objects.get())
        archive.run()
        assert BlogPage.objects.get().live

    def test_a_deleted_image_is_not_brought_back(self, full):
        full.run()
        CustomImage.objects.get().delete()
        full.run()
        assert not CustomImage.objects.exists()

    def test_files_that_come_later_reach_the_posts_that_lacked_them(self, archive):
        archive.attach(5, "2014/hall.png", alt="A hall")
        archive.add(7, "Buses", '<img src="https://old.weighhouse.example/wp-content/uploads/2014/hall.png">')
        result = archive.run()
        assert dict(result.counts["attachment"]) == {"missing": 1}
        archive.upload("2014/hall.png", picture())
        result = archive.run()
        assert dict(result.counts["post"]) == {"updated": 1}
        assert dict(archive.run().counts["post"]) == {"unchanged": 1}

    def test_two_sites_do_not_mix(self, archive, monkeypatch):
        archive.add(7, "Buses")
        archive.run()
        other = HEAD.replace("old.weighhouse", "annex.weighhouse")
        monkeypatch.setattr("tests.wordpress.archive.HEAD", other)
        archive.run()
        assert BlogPage.objects.count() == 2


class KilledError(BaseException):
    pass


class TestKilled:
    @pytest.mark.parametrize("where", ["add_draft", "publish", "restore_dates"])
    @pytest.mark.parametrize("call", [1, 2])
    def test_the_next_run_finishes_with_nothing_doubled(self, full, monkeypatch, where, call):
        calls = []
        original = getattr(pages.page_tree, where)

        def killed(*args, **kwargs):
            calls.append(1)
            if len(calls) == call:
                raise KilledError
            return original(*args, **kwargs)

        monkeypatch.setattr(pages.page_tree, where, killed)
        with pytest.raises(KilledError):
            full.run(comments=True)
        monkeypatch.undo()
        full.run(comments=True)
        interrupted = numbers()
        assert dict(full.run(comments=True).counts["post"]) == {"unchanged": 2}
        assert interrupted == numbers()
        assert sorted(BlogPage.objects.values_list("title", "live")) == [("Buses", True), ("Trams", False)]
        assert not ImportedItem.objects.exclude(state="done").exists()

    def test_the_file_that_was_being_written_is_removed(self, archive):
        archive.attach(5, "2014/hall.png", picture())
        leftover = default_storage.save("original_images/hall.png", ContentFile(picture()[:40]))
        ImportedItem.objects.create(
            source="old.weighhouse.example", key="post:5", kind="attachment", file_name=leftover
        )
        archive.run()
        assert CustomImage.objects.get().file.name == "original_images/hall.png"
        assert default_storage.listdir("original_images")[1] == ["hall.png"]

    def test_a_file_that_its_image_claims_is_not_removed(self, archive):
        archive.attach(5, "2014/hall.png", picture())
        archive.run()
        ImportedItem.objects.filter(key="post:5").update(
            state="begun", image=None, file_name="original_images/hall.png"
        )
        archive.run()
        assert default_storage.exists(CustomImage.objects.get().file.name)

    def test_an_error_in_one_thing_stops_no_other(self, archive, monkeypatch):
        archive.attach(5, "2014/hall.png", picture())
        archive.attach(6, "2014/door.png", picture("red"))
        original = CustomImage.save

        def fails(image, *args, **kwargs):
            original(image, *args, **kwargs)
            if image.title == "hall":
                raise ValueError("no room")

        monkeypatch.setattr(CustomImage, "save", fails)
        result = archive.run()
        assert dict(result.counts["attachment"]) == {"failed": 1, "new": 1}
        assert default_storage.listdir("original_images")[1] == ["door.png"]


def test_two_imports_at_once_are_refused(archive, monkeypatch):
    archive.add(7)

    class Cursor:
        def __enter__(self):
            return self

        def __exit__(self, *error):
            pass

        def execute(self, *args):
            pass

        def fetchone(self):
            return [False]

    monkeypatch.setattr(runner, "connection", type("Busy", (), {"cursor": staticmethod(Cursor)}))
    with pytest.raises(ImportRefusedError, match="Another import"):
        archive.run()
    assert connection.is_usable()


class TestDryRun:
    def test_nothing_is_written(self, full):
        before = numbers(), PersonPage.objects.count(), TopicPage.objects.count(), ImportRun.objects.count()
        result = full.run(dry_run=True, comments=True)
        assert before == (numbers(), PersonPage.objects.count(), TopicPage.objects.count(), ImportRun.objects.count())
        assert not default_storage.exists("original_images")
        assert dict(result.counts["post"]) == {"new": 2}
        assert dict(result.counts["attachment"]) == {"new": 2}

    def test_after_an_import_it_says_what_a_run_would_change(self, full):
        full.run()
        full.items = [item.replace("<title>Trams", "<title>Trams again") for item in full.items]
        assert dict(full.run(dry_run=True).counts["post"]) == {"unchanged": 1, "updated": 1}
        assert not BlogPage.objects.filter(title="Trams again").exists()


class TestUndo:
    def undo(self, archive, **options):
        return run_undo(ImportOptions(files=(archive.write(),), **options))

    def test_everything_goes_and_nothing_else(self, full, django_capture_on_commit_callbacks):
        build_post("Ours")
        before = numbers()
        full.run(comments=True)
        with django_capture_on_commit_callbacks(execute=True):
            self.undo(full)
        assert numbers() == before
        assert not PersonPage.objects.exists()
        assert not TopicPage.objects.exists()
        assert default_storage.listdir("original_images")[1] == []

    def test_what_was_edited_stays_with_what_it_needs(self, full):
        full.run()
        post = BlogPage.objects.get(title="Buses")
        post.title = "Buses, corrected"
        publish(post)
        result = self.undo(full)
        post = BlogPage.objects.get()
        assert post.title == "Buses, corrected"
        assert post.hero_image == CustomImage.objects.get()
        assert post.authors.get().person == PersonPage.objects.get()
        assert [topic.title for topic in post.topics.all()] == ["Rents"]
        assert result.counts["post"] == {"kept yours": 1, "removed": 1}

    def test_a_page_above_an_edited_one_stays(self, full):
        full.run()
        rooms = Page.objects.get(slug="rooms").specific
        rooms.title = "Rooms to hire"
        publish(rooms)
        self.undo(full)
        assert Page.objects.filter(slug__in=["about", "rooms"]).count() == 2

    def test_a_dry_run_removes_nothing(self, full):
        full.run()
        before = numbers()
        result = self.undo(full, dry_run=True)
        assert numbers() == before
        assert result.counts["post"] == {"removed": 2}

    def test_the_same_export_can_be_imported_afterwards(self, full):
        full.run()
        self.undo(full)
        assert full.run().counts["post"] == {"new": 2}

    def test_whoever_is_named_elsewhere_stays_and_keeps_what_is_above(self, full):
        full.run()
        rents = TopicPage.objects.get(title="Rents")
        build_post("Ours", topics=[rents], authors=[{"person": PersonPage.objects.get()}])
        result = self.undo(full)
        assert result.counts["category"] == {"kept yours": 2}
        assert result.counts["author"] == {"kept yours": 1}
        assert TopicPage.objects.get(title="Rents").parent == TopicPage.objects.get(title="Housing")
        assert Page.find_problems() == ([], [], [], [], [])

    def test_a_venue_that_an_event_of_ours_uses_stays(self, archive):
        archive.add(20, "Hall", type="tribe_venue", slug="hall")
        archive.add(21, "Attic", type="tribe_venue", slug="attic")
        dates = {"_EventStartDate": "2019-03-01 18:00:00", "_EventTimezone": "Europe/London"}
        archive.add(22, "A lecture", type="tribe_events", meta=dates | {"_EventVenueID": "20"})
        archive.add(23, "A walk", type="tribe_events", meta=dates | {"_EventVenueID": "21"})
        archive.run()
        build_event("Ours", venue=Venue.objects.get(name="Hall"))
        result = self.undo(archive)
        assert result.counts["tribe_venue"] == {"kept yours": 1, "removed": 1}
        assert [venue.name for venue in Venue.objects.all()] == ["Hall"]
