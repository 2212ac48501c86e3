"""What readers are told of changes: corrections, updates, the day of the last change, and a withdrawal."""

import json
from datetime import UTC, date, datetime
from html import unescape

import pytest
import time_machine
from bs4 import BeautifulSoup
from wagtail.models import Revision

from blog.checks import check_changed_quotes
from blog.models import BlogPage
from demo.builders import block, build_post, paragraph_block, publish, quote_block
from people.models import Quote

pytestmark = pytest.mark.django_db
PUBLISHED = datetime(2026, 3, 1, 9, tzinfo=UTC)
LATER = datetime(2026, 3, 4, 9, tzinfo=UTC)
MANY_WORDS = " ".join(f"word{number}" for number in range(30))


def correct(post: BlogPage, text: str, day: date, kind: str = "correction") -> BlogPage:
    line = {"kind": kind, "date": day.isoformat(), "text": text}
    post.corrections = [*post.corrections.raw_data, block("line", line)]  # type: ignore[assignment]  # as stored
    return publish(post)


def get_soup(client, page) -> BeautifulSoup:
    return BeautifulSoup(client.get(page.url).content, "html.parser")


def read_feed(client) -> str:
    return unescape(client.get("/blog/feed/").content.decode())


def get_article(client, post) -> dict:
    [script] = get_soup(client, post).select('script[type="application/ld+json"]')
    [article] = [node for node in json.loads(script.get_text())["@graph"] if node["@type"] == "BlogPosting"]
    return article


class TestLines:
    def test_stand_at_the_top_newest_first(self, client):
        post = build_post(date=PUBLISHED)
        post = correct(post, "It is 400.", date(2026, 3, 2))
        correct(post, "The council has answered.", date(2026, 3, 5), "update")
        soup = get_soup(client, post)
        lines = [" ".join(line.get_text(" ").split()) for line in soup.select(".article__header .corrections li")]
        assert lines == [
            "Update , 5 March 2026 The council has answered.",
            "Correction , 2 March 2026 It is 400.",
        ]

    def test_are_told_in_feeds_and_to_machines(self, client):
        post = correct(build_post(date=PUBLISHED), "It is 400.", date(2026, 3, 2))
        assert "<p><strong>Correction, 2 March 2026</strong></p><p>It is 400.</p>" in read_feed(client)
        assert get_article(client, post)["correction"] == [
            {"@type": "CorrectionComment", "name": "Correction", "text": "It is 400.", "datePublished": "2026-03-02"}
        ]

    def test_come_with_the_post(self, django_assert_num_queries):
        post = correct(build_post(date=PUBLISHED), "It is 400.", date(2026, 3, 2))
        served = BlogPage.for_serving().get(pk=post.pk)
        with django_assert_num_queries(0):
            assert [(line.date, line.text) for line in served.correction_list] == [(date(2026, 3, 2), "It is 400.")]
            assert served.updated_on == date(2026, 3, 2)

    def test_label_the_post(self):
        plain, updated, corrected = (build_post(f"Post {number}") for number in range(3))
        correct(updated, "More.", date(2026, 3, 2), "update")
        correct(corrected, "Less.", date(2026, 3, 2))
        pages = [plain.pk, updated.pk, corrected.pk]
        assert BlogPage.get_status_labels(pages) == {corrected.pk: "Corrected"}

    def test_are_not_copied(self):
        post = correct(build_post(), "It is 400.", date(2026, 3, 2))
        assert post.copy(update_attrs={"slug": "another"}).correction_list == []


class TestUpdated:
    def change(self, text: str) -> BlogPage:
        with time_machine.travel(PUBLISHED, tick=False):
            post = build_post(date=PUBLISHED, body=[paragraph_block("<p>First words.</p>")])
        with time_machine.travel(LATER, tick=False):
            post.body = [paragraph_block(f"<p>First words. {text}</p>")]  # type: ignore[assignment]  # as stored
            return publish(post)

    def test_a_change_of_many_words_is_told(self, client):
        post = self.change(MANY_WORDS)
        assert post.updated_on == date(2026, 3, 4)
        shown = get_soup(client, post).select_one(".article__published").get_text(" ").split()
        assert " ".join(shown) == "1 March 2026 Updated 4 March 2026 1 minute to read"

    def test_a_change_of_a_few_words_is_not(self):
        assert self.change("And two more.").updated_on is None

    def test_what_was_saved_before_does_not_undo_it(self):
        with time_machine.travel(PUBLISHED, tick=False):
            post = build_post(date=PUBLISHED)
        with time_machine.travel(LATER, tick=False):
            post.body = [paragraph_block(f"<p>{MANY_WORDS}</p>")]
            first, second = post.save_revision(), post.save_revision()
            Revision.objects.get(pk=first.pk).publish()
            Revision.objects.get(pk=second.pk).publish()
        assert BlogPage.objects.get(pk=post.pk).updated_at == LATER


class TestWithdrawal:
    def test_keeps_the_address_and_hides_the_body(self, client):
        post = build_post("A claim", body=[paragraph_block("<p>Wrong words.</p>"), quote_block("Wrong too.", name="A")])
        assert Quote.objects.count() == 1
        post.withdrawn_because = "The figures were invented."
        publish(post)
        response = client.get(post.url)
        html = response.content.decode()
        assert response.status_code == 200
        assert "The figures were invented." in html
        assert "Wrong" not in html
        assert Quote.objects.count() == 0
        feed = read_feed(client)
        assert "The figures were invented." in feed
        assert "Wrong" not in feed
        assert get_article(client, post)["creativeWorkStatus"] == "Withdrawn"
        assert [mark.get_text() for mark in get_soup(client, post.get_parent()).select(".teaser .event-status")] == [
            "Withdrawn"
        ]
        content = BlogPage.objects.get(pk=post.pk).get_search_content()
        assert (content.body, content.quotes, content.people) == ("", [], [])
        assert BlogPage.get_status_labels([post.pk]) == {post.pk: "Withdrawn"}

    def test_a_new_post_is_not_withdrawn(self):
        post = BlogPage()
        assert (post.is_withdrawn, post.licence) == (False, "")


class TestChangedQuotes:
    @pytest.fixture
    def post(self):
        return build_post(body=[block("quote", {"text": "<p>It was four.</p>", "name": "Ada Quill"}, block_id="q1")])

    def change(self, post, text: str) -> BlogPage:
        post.body = [block("quote", {"text": f"<p>{text}</p>", "name": "Ada Quill"}, block_id="q1")]
        return post

    def test_ask_for_a_line(self, post):
        [finding] = check_changed_quotes(self.change(post, "It was five."))
        assert finding.place == "q1"
        assert "Ada Quill" in finding.message

    def test_do_not_with_a_new_one_or_the_same_words(self, post):
        assert list(check_changed_quotes(self.change(post, "It  was <b>four.</b>"))) == []
        changed = self.change(post, "It was five.")
        line = {"kind": "correction", "date": "2026-03-02", "text": "It was five, not four."}
        changed.corrections = [block("line", line)]
        assert list(check_changed_quotes(changed)) == []
        publish(changed)
        assert len(list(check_changed_quotes(self.change(changed, "It was six.")))) == 1
