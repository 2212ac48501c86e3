"""After any sequence of edits, the index of quotes equals a walk over all live bodies (property-based)."""

from datetime import timedelta
from itertools import count

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule, run_state_machine_as_test

from blog.models import BlogIndexPage, BlogPage
from content.references.merge import Merge
from demo.builders import build_page, build_person, build_post, build_topic, paragraph_block, publish, quote_block
from home.models import StandardPage
from people.models import Mention, PersonPage, Quote
from people.quote_index import rebuild_quotes
from tests.randomised import examples, randomised
from topics.models import TopicPage
from users.models import User

pytestmark = pytest.mark.django_db

WORDS = st.sampled_from(["Said.", "Said <b>so</b>.", "Never said.", "“Quoted” &amp; more"])
PEOPLE = st.sampled_from([0, 1, None])


def walk() -> tuple[list, set]:
    """Return the quotes and mentions of all live pages, read block by block as in a template."""
    quotes, mentions = [], set()
    for page in [*BlogPage.objects.live(), *StandardPage.objects.live()]:
        topics = sorted(topic.pk for topic in page.topic_list)
        position = 0
        for block in page.body:
            if block.block_type == "quote":
                value = block.value
                speaker = value.person and value.person.pk
                facts = (page.pk, block.id, position, speaker, value.name, value.role, value["text"].source, topics)
                quotes.append((*facts, page.visible_from))
                mentions |= {(page.pk, speaker, "" if speaker else value.name)} if speaker or value.name else set()
                position += 1
    return sorted(quotes, key=str), mentions


def recorded() -> tuple[list, set]:
    facts = ("page", "block_id", "position", "speaker", "name", "role", "html", "topic_ids", "visible_from")
    return sorted(Quote.objects.values_list(*facts), key=str), set(
        Mention.objects.values_list("page", "person", "guest")
    )


class Editing(RuleBasedStateMachine):
    pages = Bundle("pages")

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.number = count()
        self.user = User.objects.create_superuser("editor")
        self.people = [build_person("Ana", "Silva"), build_person("Ben", "Okri-Lund")]
        self.topics = [build_topic("Rents"), build_topic("Buses")]
        blog = BlogIndexPage.objects.get()
        self.blogs = [blog, blog.add_sibling(instance=BlogIndexPage(title="Notes", summary="Notes."))]

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def said(self, words: str, who: int | None) -> dict:
        if who is None:
            return quote_block(words, name="Guest", role="Guest")
        return quote_block(words, person=self.people[who], role="As it was")

    def stored(self, page):
        """Return the page as it is in the database."""
        return type(page).objects.get(pk=page.pk)

    def latest(self, page):
        return self.stored(page).get_latest_revision_as_object()

    @rule(target=pages, words=WORDS, who=PEOPLE, live=st.booleans(), topic=st.sampled_from([0, 1]))
    def write_post(self, words, who, live, topic):
        body = [paragraph_block(), self.said(words, who)]
        title, topics = f"Post {next(self.number)}", [self.topics[topic]]
        return build_post(title, body=body, live=live, topics=topics, parent=BlogIndexPage.objects.first())

    @rule(target=pages, words=WORDS, who=PEOPLE, live=st.booleans())
    def write_page(self, words, who, live):
        return build_page(f"Page {next(self.number)}", body=[self.said(words, who)] * 2, live=live)

    @rule(page=pages, words=WORDS, who=PEOPLE, published=st.booleans())
    def add_a_quote(self, page, words, who, published):
        page = self.latest(page)
        page.body = [*page.body.get_prep_value(), self.said(words, who)]
        self.save(page, published)

    @rule(page=pages, words=WORDS, published=st.booleans())
    def edit_the_first_block(self, page, words, published):
        page = self.latest(page)
        first, *rest = page.body.get_prep_value() or [self.said(words, None)]
        value = words if first["type"] == "paragraph" else first["value"] | {"text": f"<p>{words}</p>"}
        page.body = [first | {"value": value}, *rest]
        self.save(page, published)

    @rule(page=pages, published=st.booleans())
    def drop_the_last_block(self, page, published):
        page = self.latest(page)
        page.body = page.body.get_prep_value()[:-1]
        self.save(page, published)

    @rule(page=pages, published=st.booleans())
    def reorder(self, page, published):
        page = self.latest(page)
        page.body = page.body.get_prep_value()[::-1]
        self.save(page, published)

    def save(self, page, published: bool):
        publish(page) if published else page.save_revision(clean=False)

    @rule(page=pages)
    def publish_the_draft(self, page):
        self.stored(page).get_latest_revision().publish()

    @rule(page=pages)
    def unpublish(self, page):
        self.stored(page).unpublish()

    @rule(page=pages, blog=st.sampled_from([0, 1]))
    def move(self, page, blog):
        target = BlogIndexPage.objects.get(pk=self.blogs[blog].pk)
        self.stored(page).move(target, pos="last-child")

    @rule(page=pages)
    def expire(self, page):
        page = self.latest(page)
        page.expire_at = timezone.now() + timedelta(hours=1)
        publish(page)
        with time_machine.travel(timezone.now() + timedelta(hours=2)):
            call_command("publish_scheduled")

    @rule(page=pages)
    def save_without_the_editor(self, page):
        self.stored(page).save()

    @rule(page=consumes(pages))
    def delete(self, page):
        self.stored(page).delete()

    @rule(who=st.sampled_from([0, 1]))
    def rename(self, who):
        person = PersonPage.objects.get(pk=self.people[who].pk)
        person.family_name += "e"
        publish(person)

    @rule()
    def merge_people(self):
        source, survivor = (PersonPage.objects.get(pk=person.pk) for person in self.people)
        Merge(source, survivor, self.user).execute()
        self.people[0] = build_person("Ana", "Silva")

    @rule()
    def merge_topics(self):
        source, survivor = (TopicPage.objects.get(pk=topic.pk) for topic in self.topics)
        Merge(source, survivor, self.user).execute()
        self.topics[0] = build_topic("Rents")

    @rule()
    def rebuild_quotes(self):
        sum(rebuild_quotes())

    @invariant()
    def the_rows_are_what_walking_gives(self):
        assert recorded() == walk()


@randomised
def test_any_sequence_of_edits_leaves_the_rows_right():
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    # Without shrinking, which would take minutes: a dozen steps can be read as they are.
    profile = settings(
        max_examples=examples(5, long=60),
        stateful_step_count=12,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=checks,
    )
    run_state_machine_as_test(Editing, settings=profile)
