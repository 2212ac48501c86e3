"""Two versions of a page: what is different, who changed it, and what comes of choosing."""

import json
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text

from blog.models import BlogPage
from demo.builders import build_post, paragraph_block
from editorial.saving.differences import merge_order

from .forms import form_of, loaded_from, send

pytestmark = pytest.mark.django_db

BASE = {"a": "Alder.", "b": "Birch.", "c": "Cedar."}


@pytest.fixture
def post() -> BlogPage:
    return build_post("Trees", summary="In brief.", body=[paragraph_block("<p>First.</p>")], live=False)


@pytest.fixture
def other_client(make_user) -> Client:
    client = Client()
    client.force_login(make_user("Editors", "other"))
    return client


def data_of(post: BlogPage, **fields) -> str:
    """Return what the form of ``post`` sends, as the browser keeps it."""
    return urlencode(form_of(post, **fields))


def compare(client: Client, post: BlogPage, **fields):
    return client.post(reverse("compare_versions", args=[post.pk]), fields)


def stored(post: BlogPage) -> BlogPage:
    return Page.objects.get(pk=post.pk).get_latest_revision_as_object()


def paragraphs(post: BlogPage) -> list[str]:
    return [strip_tags(str(block.value)) for block in stored(post).body]


@pytest.fixture
def meet(post, editor_client, other_client):
    """Return a function that lets two editors start from ``BASE``, saves theirs and compares mine with it."""

    def start(mine: dict, theirs: dict, *, with_base: bool = True):
        send(editor_client, post, form_of(post, paragraphs=BASE))
        base = data_of(post, paragraphs=BASE) if with_base else ""
        data = data_of(post, **{"paragraphs": BASE, **mine})
        send(other_client, post, form_of(post, **{"paragraphs": BASE, **theirs}))
        return {"data": data, "base_data": base}

    return start


def differences(response) -> dict[str, str]:
    return {found.key: found.changed_by for found in response.context_data["differences"]}


def test_each_block_and_field_says_who_changed_it(post, editor_client, meet):
    kept = meet(
        {"summary": "Mine.", "paragraphs": {"a": "Alder of mine.", "b": "Birch of mine.", "c": "Cedar."}},
        {"title": "Their trees", "paragraphs": {"a": "Alder.", "b": "Birch of theirs.", "c": "Cedar of theirs."}},
    )
    response = compare(editor_client, post, **kept)
    assert differences(response) == {
        "title": "theirs",
        "summary": "mine",
        "body/a": "mine",
        "body/b": "both",
        "body/c": "theirs",
    }
    html = response.content.decode()
    assert "other saved this page on" in html
    assert '<ins class="addition"> of mine</ins>' in html or "of mine" in html


def test_without_a_base_everything_different_is_to_be_chosen(post, editor_client, meet):
    kept = meet({"summary": "Mine."}, {"title": "Their trees"}, with_base=False)
    assert differences(compare(editor_client, post, **kept)) == {"title": "both", "summary": "both"}


def test_what_was_chosen_is_saved_as_a_draft(post, editor_client, meet):
    kept = meet(
        {
            "summary": "Mine.",
            "paragraphs": {"a": "Alder of mine.", "b": "Birch of mine.", "c": "Cedar.", "d": "Dogwood."},
        },
        {"title": "Their trees", "paragraphs": {"b": "Birch of theirs.", "a": "Alder.", "e": "Elder."}},
    )
    shown = compare(editor_client, post, **kept)
    assert differences(shown) == {
        "title": "theirs",
        "summary": "mine",
        "body/b": "both",
        "body/a": "mine",
        "body/e": "theirs",
        "body/c": "theirs",
        "body/d": "mine",
        "body/order": "theirs",
    }
    choices = {f"choice:{key}": side for key, side in differences(shown).items()}
    response = compare(editor_client, post, **kept, **choices, **loaded_from(post), merge="1")
    assert response.url == reverse("wagtailadmin_pages:edit", args=[post.pk]) + "?resolved=1"
    assert (stored(post).title, stored(post).summary) == ("Their trees", "Mine.")
    assert paragraphs(post) == [
        "Birch of theirs.",
        "Birch of mine.",
        "Dogwood.",
        "Alder of mine.",
        "Elder.",
    ]
    assert len({block.id for block in stored(post).body}) == 5
    assert not Page.objects.get(pk=post.pk).live


def test_a_block_that_is_stored_twice_under_one_id_stays_twice(post, editor_client, other_client):
    twice = [paragraph_block("<p>Refrain.</p>"), paragraph_block("<p>Refrain.</p>")]
    twice[1]["id"] = twice[0]["id"] = "refrain"
    post = build_post("Song", summary="In brief.", body=twice, live=False)
    send(other_client, post, form_of(post, summary="Theirs.", **two_refrains()))
    data = data_of(post, summary="Theirs.", **two_refrains("Mine."))
    response = compare(editor_client, post, data=data)
    assert differences(response) == {"body/refrain.2": "both"}
    compare(editor_client, post, data=data, merge="1", **loaded_from(post), **{"choice:body/refrain.2": "mine"})
    assert paragraphs(post) == ["Refrain.", "Mine."]


def two_refrains(second: str = "Refrain.") -> dict[str, str]:
    """The fields of a body that has two blocks of the same ID."""
    fields = {"body-count": "2"}
    for number, text in enumerate(["Refrain.", second]):
        block = {"deleted": "", "order": str(number), "type": "paragraph", "id": "refrain"}
        fields |= {f"body-{number}-{name}": value for name, value in block.items()}
        fields[f"body-{number}-value"] = rich_text(f"<p>{text}</p>")
    return fields


def test_what_nobody_chose_stays_as_it_is_saved(post, editor_client, meet):
    kept = meet({"summary": "Mine."}, {"summary": "Theirs."})
    compare(editor_client, post, **kept, **loaded_from(post), merge="1")
    assert stored(post).summary == "Theirs."


def test_a_version_that_came_while_choosing_is_shown_first(post, editor_client, other_client, meet):
    kept = meet({"summary": "Mine."}, {"summary": "Theirs."})
    outdated = loaded_from(post)
    send(other_client, post, form_of(post, summary="Theirs, better.", paragraphs=BASE))
    response = compare(editor_client, post, **kept, **outdated, **{"choice:summary": "mine"}, merge="1")
    assert differences(response) == {"summary": "both"}
    assert stored(post).summary == "Theirs, better."


def test_nothing_is_offered_that_is_saved_already(post, editor_client, meet):
    kept = meet({"summary": "The same."}, {"summary": "The same.", "title": "Their trees"})
    response = compare(editor_client, post, **kept, kept="1")
    assert response.status_code == 302
    assert "is saved already" in editor_client.get(response.url).content.decode()


@pytest.mark.parametrize(("mine", "is_missing"), [("The same.", False), ("Mine.", True), ("x" * 500, True)])
def test_the_browser_asks_before_it_offers_kept_words(post, editor_client, meet, mine, is_missing):
    kept = meet({"summary": mine}, {"summary": "The same."})
    assert compare(editor_client, post, **kept, check="1").json() == {"is_missing": is_missing}


def test_words_that_cannot_be_saved_say_so(post, editor_client, meet):
    kept = meet({"summary": "x" * 500}, {"title": "Their trees"})
    response = compare(editor_client, post, **kept, **loaded_from(post), merge="1")
    assert "cannot be saved as it is" in response.content.decode()
    assert stored(post).title == "Their trees"


def test_only_who_may_edit_the_page_compares_it(post, make_user):
    client = Client()
    client.force_login(make_user("Contributors"))
    assert compare(client, post, data="").status_code == 302
    assert compare(Client(), post, data="").status_code == 302


@pytest.mark.parametrize("data", ["", "%00", "body-count=9999", "body-count=abc", "\x00", "title=%00", "a" * 20_000])
def test_hostile_data_is_no_server_error(post, editor_client, data):
    assert compare(editor_client, post, data=data, base_data=data).status_code in {200, 302, 400}


def test_keys_that_only_one_order_has_follow_what_they_follow_there():
    assert merge_order(["b", "a", "e"], ["a", "b", "c", "d"]) == ["b", "c", "d", "a", "e"]
    assert merge_order(["a"], ["x", "a", "y"]) == ["x", "a", "y"]
    assert merge_order([], json.loads("[]")) == []
