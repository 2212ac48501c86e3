"""Index updates after what editors do, and by jobs."""

import pytest
from django.core.management import call_command
from wagtail.models import Page

from demo.builders import block, build_document, build_post, build_topic, quote_block
from search.models import SearchDocument, Word
from search.tasks import index_missing_pages, repair_index

from .helpers import find, titles

pytestmark = pytest.mark.django_db


class TestFollowing:
    def test_a_name_on_more_pages_than_are_renamed_at_once(self, monkeypatch):
        monkeypatch.setattr("search.signals.MAX_PAGES_AT_ONCE", 1)
        topic = build_topic("Houzing", summary="Homes.")
        for number in range(3):
            build_post(f"Post {number}", topics=[topic])
        topic.title = "Housing"
        topic.save_revision().publish()
        assert len(titles("housing")) == 4
        assert find("houzing", verbatim=True).total == 0

    def test_what_is_missing_is_found_by_a_job(self):
        build_post("Herring")
        SearchDocument.objects.all().delete()
        Word.objects.all().delete()
        index_missing_pages()
        assert titles("herring") == ["Herring"]
        assert titles("herrin") == ["Herring"]
        assert Word.objects.filter(word="herring", documents=1).exists()

    def test_what_should_not_be_there_is_removed_by_a_job(self):
        document = build_document(b"Cormorants counted.", "Survey", filename="survey.txt")
        stale = build_post("Stale", body=[block("document", {"document": document.pk, "title": ""})])
        build_post("Herring")
        Page.objects.filter(pk=stale.pk).update(live=False)
        assert SearchDocument.objects.filter(page=stale).count() == 2
        repair_index()
        assert not SearchDocument.objects.filter(page=stale).exists()
        assert SearchDocument.objects.get(document=document).page is None
        assert titles("herring") == ["Herring"]

    def test_what_is_out_of_date_is_written_again_by_a_job(self):
        post = build_post("Herring")
        SearchDocument.objects.filter(page=post).update(title="Sprat", body="sprat")
        repair_index()
        assert SearchDocument.objects.get(page=post).title == "Herring"

    def test_the_index_is_made_anew_with_quotes_files_and_words(self):
        document = build_document(b"Cormorants counted.", "Survey", filename="survey.txt")
        body = [quote_block("Herring gulls.", name="Guest"), block("document", {"document": document.pk, "title": ""})]
        build_post("Birds", body=body)
        kept = set(SearchDocument.objects.values_list("kind", "title", "page_id", "anchor"))
        SearchDocument.objects.all().delete()
        Word.objects.all().delete()
        call_command("update_search", verbosity=0)
        # The pages that a migration made are there from now on, too.
        assert set(SearchDocument.objects.values_list("kind", "title", "page_id", "anchor")) >= kept
        assert Word.objects.filter(word="cormorants").exists()
