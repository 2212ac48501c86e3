"""What comes in is found: by the search of the site, by that of the admin, and by whoever asks where a file is used."""

import pytest
from django.db import DataError
from wagtail.models import Page, ReferenceIndex
from wagtail.search.backends import get_search_backend

from blog.models import BlogPage
from demo.builders import publish
from media.models import CustomDocument, CustomImage
from people.models import PersonPage
from search.models import SearchDocument
from wordpress.importing import indexing
from wordpress.models import ImportedItem

from .archive import SITE, picture


def found_in_admin(model, words: str) -> list[str]:
    return [found.title for found in get_search_backend().search(words, model)]


def found_by_visitors() -> list[str]:
    return sorted(SearchDocument.objects.filter(anchor="", document=None).values_list("title", flat=True))


@pytest.fixture
def ferries(archive):
    archive.attach(5, "2014/hall.png", picture(), alt="A hall", title="Ferry hall")
    archive.attach(6, "2014/fares.txt", b"Fares of the ferry", title="Ferry fares")
    body = f'The ferry is late. <a href="{SITE}/wp-content/uploads/2014/fares.txt">Fares</a>'
    archive.add(7, "Ferries", body, meta={"_thumbnail_id": "5"})
    archive.add(8, "Ferry drafts", "To be written.", status="draft")
    return archive


def test_what_comes_in_is_found(ferries, monkeypatch):
    monkeypatch.setattr(indexing, "BATCH_SIZE", 2)
    ferries.run()
    post = BlogPage.objects.get(title="Ferries")
    assert sorted(found_in_admin(Page, "ferry")) == ["Ferries", "Ferry drafts"]
    assert found_in_admin(CustomImage, "ferry") == ["Ferry hall"]
    assert found_in_admin(CustomDocument, "ferry") == ["Ferry fares"]
    assert found_by_visitors() == ["Ferries", "Mina Ahlberg"]
    for used in (CustomImage.objects.get(), CustomDocument.objects.get(), PersonPage.objects.get()):
        assert str(post.pk) in [reference.object_id for reference in ReferenceIndex.get_references_to(used)]
    # The file is as visible as the post that links to it.
    assert SearchDocument.objects.get(document=CustomDocument.objects.get()).page == post.page_ptr


def test_what_a_killed_run_left_is_found_after_the_next(ferries, monkeypatch):
    monkeypatch.setattr(indexing.IndexQueue, "flush", lambda indexes: None)
    ferries.run()
    assert found_by_visitors() == []
    assert ImportedItem.objects.filter(indexed=False).count() == 5
    monkeypatch.undo()
    ferries.run()
    assert found_by_visitors() == ["Ferries", "Mina Ahlberg"]
    assert sorted(found_in_admin(Page, "ferry")) == ["Ferries", "Ferry drafts"]
    assert not ImportedItem.objects.filter(indexed=False).exists()


def test_what_an_editor_saves_meanwhile_is_left_to_that_saving(ferries, monkeypatch):
    original = indexing._index

    def edited_first(waiting):
        for post in BlogPage.objects.filter(title="Ferries", live=True):
            post.title = "Ferries, corrected"
            publish(post)
        original(waiting)

    monkeypatch.setattr(indexing, "_index", edited_first)
    ferries.run()
    assert "Ferries" not in found_by_visitors()


def test_what_an_index_cannot_hold_keeps_nothing_else_out(ferries, monkeypatch):
    original = indexing.index_pages

    def refuses(pages):
        if "Ferries" in [page.title for page in pages]:
            raise DataError("too long")
        original(pages)

    monkeypatch.setattr(indexing, "index_pages", refuses)
    ferries.add(9, "Trams")
    ferries.run()
    assert found_by_visitors() == ["Mina Ahlberg", "Trams"]
    assert BlogPage.objects.get(title="Ferries").live
