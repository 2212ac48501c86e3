"""The text of documents: kept, read anew when the file changes, reported where it cannot be read, told to search."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction

from content.documents import document_changed, get_document_content
from demo.builders import build_document
from media import tasks
from media.extraction import PROBLEMS, ExtractedText
from media.models import CustomDocument

from .files import upload

pytestmark = pytest.mark.django_db


class TestKeeping:
    def test_another_file_in_the_same_place_is_read_anew(self, editor_client):
        document = upload(b"Old words", "notes.txt")
        fields = {"title": "Minutes", "collection": document.collection_id, "tags": ""}
        file = SimpleUploadedFile("notes.txt", b"New words")
        editor_client.post(reverse("wagtaildocs:edit", args=[document.pk]), fields | {"file": file})
        document = CustomDocument.objects.get(pk=document.pk)
        assert (document.title, document.text) == ("Minutes", "New words")

    def test_renaming_reads_nothing_and_keeps_the_text(self, editor_client):
        document = upload(b"Old words", "notes.txt")
        changed_at = document.file_changed_at
        document = CustomDocument.objects.get(pk=document.pk)
        document.title = "Minutes"
        document.save()
        document = CustomDocument.objects.get(pk=document.pk)
        assert (document.text, document.file_changed_at) == ("Old words", changed_at)

    def test_what_was_read_of_a_replaced_file_is_dropped(self, monkeypatch):
        document = upload(b"Old words", "notes.txt")

        def replaced_meanwhile(file, kind):
            monkeypatch.undo()
            document.file = ContentFile(b"New words", name="notes.txt")
            document.save()
            return ExtractedText("Old words")

        monkeypatch.setattr(tasks, "extract", replaced_meanwhile)
        assert tasks.extract_text.call(document.pk) == "replaced"
        assert CustomDocument.objects.get(pk=document.pk).text == "New words"

    def test_lists_of_documents_leave_the_text_in_the_database(self):
        upload(b"Words", "notes.txt")
        assert CustomDocument.objects.get().get_deferred_fields() == {"text"}

    def test_a_file_that_is_gone_and_a_record_that_is(self):
        document = upload(b"Words", "notes.txt")
        document.file.storage.delete(document.file.name)
        assert tasks.extract_text.call(document.pk) == "unread"
        assert CustomDocument.objects.get().text_problem == "missing"
        assert tasks.extract_text.call(document.pk + 1) == "deleted"


class TestCommand:
    def test_reads_what_has_not_been_read(self, capsys):
        read, unread = upload(b"Words", "notes.txt"), upload(b"\x00", "broken.txt")
        CustomDocument.objects.filter(pk=read.pk).update(text="", text_state="waiting")
        call_command("extract_documents", verbosity=0)
        assert CustomDocument.objects.get(pk=read.pk).text == "Words"
        printed = capsys.readouterr().out
        assert "Read 2 documents" in printed
        assert f"{unread.filename}: {PROBLEMS['damaged']}" in printed

    def test_reads_all_again_when_told_to(self):
        document = upload(b"Words", "notes.txt")
        CustomDocument.objects.update(text="Other")
        call_command("extract_documents", verbosity=0)
        assert CustomDocument.objects.get(pk=document.pk).text == "Other"
        call_command("extract_documents", all=True, verbosity=0)
        assert CustomDocument.objects.get(pk=document.pk).text == "Words"


class TestReport:
    def test_editors_see_what_could_not_be_read_and_why(self, editor_client):
        upload(b"Words", "fine.txt"), upload(b"\x00", "broken.txt")
        html = editor_client.get(reverse("unread_documents")).content.decode()
        assert "broken.txt" in html
        assert str(PROBLEMS["damaged"]) in html
        assert "fine.txt" not in html
        exported = editor_client.get(reverse("unread_documents") + "?export=csv").getvalue().decode()
        assert str(PROBLEMS["damaged"]) in exported

    def test_contributors_see_their_own_only(self, client, make_user):
        contributor = make_user("Contributors")
        client.force_login(contributor)
        upload(b"\x00", "of-others.txt"), upload(b"\x00", "own.txt")
        CustomDocument.objects.filter(title="own.txt").update(uploaded_by_user=contributor)
        html = client.get(reverse("unread_documents")).content.decode()
        assert "own.txt" in html
        assert "of-others.txt" not in html


class TestTelling:
    """What search learns of a document, without knowing of the media library."""

    @pytest.fixture
    def told(self):
        told = []

        def listen(document, **kwargs):
            told.append(get_document_content(document))

        document_changed.connect(listen)
        yield told
        document_changed.disconnect(listen)

    def test_of_a_new_file_and_of_its_text(self, told):
        upload(b"Words", "notes.txt")
        assert [(content.title, content.text) for content in told] == [("notes.txt", ""), ("notes.txt", "Words")]

    def test_of_a_new_title(self, told):
        document = upload(b"Words", "notes.txt")
        document.title = "Minutes"
        document.save()
        assert (told[-1].title, told[-1].text, told[-1].date) == ("Minutes", "Words", document.created_at)

    @pytest.mark.parametrize("above", [False, True])
    def test_private_collections_hide_what_is_in_and_below_them(self, above):
        document = upload(b"Words", "notes.txt")
        board = Collection.get_first_root_node().add_child(instance=Collection(name="Board"))
        minutes = board.add_child(instance=Collection(name="Minutes"))
        document.collection = minutes
        document.save()
        assert CustomDocument.objects.published().count() == 1
        restricted = board if above else minutes
        CollectionViewRestriction.objects.create(collection=restricted, restriction_type="login")
        assert CustomDocument.objects.published().count() == 0


class TestETag:
    """A file's ETag is its hash (RFC 9110, 8.8.3), also where no form has uploaded it."""

    def get_etag(self, client, document) -> str:
        return client.get(document.url)["ETag"]

    def test_documents_of_code_have_their_own(self, client):
        first, second = (
            build_document(b"One", "One", filename="1.txt"),
            build_document(b"Two", "Two", filename="2.txt"),
        )
        assert self.get_etag(client, first) != self.get_etag(client, second)
        before = self.get_etag(client, first)
        assert client.get(first.url, headers={"If-None-Match": before}).status_code == 304
        first.file = ContentFile(b"Another", name="1.txt")
        first.save()
        assert self.get_etag(client, CustomDocument.objects.get(pk=first.pk)) != before
        assert first.file_size == 7

    def test_documents_written_past_the_model_have_one_too(self, client):
        documents = [build_document(name.encode(), name, filename=f"{name}.txt") for name in ("a", "b")]
        CustomDocument.objects.update(file_hash="")
        found = [self.get_etag(client, document) for document in documents]
        assert '""' not in found
        assert found[0] != found[1]
