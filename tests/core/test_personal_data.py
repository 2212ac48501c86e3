"""Finding, handing over and erasing everything that is kept of an e-mail address."""

import json
from pathlib import Path

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import reverse
from wagtail.contrib.forms.models import FormSubmission
from wagtail.models import ModelLogEntry, Page
from wagtail.permissions import policy_registry  # noqa: F401 - loads the policies

from core.email_addresses import AddressQuery, get_mailbox
from core.mail import serialise
from core.models import HeldEmail
from core.personal_data import get_sources
from core.personal_data.registry import erase_everything, find_everything
from search.models import SearchCount
from tests.bookings.conftest import book, make_event  # noqa: F401 - fixtures
from tests.core.test_mail import letter
from wordpress.models import ArchivedComment

#: Models whose texts are written by editors, or made by the site from what editors wrote, and fields that hold no text
#: of anybody's. ``docs/privacy.md`` says how to look for an address in content. Everything else must have a source.
CONTENT = {
    "blog": "posts",
    "events": "events and venues",
    "home": "pages, and the site's own address in its settings",
    "media": "images and documents with their texts",
    "people": "persons, and quotes from published texts",
    "publications": "reports and papers",
    "topics": "topics",
    "taggit": "tags",
    "wagtaildocs": "Wagtail's own document model, which is not used",
    "wagtailembeds": "videos that editors embed",
    "wagtailimages": "Wagtail's own image model, which is not used",
    "wagtailredirects": "addresses of pages",
    "wagtailsearch": "the admin's index of content",
    "wagtailcore.Page": "pages",
    "wagtailcore.Revision": "pages as they were",
    "wagtailcore.ReferenceIndex": "what content refers to",
    "wagtailcore.Collection": "names of collections",
    "wagtailcore.Site": "names of hosts",
    "wagtailcore.Task": "names of tasks",
    "wagtailcore.Workflow": "names of workflows",
    "wagtailcore.WorkflowState": "ids",
    "wagtailcore.Locale": "codes of languages",
    "wagtailcore.APIToken": "hashes",
    "wagtailcore.CollectionViewRestriction": "passwords of collections",
    "wagtailcore.PageViewRestriction": "passwords of pages",
    "wagtailadmin.EditingSession": "ids",
    "wagtailusers.UserProfile": "settings of accounts",
    "bookings.BookingQuestion": "questions that editors ask",
    "bookings.EventChange": "times, places and reasons of events, as they were published",
    "search.SearchDocument": "the index of published content",
    "search.Promotion": "phrases that editors chose",
    "search.PromotedResult": "links that editors chose",
    "search.Synonym": "words that editors chose",
    "search.IgnoredWord": "words that editors chose",
    "search.Acronym": "words of published content",
    "search.Word": "words of published content",
    "search.Stem": "words of published content",
    "content.ScheduleFailure": "reasons of checks",
    "content.PageFinding": "reasons of checks, which repeat no more than words of a published page",
    "trash.TrashedPage": "titles and addresses of pages; redirects, permissions and promoted results that led to them",
    "trash.TrashedFile": "images and documents with their texts, and rows that belong to them, such as tags",
    "delivery.JobRun": "names of jobs",
    "delivery.BackupRecord": "folders of backups",
    "core.RateLimitCounter": "keyed hashes",
    "auth": "names of permissions and groups",
    "contenttypes": "names of models",
    "sessions": "signed ids of accounts",
}
#: Columns of models with a source that hold no text of anybody's.
NO_TEXT = {
    "users.User.password",
    "bookings.BookingSubmission.outcome",
    "editorial.ApprovalLink.token_hash",
    "editorial.ExternalLink.url",
    "editorial.ExternalLink.host",
    "editorial.ExternalLink.problem",
    "editorial.ApprovalAnswer.path",
    "wagtailcore.PageLogEntry.action",
    "wagtailcore.ModelLogEntry.action",
    "wagtailcore.ModelLogEntry.object_id",
    "wagtailcore.Comment.contentpath",
    "wagtailcore.Comment.position",
    "wagtailadmin.FormState.object_id",
    "wagtailadmin.FormState.parent_object_id",
    "axes.AccessLog.session_hash",
    "django_tasks_database.DBTaskResult.task_path",
    "django_tasks_database.DBTaskResult.worker_ids",
    "django_tasks_database.DBTaskResult.queue_name",
    "django_tasks_database.DBTaskResult.backend_name",
    "django_tasks_database.DBTaskResult.exception_class_path",
    "wordpress.ArchivedComment.source",
    "wordpress.ImportRun.source",
    "wordpress.ImportRun.phase",
    "wordpress.ImportRun.counts",
    "wordpress.ImportRun.report_path",
    *(
        f"wordpress.ImportedItem.{name}"
        for name in ("source", "key", "kind", "fingerprint", "file_name", "upload_path", "page_path", "old_paths")
    ),
}


def holds_text(field: models.Field) -> bool:
    is_text = isinstance(field, models.CharField | models.TextField | models.JSONField)
    return is_text and not field.choices and not isinstance(field, models.SlugField)


def test_every_column_that_may_hold_an_address_has_a_source():
    known = {field for source in get_sources() for field in source.fields}
    columns = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if holds_text(field)
        and not model.__module__.startswith("tests.")
        and model._meta.app_label not in CONTENT
        and model._meta.label not in CONTENT
    }
    missing = columns - known - NO_TEXT
    assert not missing, f"Register a source of personal data (core.personal_data), or say above why not: {missing}"
    assert known <= columns, "a source names a column that does not exist"


def test_the_documentation_lists_every_source():
    text = (Path(settings.BASE_DIR) / "docs" / "privacy.md").read_text()
    for source in get_sources():
        assert f"| {source.label} |" in text, source.key
        for field in source.fields:
            assert f"`{field.rpartition('.')[0]}`" in text, field


class TestAddresses:
    @pytest.mark.parametrize(
        ("email", "mailbox"),
        [
            (" Ada@Example.org ", "ada@example.org"),
            ("ada+talks@example.org", "ada@example.org"),
            ("ada+a+b@example.org", "ada@example.org"),
            ("+ada@example.org", "+ada@example.org"),
        ],
    )
    def test_the_mailbox(self, email, mailbox):
        assert get_mailbox(email) == mailbox

    @pytest.mark.parametrize(
        "text",
        [
            "ada@example.org",
            "ADA@EXAMPLE.ORG",
            "ada+talks@example.org",
            "Write to ada@example.org.",
            "<ada@example.org>",
            "mailto:ada@example.org",
            "username=ada%40example.org&next=",
            "username=ada%2Btalks%40example.org",
            "Tel. 1\nada@example.org\n",
            ["x", {"a": "ada@example.org"}],
            {"ada@example.org": 1},
        ],
    )
    def test_what_mentions_it(self, text):
        assert AddressQuery("Ada+other@example.org").is_mentioned_in(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "ada",
            "nada@example.org",
            "x.ada@example.org",
            "ada@example.org.uk",
            "ada@example.organic",
            "ada@exampleXorg",
        ],
    )
    def test_what_does_not(self, text):
        assert not AddressQuery("ada@example.org").is_mentioned_in(text)

    def test_exactly_one_spelling(self):
        query = AddressQuery("ada@example.org", with_labels=False)
        assert query.is_mentioned_in("ADA@example.org")
        assert not query.is_mentioned_in("ada+talks@example.org")
        assert AddressQuery("ada+talks@example.org", with_labels=False).is_mentioned_in("Ada+Talks@example.org")

    def test_redacting(self):
        value = {"a": ["Ask ada@example.org or bea@example.org", 1], "b": None}
        expected = {"a": ["Ask [deleted] or bea@example.org", 1], "b": None}
        assert AddressQuery("ada@example.org").redact(value) == expected


ADA = "ada@example.org"


@pytest.fixture
def kept(make_event, book, make_user):  # noqa: F811 - fixtures
    """Something of Ada in each place that a visitor's address can be, and as much of Bea."""
    event = make_event(capacity=2)
    page = Page.objects.get(pk=event.pk)
    for name in ("Ada", "Bea"):
        address = f"{name.lower()}@example.org"
        book(event, name, email=f"{name}+talks@Example.org", access_needs="A seat.")
        HeldEmail.objects.create(message=serialise(letter()) | {"to": [address]})
        SearchCount.objects.create(query=f"who is {address}", day="2026-03-01", searches=1)
        AccessAttempt.objects.create(username=address, ip_address="192.0.2.1", failures_since_start=1)
        FormSubmission.objects.create(page=page, form_data={"email": address, "words": "Yes"})
        ArchivedComment.objects.create(
            page=page, source="x", comment_id=ord(name[0]), name=name, text=f"<p>{address}</p>"
        )
    book(event, "Cyd", answers=[{"name": "friend", "label": "Friend", "value": f"With\n{ADA}", "about_needs": False}])
    user = make_user("Contributors", username=ADA)
    ModelLogEntry.objects.log_action(user, "wagtail.create", user=user)
    return event


def find(email: str) -> dict[str, int]:
    return {source.key: len(found) for source, found in find_everything(AddressQuery(email))}


EVERYWHERE = {
    "held-emails": 1,
    "history": 1,
    "form-submissions": 1,
    "accounts": 1,
    "axes-accessattempt": 1,
    "bookings": 2,
    "searches": 1,
    "comments": 1,
}


@pytest.mark.django_db
class TestFindingAndErasing:
    def test_everything_is_found(self, kept):
        assert find("ADA@example.org") == EVERYWHERE
        assert find("nobody@example.org") == {}

    def test_erasing_takes_all_of_it_and_nothing_of_others(self, kept):
        of_bea = find("bea@example.org")
        counts = erase_everything(AddressQuery(ADA))
        assert counts == {key: number for key, number in EVERYWHERE.items() if key != "accounts"}
        assert find(ADA) == {"accounts": 1}
        assert find("bea@example.org") == of_bea

    def test_a_place_goes_to_whoever_waits_and_a_mention_is_taken_out(self, kept):
        cyd = kept.bookings.get(name="Cyd")
        assert cyd.is_waiting
        erase_everything(AddressQuery(ADA))
        cyd.refresh_from_db()
        assert cyd.is_confirmed
        assert cyd.answers[0]["value"] == "With\n[deleted]"


@pytest.mark.django_db
class TestScreen:
    @pytest.fixture
    def administrator(self, client, make_user):
        client.force_login(make_user("Administrators"))
        return client

    def post(self, client, **data):
        return client.post(reverse("personal_data"), {"email": ADA, **data})

    @pytest.mark.parametrize("role", ["Contributors", "Editors"])
    def test_only_administrators(self, client, make_user, role):
        client.force_login(make_user(role))
        for response in (client.get(reverse("personal_data")), self.post(client), self.post(client, erase="1")):
            assert response.status_code == 302
            assert response.url == reverse("wagtailadmin_home")

    def test_it_shows_what_is_where(self, administrator, kept):
        assert administrator.get(reverse("personal_data")).status_code == 200
        html = self.post(administrator).content.decode()
        for source in get_sources():
            assert (f"<h3>{source.label} (" in html) == (source.key in EVERYWHERE)
        assert "Ada+talks@Example.org" in html
        assert "bea@" not in html.lower()
        assert reverse("bookings:list", args=[kept.pk]) in html

    @pytest.mark.parametrize("email", ["", "ada", "a@b", "\x00@example.org", "x" * 9000])
    def test_what_is_no_address(self, administrator, email):
        assert self.post(administrator, email=email, erase="1").status_code == 200

    def test_the_download(self, administrator, kept):
        response = self.post(administrator, download="1")
        assert response["Content-Disposition"] == 'attachment; filename="personal-data.json"'
        data = json.loads(response.content)
        assert data["address"] == ADA
        [booking] = [kind for kind in data["kept"] if kind["what"] == "Bookings and waiting lists"]
        assert booking["records"][0]["Access needs"] == "A seat."
        assert booking["records"][0]["E-mail"] == "Ada+talks@Example.org"
        assert len(data["kept"]) == len(EVERYWHERE)

    def test_erasing_is_asked_for_first_and_logged_without_the_address(self, administrator, kept, caplog):
        response = self.post(administrator, ask="1")
        assert "Yes, erase it" in response.content.decode()
        assert find(ADA) == EVERYWHERE
        with caplog.at_level("INFO"):
            assert self.post(administrator, erase="1").url == reverse("personal_data")
        assert find(ADA) == {"accounts": 1}
        entry = ModelLogEntry.objects.get(action="core.personal_data.erase")
        assert entry.data["records"]["bookings"] == 2
        assert "ada" not in json.dumps(entry.data)
        assert "Personal data: erase by user" in caplog.text
        assert ADA not in caplog.text
        history = administrator.get(reverse("wagtailadmin_reports:site_history")).content.decode()
        assert "Personal data erased: 8 records" in history
