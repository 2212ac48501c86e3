"""Privacy: what visitors may not see is not found, suggested, counted or hinted at."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from blog.models import BlogIndexPage, BlogPage
from demo.builders import (
    block,
    build_document,
    build_page,
    build_person,
    build_post,
    build_topic,
    paragraph_block,
    quote_block,
)
from search.engine import count_words
from search.models import Acronym, PromotedResult, Promotion, Word

pytestmark = pytest.mark.django_db

CANARY = "Canarybird"
#: Questions that do not have the word in them: misspelt, its beginning, what stands beside it, nothing known.
QUESTIONS = ["canarybrid", "canarybrids evning", "canaryb", "evening", "zzqqx", "type:post", "wren", "aviary evening"]
PATHS = ["/search/", "/search/results.json", "/search/results.atom"]
PREFIXES = ["canary", "can", "eve", "wre"]


def restrict(restriction_type):
    def hide(page):
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=restriction_type, password="x")
        restriction.groups.set(Group.objects.filter(name="Editors"))

    return hide


def expire(page):
    BlogPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))


def postpone(page):
    page.date = timezone.now() + timedelta(days=1)
    page.save_revision().publish()


WAYS = {
    "unpublished": lambda page: page.unpublish(),
    "deleted": lambda page: page.delete(),
    "expired": expire,
    "dated in the future": postpone,
    "password": restrict("password"),
    "login": restrict("login"),
    "groups": restrict("groups"),
    "below a private page": lambda _page: restrict("login")(BlogIndexPage.objects.get()),
}


def answers(client) -> str:
    """Everything that is answered to the questions, in lower case."""
    asked: list[tuple[str, dict[str, str | int]]]
    asked = [(path, {"q": question}) for path in PATHS for question in QUESTIONS]
    asked += [("/search/", {"q": "evening", "sort": "date"}), ("/search/", {"q": "evening", "verbatim": 1})]
    asked += [
        (f"/search/{name}.json", {"q": prefix}) for name in ("suggest", "opensearch-suggestions") for prefix in PREFIXES
    ]
    return "".join(client.get(path, parameters).content.decode() for path, parameters in asked).lower()


def expect_nothing(client) -> None:
    assert CANARY.lower() not in answers(client)
    found = client.get("/search/results.json", {"q": CANARY}).json()
    assert (found["total"], found["suggestion"]) == (0, None)
    assert not any(found["facets"].values())
    assert "<entry>" not in client.get("/search/results.atom", {"q": CANARY}).content.decode()


@pytest.fixture
def post():
    """A post that has the word everywhere, beside an open one; editors have promoted it."""
    build_page_beside()
    post = build_post(
        f"{CANARY} evening",
        summary=CANARY,
        strapline=CANARY,
        body=[paragraph_block(f"<p>{CANARY} evening.</p>"), quote_block(f"{CANARY}!", name="Wren", role=CANARY)],
        tags=[CANARY],
    )
    promotion = Promotion(phrases="evening, wren", results=[PromotedResult(page=post, title=CANARY)])
    promotion.save()
    return post


def build_page_beside():
    # A page of its own, so that what is hidden below the blog leaves something to be found.
    build_page("An evening in May", body=[paragraph_block("<p>The aviary is open in the evening.</p>")])


def test_while_it_is_public_it_is_seen(client, post):
    assert answers(client).count(CANARY.lower()) > 20


@pytest.mark.parametrize("hide", WAYS.values(), ids=WAYS)
def test_a_hidden_post_is_nowhere(client, post, hide):
    hide(post)
    assert Word.objects.filter(word=CANARY.lower()).exists()  # it was learnt, and must not be shown
    expect_nothing(client)


@pytest.mark.parametrize("build", [lambda: build_topic(CANARY), lambda: build_person("Wren", CANARY)])
@pytest.mark.parametrize("hide", [WAYS["login"], WAYS["unpublished"]])
def test_hidden_topics_and_people_are_no_facets_and_no_suggestions(client, build, hide):
    page = build()
    names = {"topics": [page]} if page.kind == "topic" else {"authors": [{"person": page, "role": ""}]}
    build_post("An evening", **names)
    assert CANARY.lower() in answers(client)
    hide(page)
    found = client.get("/search/results.json", {"q": "evening"}).json()
    values = [value["value"] for name in ("topic", "person") for value in found["facets"][name]]
    assert values == []
    assert client.get("/search/suggest.json", {"q": "canary"}).json() == {"suggestions": []}
    # That somebody wrote an open page is no secret; a topic that is hidden is one, and so is the page of either.
    results = client.get("/search/results.json", {"q": CANARY}).json()["results"]
    assert [(result["type"], result["topics"]) for result in results] == [("post", [])][: page.kind == "person"]
    assert 'class="person-card"' not in client.get("/search/", {"q": f"Wren {CANARY}"}).content.decode()


class TestFiles:
    @pytest.fixture
    def document(self):
        build_page_beside()
        document = build_document(f"{CANARY} evening.".encode(), f"{CANARY} paper", filename="paper.txt")
        body = [block("document", {"document": document.pk, "title": "The paper"})]
        build_post("Evening papers", body=body)
        return document

    def test_is_found_while_it_is_public(self, client, document):
        found = client.get("/search/results.json", {"q": CANARY}).json()
        assert [result["type"] for result in found["results"]] == ["document"]

    @pytest.mark.parametrize("restriction_type", ["password", "login", "groups"])
    @pytest.mark.parametrize("above", [False, True])
    def test_of_a_private_collection_is_nowhere(self, client, document, restriction_type, above):
        private = Collection.get_first_root_node().add_child(name="Private")
        document.collection = private.add_child(name="Inner") if above else private
        document.save()
        CollectionViewRestriction.objects.create(collection=private, restriction_type=restriction_type, password="x")
        expect_nothing(client)

    def test_on_a_hidden_page_is_nowhere(self, client, document):
        WAYS["login"](BlogPage.objects.get())
        expect_nothing(client)

    def test_of_a_collection_that_becomes_private_leaves_no_word(self, client, document):
        count_words()
        assert Word.objects.filter(word=CANARY.lower()).exists()
        CollectionViewRestriction.objects.create(collection=document.collection, restriction_type="login")
        expect_nothing(client)
        count_words()
        assert not Word.objects.filter(word=CANARY.lower()).exists()


def test_a_short_form_that_only_a_hidden_page_explains_leads_nowhere(client):
    explained = build_post("Minutes", body=[paragraph_block("<p>The Quite Unlikely Agency (QUA) met.</p>")])
    build_post("Letter", body=[paragraph_block("<p>A letter from the quite unlikely agency.</p>")])
    assert client.get("/search/results.json?q=QUA").json()["total"] == 2
    WAYS["login"](explained)
    assert Acronym.objects.filter(short="qua").exists()
    assert client.get("/search/results.json?q=QUA").json()["total"] == 0
