"""Publications in search: found by the words of their files, as long as anybody may read them."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from demo.builders import build_document, build_person, build_publication, publish
from demo.pdf import make_pdf
from publications.models import PublicationPage
from search.models import SearchDocument
from users.models import User

pytestmark = pytest.mark.django_db
CANARY = "Canarybird"


@pytest.fixture
def document():
    paper = build_document(make_pdf("A paper", "Ana Silva", f"The {CANARY} sang."), "The paper", filename="paper.pdf")
    paper.refresh_from_db()  # it has been read
    return paper


@pytest.fixture
def study(document):
    return build_publication("Aviaries", files=[document])


@pytest.fixture
def board():
    collection = Collection.get_first_root_node().add_child(name="Board")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return collection


def found(client, query: str = CANARY) -> list[str]:
    return [result["title"] for result in client.get("/search/results.json", {"q": query}).json()["results"]]


def row_of(page) -> SearchDocument:
    return SearchDocument.objects.get(page=page, anchor="", document=None)


def test_it_is_found_by_the_words_of_its_pdf_and_is_a_type_of_its_own(client, study):
    assert "Aviaries" in found(client)
    data = client.get("/search/results.json", {"q": CANARY, "type": "publication"}).json()
    assert [(result["title"], result["type"]) for result in data["results"]] == [("Aviaries", "publication")]


def test_it_is_found_by_names_number_and_identifiers(client):
    ben = build_person("Benedikt", "Ames")
    build_publication(
        "Rents", authors=[{"person": ben}], editors=[{"name": "Zoe Guest"}], series="Northgate Papers", doi="10.5555/rx"
    )
    for query in ("benedikt", "zoe guest", "northgate", "10.5555/rx", "person:benedikt-ames"):
        assert "Rents" in found(client, query), query


def test_superseded_editions_are_labelled(client, study):
    newer = build_publication("Aviaries revised", supersedes=study)
    html = client.get("/search/", {"q": "aviaries"}).content.decode()
    assert html.count("Superseded") == 1
    newer.unpublish()
    assert "Superseded" not in client.get("/search/", {"q": "aviaries"}).content.decode()


@pytest.mark.parametrize("way", ["unpublish", "login", "future", "expired"])
def test_words_of_what_visitors_may_not_see_are_not_found(client, study, way):
    if way == "unpublish":
        study.unpublish()
    elif way == "login":
        PageViewRestriction.objects.create(page=study, restriction_type="login")
    elif way == "future":
        study.date = timezone.localdate() + timedelta(days=1)
        publish(study)
    else:
        type(study).objects.filter(pk=study.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
        study.refresh_from_db()
        publish(study)
    assert found(client) == found(client, "aviaries") == []
    assert not client.get("/search/suggest.json", {"q": "avia"}).json()["suggestions"]


class TestFiles:
    def test_in_a_private_collection_say_nothing(self, client, study, document, board):
        document.collection = board
        document.save()
        assert found(client) == []
        assert found(client, "aviaries") == ["Aviaries"]
        assert CANARY not in row_of(study).body

    def test_in_a_collection_that_is_closed_and_opened(self, client, study, document):
        papers = Collection.get_first_root_node().add_child(name="Papers")
        document.collection = papers.add_child(name="Drafts")
        document.save()
        assert "Aviaries" in found(client)
        restriction = CollectionViewRestriction.objects.create(collection=papers, restriction_type="login")
        assert found(client) == []
        assert CANARY not in row_of(study).body
        restriction.delete()
        assert "Aviaries" in found(client)

    def test_in_a_collection_that_is_moved_below_a_private_one(
        self, client, study, document, board, django_capture_on_commit_callbacks
    ):
        papers = Collection.get_first_root_node().add_child(name="Papers")
        document.collection = papers
        document.save()
        client.force_login(User.objects.create_superuser("governor"))
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(f"/admin/collections/{papers.pk}/", {"name": "Papers", "parent": board.pk})
        assert answer.url == "/admin/collections/"
        client.logout()
        assert found(client) == []
        assert CANARY not in row_of(study).body

    def test_that_are_moved_to_a_private_collection_with_others(self, client, study, document, board):
        client.force_login(User.objects.create_superuser("governor"))
        address = f"/admin/bulk/media/customdocument/add_to_collection/?id={document.pk}&next=/admin/"
        assert client.post(address, {"collection": board.pk}).status_code == 302
        client.logout()
        document.refresh_from_db()
        assert document.collection == board
        assert found(client) == []
        assert CANARY not in row_of(study).body

    def test_that_are_replaced(self, client, study, document):
        document.file = ContentFile(make_pdf("A paper", "Ana Silva", "The goldfinch sang."), name="new.pdf")
        document.save()
        assert found(client) == []
        assert "goldfinch" in row_of(study).body
        assert "Aviaries" in found(client, "goldfinch")

    def test_that_are_deleted(self, client, study, document):
        document.delete()
        assert study.files.count() == 0
        assert found(client) == []
        assert CANARY not in row_of(study).body

    def test_of_drafts_change_no_row(self, client, document):
        draft = build_publication("Draft", files=[document], live=False)
        document.save()
        assert not SearchDocument.objects.filter(page=draft).exists()
        assert found(client) == []


def test_all_are_indexed_anew_in_a_bounded_number_of_queries(study, django_assert_max_num_queries):
    for number in range(5):
        build_publication(f"Study {number}", files=[build_document(b"Words", f"F{number}", filename=f"{number}.txt")])
    with django_assert_max_num_queries(8):
        contents = [page.get_search_content() for page in PublicationPage.for_indexing()]
    assert sum(CANARY in content.body for content in contents) == 1
