"""What a body refers to is shown only while visitors may see it; the editor's form keeps it."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction
from wagtail.rich_text import RichText

from blog.models import BlogPage
from demo.builders import block, build_document, build_event, build_page, build_post, build_series, paragraph_block
from media.models import CustomDocument

pytestmark = pytest.mark.django_db


def link_to(page) -> str:
    return f'<p><a linktype="page" id="{page.pk}">Read it</a></p>'


def hide(page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="secret")


def postpone(page) -> None:
    BlogPage.objects.filter(pk=page.pk).update(date=timezone.now() + timedelta(days=1))


@pytest.mark.parametrize("way", [hide, postpone, lambda page: page.unpublish()], ids=["private", "future", "draft"])
def test_of_a_link_to_a_hidden_page_the_words_stay(client, way):
    linked = build_post("A quiet merger")
    source = link_to(linked)
    post = build_post("Open", body=[paragraph_block(source)])
    assert 'href="/blog/a-quiet-merger/"' in str(RichText(source))
    way(linked)
    html = client.get(post.url).content.decode()
    assert ("a-quiet-merger" in html, "Read it" in html) == (False, True)
    assert str(RichText(source)) == '<p dir="auto"><a>Read it</a></p>'
    assert "a-quiet-merger" not in client.get("/blog/feed/").content.decode()


def test_the_form_of_the_editor_keeps_what_is_chosen(editor_client):
    hidden = build_page("A draft", live=False)
    post = build_post(body=[block("related", {"heading": "Related", "chosen": [block("item", hidden.pk)]})])
    assert [page.pk for page in BlogPage.objects.get(pk=post.pk).body[0].value["chosen"]] == [hidden.pk]
    html = editor_client.get(f"/admin/pages/{post.pk}/edit/").content.decode()
    assert "A draft" in html


class TestFiles:
    @pytest.fixture
    def document(self):
        private = Collection.get_first_root_node().add_child(name="Board")
        file = ContentFile(b"Minutes.", name="dismissals.txt")
        return CustomDocument.objects.create(title="Dismissals", file=file, collection=private)

    def build_post(self, document) -> BlogPage:
        body = [
            paragraph_block(f'<p><a linktype="document" id="{document.pk}">the minutes</a></p>'),
            block("document", {"document": document.pk, "title": ""}),
            block("document", {"document": document.pk, "title": "Who has to go"}),
            block("recording", {"file": document.pk, "title": "", "caption": ""}),
        ]
        return build_post("Board meets", body=body)

    def test_a_private_one_is_not_shown_and_not_found(self, client, document):
        post = self.build_post(document)
        assert client.get(post.url).content.decode().count("dismissals") == 5
        assert client.get("/search/results.json?q=who+has+to+go").json()["total"] == 1
        restriction = CollectionViewRestriction.objects.create(collection=document.collection, restriction_type="login")
        html = client.get(post.url).content.decode().lower()
        assert ("dismissals" in html, "who has to go" in html, "the minutes" in html) == (False, False, True)
        restriction.delete()
        assert "dismissals" in client.get(post.url).content.decode()

    def test_slides_and_transcript_of_an_event(self, client, document):
        past = timezone.now() - timedelta(days=2)
        public = build_document(b"Slides.", "Slides", filename="open-slides.txt")
        event = build_event(starts_at=past, slides=public, transcript=document)
        assert "dismissals" in client.get(event.url).content.decode()
        CollectionViewRestriction.objects.create(collection=document.collection, restriction_type="login")
        html = client.get(event.url).content.decode()
        assert ("open-slides" in html, "dismissals" in html) == (True, False)


def test_an_event_does_not_name_a_series_that_is_a_draft(client):
    series = build_series("The secret lectures", live=False)
    event = build_event(series=series)
    for address in (event.url, f"{event.url}event.ics"):
        text = client.get(address).content.decode().lower()
        assert "secret" not in text
