"""The history of a page: quiet, in words, and with names."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from blog.models import BlogPage
from content.status import say_when
from demo.builders import build_post, paragraph_block
from editorial.models import Version

from .forms import AUTOSAVE, form_of, send

pytestmark = pytest.mark.django_db

SAVE = {"Accept": "application/json", "X-Save-Queue": "save"}


@pytest.fixture
def post() -> BlogPage:
    return build_post("Trees", summary="In brief.", body=[paragraph_block("<p>First.</p>")], live=False)


def history(client, post: BlogPage, query: str = ""):
    return client.get(reverse("wagtailadmin_pages:history", args=[post.pk]) + query)


def changes(response) -> list[str]:
    return [entry.changes for entry in response.context_data["object_list"] if entry.may_be_named]


def revision_of(response) -> int:
    return response.json()["revision_id"]


def test_autosaves_are_folded_away_and_each_version_says_what_changed(post, editor_client):
    trees = {"a": "Alder.", "b": "Birch."}
    saved = send(editor_client, post, form_of(post, paragraphs=trees), SAVE)
    for text in ("Ald", "Alder and", "Alder and ash."):
        send(editor_client, post, form_of(post, paragraphs={**trees, "a": text}), AUTOSAVE)
    after = {"a": "Alder and ash.", "b": "Birch.", "c": "Cedar."}
    send(editor_client, post, form_of(post, paragraphs=after, summary="Three."), SAVE)

    quiet = history(editor_client, post)
    assert changes(quiet)[0] == "2 blocks, summary"
    assert len(changes(quiet)) == 2
    assert "Show autosaves (3)" in quiet.content.decode()
    latest = Page.objects.get(pk=post.pk).latest_revision_id
    compared = reverse("wagtailadmin_pages:revisions_compare", args=[post.pk, revision_of(saved), latest])
    assert compared in quiet.content.decode()

    everything = history(editor_client, post, "?all=1")
    assert len(changes(everything)) == 5
    assert "Hide autosaves" in everything.content.decode()


def test_a_named_version_stays(post, editor_client):
    revision = revision_of(send(editor_client, post, form_of(post, summary="Agreed."), AUTOSAVE))
    send(editor_client, post, form_of(post, summary="Later."), AUTOSAVE)
    address = reverse("name_version", args=[revision])
    assert editor_client.get(address).status_code == 200
    assert editor_client.post(address, {"name": "As the speakers approved it"}).status_code == 302
    assert "As the speakers approved it" in history(editor_client, post).content.decode()
    editor_client.post(address, {"name": ""})
    assert Version.objects.get().name == ""


def test_a_published_version_stays(post, editor_client):
    send(editor_client, post, form_of(post, summary="Public.", **{"action-publish": "1"}))
    send(editor_client, post, form_of(post, summary="Draft."), AUTOSAVE)
    assert "Published" in history(editor_client, post).content.decode()


def test_a_version_can_be_brought_back(post, editor_client):
    revision = revision_of(send(editor_client, post, form_of(post, summary="Better."), SAVE))
    send(editor_client, post, form_of(post, summary="Worse."), SAVE)
    address = reverse("wagtailadmin_pages:revisions_revert", args=[post.pk, revision])
    assert address in history(editor_client, post).content.decode()
    editor_client.post(reverse("wagtailadmin_pages:edit", args=[post.pk]), form_of(post, summary="Better."))
    assert Page.objects.get(pk=post.pk).get_latest_revision_as_object().summary == "Better."


def test_only_who_may_edit_a_page_names_its_versions(post, editor_client, client):
    revision = revision_of(send(editor_client, post, form_of(post), SAVE))
    assert client.post(reverse("name_version", args=[revision]), {"name": "Mine"}).status_code == 302
    assert editor_client.get(reverse("name_version", args=[revision + 999])).status_code == 404
    assert Version.objects.get().name == ""


def test_a_long_history_costs_few_queries(post, editor_client, django_assert_max_num_queries):
    for number in range(30):
        send(editor_client, post, form_of(post, summary=f"Version {number}."), SAVE)
    history(editor_client, post)
    with django_assert_max_num_queries(40):
        history(editor_client, post)


def statuses(response) -> list[str]:
    return [" ".join(text.split()) for text in re.findall(r'w-status--primary"[^>]*>([^<]*)<', response.text)]


def test_versions_have_the_words_of_the_status(post, editor_client):
    send(editor_client, post, form_of(post, summary="Agreed."), SAVE)
    assert statuses(history(editor_client, post)) == ["Draft"]
    BlogPage.objects.get(pk=post.pk).get_latest_revision().publish()
    assert statuses(history(editor_client, post)) == ["Live"]
    post.refresh_from_db()
    send(editor_client, post, form_of(post, summary="Later."), SAVE)
    assert statuses(history(editor_client, post)) == ["Changes waiting", "Live"]
    the_day_after_tomorrow = timezone.now() + timedelta(days=2)
    BlogPage.objects.filter(pk=post.pk).update(date=the_day_after_tomorrow)
    assert statuses(history(editor_client, post)) == [f"Goes live {say_when(the_day_after_tomorrow)}"]
