"""The comments of the old site: an archive to read, without any address."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core import serializers
from django.urls import reverse
from wagtail.models import ModelLogEntry

from blog.models import BlogPage
from wordpress.comment_retention import delete_old_comments
from wordpress.models import ArchivedComment

from .archive import comment
from .oddities import get


class TestKept:
    @pytest.fixture
    def commented(self, archive):
        archive.add(7, "Buses", slug="buses", comments="".join([
            comment(1, "Well <b>said</b>.", name="Ida Quill"),
            comment(2, "And <script>alert(1)</script>true.", parent=1),
            comment(3, "Waiting", approved="0"),
            comment(4, "Buy pills", approved="spam"),
            comment(5, "[...] quoted [...]", type="pingback"),
            comment(6, "Answers what was not approved", parent=3),
        ]))  # fmt: skip
        return archive

    def test_only_if_asked_for(self, commented):
        result = commented.run()
        assert not ArchivedComment.objects.exists()
        assert result.scan.comments == {"approved": 3, "not approved": 2, "pingback": 1}

    def test_what_everybody_could_read(self, commented):
        commented.run(comments=True)
        kept = {c.comment_id: c for c in ArchivedComment.objects.all()}
        assert set(kept) == {1, 2, 6}
        assert (kept[1].name, kept[2].parent_id, kept[6].parent_id) == ("Ida Quill", 1, 0)
        assert kept[1].date.isoformat() == "2014-03-21T08:00:00+00:00"

    def test_no_address_of_any_kind_is_kept(self, commented):
        commented.run(comments=True)
        data = serializers.serialize("json", ArchivedComment.objects.all())
        for secret in ("mail.example", "192.0.2.77", "reader.example"):
            assert secret not in data

    def test_they_can_come_in_later_and_come_once(self, commented):
        commented.run()
        commented.run(comments=True)
        commented.run(comments=True)
        assert ArchivedComment.objects.count() == 3

    def test_those_of_a_post_that_an_editor_has_changed_come_in_too(self, commented):
        commented.run()
        BlogPage.objects.get().save_revision().publish()
        commented.run(comments=True)
        assert ArchivedComment.objects.count() == 3

    def test_readers_see_them_below_the_post_and_nothing_runs(self, commented, client):
        commented.run(comments=True)
        text = client.get("/blog/buses/").content.decode()
        assert "3 comments" in text
        assert "Ida Quill" in text
        assert "<b>said</b>" in text or "said" in text
        assert "alert(1)</script>" not in text
        assert "Waiting" not in text
        assert "Buy pills" not in text
        assert text.index("true.") < text.index("Answers what was not approved")

    def test_a_post_without_comments_has_no_such_section(self, archive, client):
        archive.add(7, slug="buses")
        archive.run(comments=True)
        assert "comment-archive" not in client.get("/blog/buses/").content.decode()

    def test_they_go_with_the_post(self, commented):
        commented.run(comments=True)
        BlogPage.objects.get().delete()
        assert not ArchivedComment.objects.exists()


class TestOfOneNumber:
    def words(self, title: str) -> str:
        return get(BlogPage.objects.get(title=title).url).content.decode()

    @pytest.mark.parametrize("numbers", [(1, 1), ("", ""), (1, "")])
    def test_two_on_one_post_are_both_kept(self, archive, numbers):
        said = "".join(
            comment(1, text).replace("<wp:comment_id>1<", f"<wp:comment_id>{number}<")
            for number, text in zip(numbers, ("Heavy.", "Light."), strict=True)
        )
        archive.add(7, "Wool", comments=said)
        for _run in range(2):
            assert archive.run(comments=True).comments == 2
            assert self.words("Wool").count("Heavy.") == self.words("Wool").count("Light.") == 1

    def test_two_on_two_posts_are_both_kept(self, archive):
        archive.add(7, "Wool", comments=comment(1, "Heavy."))
        archive.add(8, "Flax", comments=comment(1, "Light."))
        assert archive.run(comments=True).comments == 2
        assert "Heavy." in self.words("Wool")
        assert "Light." in self.words("Flax")

    def test_one_that_the_export_has_twice_is_shown_and_counted_once(self, archive):
        archive.add(7, "Wool", comments=comment(1, "Heavy.") * 2)
        assert archive.run(comments=True).comments == 1
        assert self.words("Wool").count("Heavy.") == 1


def test_the_report_counts_them(archive, tmp_path):
    archive.add(7, comments=comment(1, "Yes."))
    archive.run(comments=True, report=tmp_path / "report")
    summary = json.loads((tmp_path / "report" / "report.json").read_text())["summary"]
    assert summary["comments"] == {"approved": 1, "kept here": 1}


class TestInTheAdmin:
    @pytest.fixture
    def commented(self, archive):
        archive.add(7, "Buses", slug="buses", comments=comment(1, "Heavy.", name="Ida Quill") + comment(2, "Light."))
        archive.run(comments=True)
        return archive

    @pytest.mark.parametrize("role", ["Contributors", "Editors"])
    def test_only_for_administrators(self, commented, client, make_user, role):
        client.force_login(make_user(role))
        kept = ArchivedComment.objects.first()
        for address in (reverse("archived_comments:index"), reverse("archived_comments:delete", args=[kept.pk])):
            assert client.get(address).status_code == client.post(address).status_code == 302
        assert ArchivedComment.objects.count() == 2

    def test_they_are_listed_searched_and_deleted(self, commented, client, make_user):
        client.force_login(make_user("Administrators"))
        index = reverse("archived_comments:index")
        html = client.get(index).content.decode()
        assert "Heavy." in html
        assert "Buses" in html
        found = client.get(reverse("archived_comments:index_results"), {"q": "quill"}).context["object_list"]
        [kept] = found
        assert kept.name == "Ida Quill"
        address = reverse("archived_comments:delete", args=[kept.pk])
        assert client.get(address).status_code == 200
        assert client.post(address).url == index
        assert [left.comment_id for left in ArchivedComment.objects.all()] == [2]
        entry = ModelLogEntry.objects.get(action="wagtail.delete")
        assert "Ida" not in entry.label

    def test_they_are_deleted_as_many_days_after_the_import_as_is_set(self, commented, settings):
        imported_at = ArchivedComment.objects.first().imported_at
        settings.ARCHIVED_COMMENTS_KEPT_DAYS = 10
        with time_machine.travel(imported_at + timedelta(days=9), tick=False):
            delete_old_comments()
        assert ArchivedComment.objects.count() == 2
        with time_machine.travel(imported_at + timedelta(days=11), tick=False):
            settings.ARCHIVED_COMMENTS_KEPT_DAYS = 0
            delete_old_comments()
            assert ArchivedComment.objects.count() == 2
            settings.ARCHIVED_COMMENTS_KEPT_DAYS = 10
            delete_old_comments()
        assert not ArchivedComment.objects.exists()
