"""The screens: from a Word file to a draft, nothing before it is accepted, and back again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.models import Comment, Page
from wagtail.rich_text import RichText

from blog.models import BlogPage
from demo import builders
from events.models import EventPage
from people.models import PersonPage
from topics.models import TopicPage
from word.drafts import DraftMaker
from word.forms import ReviewForm
from word.models import ReadText

from .files import REPORT, make_docx

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    """A blog with lists of people, topics and events, one topic and one event."""
    builders.build_topic("Reading and health")
    builders.build_event("Round table with Ilse Marrow")
    builders.build_post("A post")
    builders.build_person("Jonas", "Feld")


def upload(client, data: bytes | None = None, name: str = "report.docx", **fields) -> ReadText:
    file = SimpleUploadedFile(name, make_docx() if data is None else data)
    response = client.post(reverse("word_start"), {"documents": [file], **fields})
    assert response.status_code == 302, response.content.decode()[-3000:]
    return ReadText.objects.latest("pk")


def answer(text: ReadText, **changes) -> dict:
    """Return what the browser sends if everything that is certain is accepted."""
    report, matches = text.report, text.matches
    data = {name: report[name] for name in ("title", "strapline", "summary")}
    data["topics"] = [str(t["pk"]) if t["pk"] else f"new:{t['title']}" for t in matches["topics"] if t["is_certain"]]
    data["reported"] = str(matches["reported"][0]["pk"]) if matches["reported"] else ""
    for number, proposal in enumerate(text.get_proposals()):
        if proposal.blocks and proposal.is_certain:
            known = matches["people"].get(proposal.voice.name, {"is_certain": False})
            key = f"person:{known['choices'][0]['pk']}" if known["is_certain"] else f"new:{proposal.voice.name}"
            data |= {f"p{number}": "accept", f"p{number}_who": key, f"p{number}_role": proposal.voice.role}
    return data | changes


def test_a_file_is_read_and_nothing_is_made(editor_client):
    pages = Page.objects.count()
    text = upload(editor_client)
    assert text.state == "ready", text.message
    assert text.report["title"] == "Ilse Marrow Round Table"
    assert text.report["strapline"] == "Bringing libraries to the doorstep"
    assert text.report["summary"].startswith("Researchers met Ilse Marrow MP this week")
    assert (text.report["words"]["dropped"], text.report["words"]["added"]) == ([], [])
    html = editor_client.get(reverse("word_review", args=[text.pk])).content.decode()
    assert "Accept all that are certain" in html
    assert "The words before it name the speaker" in html
    assert Page.objects.count() == pages


def test_what_is_accepted_becomes_a_draft_with_all_that_belongs_to_it(editor_client):
    text = upload(editor_client)
    event = {"announced": "new", "announced_title": "Inaugural lecture", "announced_day": "2027-04-25"}
    response = editor_client.post(
        reverse("word_review", args=[text.pk]), answer(text, **event, announced_place="The old chapel")
    )
    post = BlogPage.objects.get(title="Ilse Marrow Round Table")
    assert response.url == reverse("wagtailadmin_pages:edit", args=[post.pk])
    assert not post.live
    kinds = [block.block_type for block in post.body]
    assert kinds == ["paragraph", "speaker", "speaker", "quote", "paragraph", "event"]
    quote = post.body[3].value
    assert quote["person"].title == "Jonas Feld"
    assert quote["role"] == "Professor of Evaluation who leads the Wharf and chaired the event"
    assert str(quote["text"]).count("</p>") == 2
    assert sorted(topic.title for topic in post.topics.all()) == [
        "Blog",
        "Current questions",
        "Lending",
        "Policy",
        "Public Service Reform",
        "Reading and health",
    ]
    assert post.event_reported.title == "Round table with Ilse Marrow"
    event = EventPage.objects.get(title="Inaugural lecture")
    assert (event.live, localdate(event.starts_at).isoformat()) == (False, "2027-04-25")
    assert [credit.display_name for credit in event.speakers.all()] == ["Professor Orla Whitcombe"]
    okell = PersonPage.objects.get(family_name="Okell")
    assert (okell.live, okell.honorific, okell.given_name) == (False, "Prof", "Tamsin")


def test_publishing_the_post_publishes_its_people_topics_and_event(editor_client):
    text = upload(editor_client)
    event = {"announced": "new", "announced_title": "Lecture", "announced_day": "2027-04-25", "announced_place": "Hall"}
    editor_client.post(reverse("word_review", args=[text.pk]), answer(text, **event))
    BlogPage.objects.get(title="Ilse Marrow Round Table").get_latest_revision().publish()
    assert PersonPage.objects.get(family_name="Okell").live
    assert TopicPage.objects.get(title="Lending").live
    assert EventPage.objects.get(title="Lecture").live


def test_undo_takes_back_all_of_it(editor_client):
    text = upload(editor_client)
    before = set(Page.objects.values_list("pk", flat=True))
    editor_client.post(reverse("word_review", args=[text.pk]), answer(text))
    assert set(Page.objects.values_list("pk", flat=True)) > before
    editor_client.post(reverse("word_undo", args=[text.pk]))
    assert set(Page.objects.values_list("pk", flat=True)) == before
    text.refresh_from_db()
    assert (text.state, text.page) == ("ready", None)


def test_what_is_not_accepted_stays_a_paragraph(editor_client):
    text = upload(editor_client)
    heads = {name: text.report[name] for name in ("title", "strapline", "summary")}
    editor_client.post(reverse("word_review", args=[text.pk]), heads)
    post = BlogPage.objects.get(title="Ilse Marrow Round Table")
    assert [block.block_type for block in post.body] == ["paragraph"]
    assert not post.topics.exists()
    assert not PersonPage.objects.filter(family_name="Okell").exists()


def test_a_chosen_speaker_and_role_take_the_place_of_the_proposed(editor_client):
    text = upload(editor_client)
    number = next(number for number, proposal in enumerate(text.get_proposals()) if proposal.kind == "quote")
    changed = {f"p{number}_who": "guest:Prof Jonas Feld", f"p{number}_role": "Chair"}
    editor_client.post(reverse("word_review", args=[text.pk]), answer(text, **changed))
    quote = BlogPage.objects.get(title="Ilse Marrow Round Table").body[3].value
    assert (quote["person"], quote["name"], quote["role"]) == (None, "Prof Jonas Feld", "Chair")


def test_a_new_event_needs_a_place(editor_client):
    text = upload(editor_client)
    response = editor_client.post(reverse("word_review", args=[text.pk]), answer(text, announced="new"))
    assert response.status_code == 200
    assert "A new event needs this." in response.content.decode()
    assert not BlogPage.objects.filter(title="Ilse Marrow Round Table").exists()


def test_a_pasted_text_is_read_like_a_file(editor_client):
    editor_client.post(reverse("word_start"), {"text": REPORT})
    pasted = ReadText.objects.latest("pk")
    from_file = upload(editor_client)
    assert pasted.report["title"] == "Ilse Marrow Round Table"
    assert pasted.proposals == from_file.proposals


def test_pasted_html_keeps_its_structure(editor_client):
    html = (
        '<p class="MsoTitle">The title</p><h2>A part</h2><p>Text with a <a href="https://example.org/">link</a> in '
        "it, and more words after it.</p><ul><li>One</li></ul>"
    )
    editor_client.post(reverse("word_start"), {"text": "The title", "pasted_html": html})
    text = ReadText.objects.latest("pk")
    assert text.report["title"] == "The title"
    assert [block["type"] for block in text.blocks] == ["heading", "paragraph"]
    assert 'href="https://example.org/"' in text.blocks[1]["value"]


def test_several_files_are_a_text_each(editor_client):
    files = [SimpleUploadedFile(f"{name}.docx", make_docx(f"{name}\n\nWords of {name} stand here.")) for name in "ab"]
    response = editor_client.post(reverse("word_start"), {"documents": files}, follow=True)
    assert [text.name for text in ReadText.objects.all()] == ["b.docx", "a.docx"]
    assert "read them through one by one" in response.content.decode()


def test_a_file_that_cannot_be_read_says_why_in_one_sentence(editor_client):
    text = upload(editor_client, b"PK\x03\x04 nothing of an archive")
    assert text.state == "refused"
    html = editor_client.get(reverse("word_review", args=[text.pk])).content.decode()
    assert "This file is damaged, or is not what its name says. Nothing was made." in html


def test_a_text_is_its_owners_alone(editor_client, make_user, client):
    text = upload(editor_client)
    client.force_login(make_user("Editors", "other"))
    for name in ("word_review", "word_progress"):
        assert client.get(reverse(name, args=[text.pk])).status_code == 404
    assert client.post(reverse("word_undo", args=[text.pk])).status_code == 404


def test_the_buttons_stand_on_the_front_page_and_above_the_posts(editor_client):
    for address in (reverse("wagtailadmin_home"), reverse("posts:index")):
        assert reverse("word_start") in editor_client.get(address).content.decode()


def test_comments_of_the_file_become_comments_of_the_page(editor_client):
    def comment(document):
        paragraph = document.paragraphs[2]
        document.add_comment(paragraph.runs, text="Was it this week?", author="Ada", initials="A")

    text = upload(editor_client, make_docx(change=comment))
    editor_client.post(reverse("word_review", args=[text.pk]), answer(text))
    comment = Comment.objects.get()
    assert comment.text.startswith("Ada “Researchers met")
    assert comment.text.endswith("Was it this week?")
    assert comment.contentpath.startswith("body.")


def test_who_said_what_is_found_in_a_post_that_is_here(editor_client):
    body = [{"type": "paragraph", "value": "<p>It rained.</p><p>Dr Ada Penn said: “We were never told of it.”</p>"}]
    post = builders.build_post("Old", body=body)
    editor_client.post(reverse("word_find", args=[post.pk]))
    text = ReadText.objects.latest("pk")
    answers = {"p0": "accept", "p0_who": "new:Dr Ada Penn", "p0_role": "Keeper"}
    editor_client.post(reverse("word_review", args=[text.pk]), answers)
    newest = BlogPage.objects.get(pk=post.pk).get_latest_revision_as_object()
    assert [block.block_type for block in newest.body] == ["paragraph", "quote"]
    assert newest.body[1].value["person"].title == "Dr Ada Penn"
    post.refresh_from_db()
    assert [block.block_type for block in post.body] == ["paragraph"]
    editor_client.post(reverse("word_undo", args=[text.pk]))
    newest = BlogPage.objects.get(pk=post.pk).get_latest_revision_as_object()
    assert [block.block_type for block in newest.body] == ["paragraph"]
    assert not PersonPage.objects.filter(family_name="Penn").exists()


def test_a_second_press_makes_one_draft(editor_client):
    text = upload(editor_client)
    form = ReviewForm(answer(text), text=text)
    assert form.is_valid()
    user = text.user
    first = DraftMaker(ReadText.objects.get(pk=text.pk), form, user).make()
    assert DraftMaker(text, form, user).make().pk == first.pk
    assert BlogPage.objects.filter(title=text.report["title"]).count() == 1


class TestChangesOfOthers:
    @pytest.fixture
    def post(self):
        body = [{"type": "paragraph", "value": "<p>Dr Ada Penn said: “We were never told of it.”</p>"}]
        return builders.build_post("Old", body=body)

    def change(self, post) -> None:
        page = BlogPage.objects.get(pk=post.pk).get_latest_revision_as_object()
        page.summary = "Another summary."
        page.body = [("paragraph", RichText("<p>Another text.</p>"))]
        page.save_revision()

    def get_newest(self, post) -> BlogPage:
        return BlogPage.objects.get(pk=post.pk).get_latest_revision_as_object()

    def find(self, client, post) -> tuple[ReadText, dict]:
        client.post(reverse("word_find", args=[post.pk]))
        answers = {"p0": "accept", "p0_who": "new:Dr Ada Penn", "p0_role": "Keeper"}
        return ReadText.objects.latest("pk"), answers

    def test_they_are_not_overwritten(self, editor_client, post):
        text, answers = self.find(editor_client, post)
        self.change(post)
        response = editor_client.post(reverse("word_review", args=[text.pk]), answers, follow=True)
        assert "The post has been changed since it was read" in response.content.decode()
        assert "Another text." in str(self.get_newest(post).body)
        assert not PersonPage.objects.filter(family_name="Penn").exists()

    def test_a_locked_post_stays_as_it_is(self, editor_client, post, make_user):
        text, answers = self.find(editor_client, post)
        BlogPage.objects.filter(pk=post.pk).update(locked=True, locked_by=make_user("Administrators"))
        editor_client.post(reverse("word_review", args=[text.pk]), answers)
        assert "never told" in str(self.get_newest(post).body)
        assert not PersonPage.objects.filter(family_name="Penn").exists()

    def test_they_are_not_undone(self, editor_client, post):
        text, answers = self.find(editor_client, post)
        editor_client.post(reverse("word_review", args=[text.pk]), answers)
        self.change(post)
        editor_client.post(reverse("word_undo", args=[text.pk]))
        assert "Another text." in str(self.get_newest(post).body)

    def test_a_draft_that_was_written_on_stays(self, editor_client):
        text = upload(editor_client)
        editor_client.post(reverse("word_review", args=[text.pk]), answer(text))
        draft = BlogPage.objects.get(title=text.report["title"])
        self.change(draft)
        editor_client.post(reverse("word_undo", args=[text.pk]))
        assert "Another text." in str(self.get_newest(draft).body)
