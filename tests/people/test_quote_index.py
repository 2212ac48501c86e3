"""The index of quotes and mentions is updated with the pages, and only where something changed."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from blog.models import BlogIndexPage, BlogPage
from content.references.deletion import without_protection
from demo.builders import (
    block,
    build_event,
    build_page,
    build_person,
    build_post,
    build_series,
    build_topic,
    paragraph_block,
    publish,
    quote_block,
    speaker_block,
)
from people.models import Mention, Quote
from people.quote_index import sync_quotes

pytestmark = pytest.mark.django_db


def texts(quotes=None) -> list[str]:
    return [quote.text for quote in (Quote.objects.all() if quotes is None else quotes).order_by("page", "position")]


def test_a_quote_is_kept_as_it_stands_in_the_post():
    topic, person = build_topic("Rents"), build_person("Ana", "Silva", role="Student")
    said = quote_block(
        "We <b>kept</b> the minutes.", person=person, role="Keeper", organisation="Museum", source="Annual report"
    )
    post = build_post(body=[paragraph_block(), said], topics=[topic])
    quote = Quote.objects.get()
    assert (quote.page_id, quote.block_id, quote.position, quote.speaker) == (post.pk, said["id"], 0, person)
    assert (quote.text, quote.html) == ("We kept the minutes.", "<p>We <b>kept</b> the minutes.</p>")
    assert (quote.role, quote.organisation, quote.source) == ("Keeper", "Museum", "Annual report")
    assert (quote.topic_ids, quote.date, quote.visible_from) == ([topic.pk], post.date, post.date)
    assert quote.anchor == f"#quote-{said['id']}"


@pytest.mark.parametrize("build", [build_post, build_event, build_series, build_page])
def test_every_type_of_page_with_a_body_is_read(build):
    build(body=[quote_block("Said.", name="Guest")])
    assert texts() == ["Said."]


def test_a_draft_adds_nothing_and_takes_nothing():
    post = build_post(body=[quote_block("Said.", name="Guest")])
    post.body = [quote_block("Not yet said.", name="Guest")]
    post.save_revision()
    build_post("A draft", body=[quote_block("Drafted.", name="Guest")], live=False)
    assert texts() == ["Said."]


def test_an_anchor_survives_edits_and_a_new_order():
    first, second = quote_block("One.", name="Guest"), quote_block("Two.", name="Guest")
    post = build_post(body=[first, second])
    rows = dict(Quote.objects.values_list("block_id", "pk"))
    first["value"]["text"] = "<p>One, corrected.</p>"
    post.body = [second, paragraph_block(), first]
    publish(post)
    assert texts() == ["Two.", "One, corrected."]
    assert dict(Quote.objects.values_list("block_id", "pk")) == rows


def test_what_did_not_change_is_not_written_again(django_assert_num_queries):
    person = build_person()
    post = build_post(body=[quote_block("One.", person=person)])
    post = BlogPage.objects.get(pk=post.pk)
    with django_assert_num_queries(3) as queries:  # mentions, topics, quotes
        sync_quotes(post)
    assert all(query["sql"].startswith("SELECT") for query in queries.captured_queries)


def test_unpublishing_expiry_and_deletion_remove_the_rows():
    posts = [build_post(title, body=[quote_block(title, person=build_person())]) for title in ("A", "B", "C", "D")]
    posts[0].unpublish()
    posts[1].delete()
    posts[2].expire_at = timezone.now() + timedelta(hours=1)
    publish(posts[2])
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert texts(Quote.objects.published()) == ["D"]
        call_command("publish_scheduled")
    assert texts() == ["D"]
    assert [mention.page_id for mention in Mention.objects.all()] == [posts[3].pk]


def test_a_moved_page_keeps_its_rows_and_obeys_its_new_place():
    post = build_post(body=[quote_block("Said.", name="Guest")])
    closed = BlogIndexPage.objects.get().add_sibling(instance=BlogIndexPage(title="Closed", summary="Closed."))
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.PASSWORD, password="x")
    Page.objects.get(pk=post.pk).move(closed, pos="last-child")
    assert texts() == ["Said."]
    assert not Quote.objects.published()


def test_published_asks_due_dates_of_posts():
    soon = timezone.now() + timedelta(days=1)
    build_post(date=soon, body=[quote_block("Soon.", name="Guest")])
    assert not Quote.objects.published()
    assert texts(Quote.objects.published(soon)) == ["Soon."]


def test_by_speaker_topic_and_year_newest_first():
    person, rents, buses = build_person(), build_topic("Rents"), build_topic("Buses")
    old = timezone.now().replace(year=2020, month=6)
    build_post(date=old, topics=[rents], body=[quote_block("Old.", person=person), quote_block("Older.", name="Guest")])
    build_post(topics=[rents, buses], body=[quote_block("New.", person=person)])
    found = Quote.objects.published().newest_first()
    assert [quote.text for quote in found] == ["New.", "Old.", "Older."]
    assert [quote.text for quote in found.by_speaker(person)] == ["New.", "Old."]
    assert [quote.text for quote in found.about([rents.pk, buses.pk])] == ["New.", "Old.", "Older."]
    assert [quote.text for quote in found.in_year(2020)] == ["Old.", "Older."]


def test_a_deleted_topic_or_person_leaves_the_words():
    person, topic = build_person(), build_topic()
    build_post(topics=[topic], body=[quote_block("Said.", person=person)])
    with without_protection():
        topic.delete()
        person.delete()
    quote = Quote.objects.get()
    assert (quote.text, quote.speaker, quote.topic_ids) == ("Said.", None, [])


def test_whoever_a_body_names_is_mentioned_once():
    ana, ben, eve = (build_person(name, "Silva") for name in ("Ana", "Ben", "Eve"))
    row = {"heading": "Speakers", "people": [{"type": "item", "value": {"person": eve.pk, "name": "", "role": ""}}]}
    body = [quote_block("One.", person=ana), quote_block("Two.", person=ana), speaker_block("Three.", person=ben)]
    post = build_post(body=[*body, block("speakers", row)])
    assert set(Mention.objects.values_list("page", "person")) == {(post.pk, one.pk) for one in (ana, ben, eve)}
    post.body = body[:1]
    publish(post)
    assert [mention.person for mention in Mention.objects.all()] == [ana]


def test_rebuilding_makes_the_same_rows(capsys):
    topic, person = build_topic(), build_person()
    build_post(topics=[topic], body=[quote_block("One.", person=person), quote_block("Two.", name="Guest")])
    build_page(body=[quote_block("Three.", name="Guest")])
    gone = build_post("Gone", body=[quote_block("Gone.", name="Guest")])
    facts = Quote.objects.order_by("page", "position").values_list("text", "speaker", "topic_ids", "date")
    before = list(facts.exclude(page=gone))
    Page.objects.filter(pk=gone.pk).update(live=False)
    Quote.objects.exclude(page=gone).delete()
    Mention.objects.all().delete()
    call_command("rebuild_quotes")
    assert list(facts.all()) == before
    named = Mention.objects.order_by("page", "guest").values_list("page__title", "person", "guest")
    assert list(named) == [("A report", person.pk, ""), ("A report", None, "Guest"), ("About us", None, "Guest")]
    output = capsys.readouterr()
    assert "3 quotes" in output.out
    assert output.err == "3 of 3 pages\n"
