"""The generation in the database: what raises it, what does not, and that no table is forgotten."""

import itertools
from datetime import timedelta
from unittest import mock

import pytest
import time_machine
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from blog.models import BlogPage
from bookings.models import Booking
from core.generation import follow, per_generation
from core.models import RateLimitCounter
from core.shared_counter import SharedCounter
from delivery import moments
from delivery.generation import DRAFT_COLUMNS, NOT_PUBLIC, OPERATIONS, is_public, raise_generation, reconcile
from delivery.models import Generation
from demo.builders import build_event, build_image, build_page, build_person, build_post, build_topic
from demo.drawing import draw_portrait
from home.models import SiteSettings
from media.models import CustomImage
from search.models import Promotion

pytestmark = pytest.mark.django_db

#: Models whose rows pages show. A new model must be named here or in NOT_PUBLIC: decide whether visitors see it.
PUBLIC = {
    *("media.CustomImage", "media.CustomRendition", "media.CustomDocument", "wagtailimages.Image"),
    *("wagtailimages.Rendition", "wagtaildocs.Document", "wagtailembeds.Embed"),
    *("topics.TopicPage", "topics.TopicIndexPage"),
    *("people.PersonPage", "people.PersonPage_topics", "people.PersonIndexPage", "people.Quote", "people.Mention"),
    *("events.Venue", "events.EventPage", "events.EventPage_topics", "events.EventSpeaker", "events.EventSeries"),
    *("events.EventIndexPage", "bookings.BookingQuestion"),
    *("blog.BlogPage", "blog.BlogPage_topics", "blog.BlogPageTag", "blog.BlogPageAuthor", "blog.BlogIndexPage"),
    "blog.RelatedPost",
    *("publications.PublicationPage", "publications.PublicationPage_topics", "publications.PublicationIndexPage"),
    *("publications.PublicationAuthor", "publications.PublicationEditor", "publications.PublicationFile"),
    "publications.PublicationPost",
    *("home.HomePage", "home.StandardPage", "home.ShareCard", "home.SiteSettings"),
    *("search.Promotion", "search.PromotedResult"),
    *("wordpress.ImportedItem", "wordpress.ArchivedComment", "wagtailredirects.Redirect"),
    *("wagtailcore.Locale", "wagtailcore.Site", "wagtailcore.Page", "wagtailcore.Collection"),
    *("wagtailcore.PageViewRestriction", "wagtailcore.PageViewRestriction_groups"),
    *("wagtailcore.CollectionViewRestriction", "wagtailcore.CollectionViewRestriction_groups"),
    *("taggit.Tag", "taggit.TaggedItem"),
}


def test_every_model_is_public_or_said_not_to_be():
    models = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    own = {label for label, model in models.items() if not model.__module__.startswith("tests.")}
    assert {label for label in own if is_public(models[label])} == PUBLIC
    assert not PUBLIC & NOT_PUBLIC
    assert set(models) >= NOT_PUBLIC | set(DRAFT_COLUMNS) | set(OPERATIONS)


def test_draft_columns_are_columns_of_the_table():
    for label, columns in DRAFT_COLUMNS.items():
        assert {field.attname for field in apps.get_model(label)._meta.local_concrete_fields} >= set(columns)


def test_every_public_table_has_its_triggers():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE 'delivery_%'")
        found = set(cursor.fetchall())
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if is_public(model)}
    assert found == {(table, f"delivery_{name}") for table in tables for name in ("row", "truncate", "update")}


def number() -> int:
    """The number, once what is deferred to the end of a transaction has run; as if a new transaction began."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('roundtable.raised_in', '', true)")
    return Generation.objects.get_or_create(id=1)[0].number


def add_image() -> CustomImage:
    return build_image(lambda: draw_portrait(1), "A quay", "Boats at a quay", filename="quay.jpg")


def test_what_visitors_see_raises_it():
    post, event, person, topic = (
        build_post("Seen"),
        build_event("An evening"),
        build_person("Ada"),
        build_topic("Rivers"),
    )
    site, image = Site.objects.get(), add_image()
    changes = {
        "publish": lambda: post.save_revision().publish(),
        "bulk update": lambda: BlogPage.objects.filter(pk=post.pk).update(summary="Other words"),
        "unpublish": lambda: post.unpublish(),
        "full": lambda: type(event).objects.filter(pk=event.pk).update(fully_booked=True),
        "name": lambda: Page.objects.filter(pk=person.pk).update(title="Ada L."),
        "privacy": lambda: PageViewRestriction.objects.create(page=topic, restriction_type="login"),
        "redirect": lambda: Redirect.add_redirect("/old/", topic),
        "settings": lambda: SiteSettings.objects.create(site=site, organisation="The Institute"),
        "site": lambda: Site.objects.filter(pk=site.pk).update(hostname="www.example.org"),
        "promotion": lambda: Promotion.objects.create(),
        "move": lambda: topic.move(topic.get_parent().get_parent(), pos="last-child"),
        "cut image": lambda: CustomImage.objects.filter(pk=image.pk).update(cut_key="8"),
        "delete": lambda: person.delete(),
    }
    before = number()
    for name, change in changes.items():
        change()
        after = number()
        assert after > before, name
        before = after


def test_what_nobody_sees_does_not(make_user):
    post, event, image = build_post("Seen"), build_event("An evening"), add_image()
    before = number()
    CustomImage.objects.filter(pk=image.pk).update(cut_failures=3, cut_due_at=timezone.now())
    post.title = "In work"
    post.save_revision(user=make_user("Editors"))
    BlogPage.objects.filter(pk=post.pk).update(summary=post.summary)
    Page.objects.filter(pk=post.pk).update(locked=True)
    RateLimitCounter.objects.create(key="a", count=1, expires_at=timezone.now())
    Booking.objects.create(event=event, name="Ada", email="ada@example.org")
    assert number() == before


def test_many_changes_of_one_transaction_raise_it_once():
    before = number()
    build_page("One"), build_page("Two")
    assert number() == before + 1


class TestMoments:
    @pytest.fixture(autouse=True)
    def _at_a_quarter_past(self):
        now = timezone.now().replace(minute=15, second=0, microsecond=0)
        with time_machine.travel(now, tick=False) as self.clock:
            moments.raise_when_time_changes_pages()
            yield

    def raises_after(self, delta: timedelta) -> bool:
        before = number()
        self.clock.shift(delta)
        moments.raise_when_time_changes_pages()
        return number() > before

    def test_nothing_is_raised_while_nothing_happens(self):
        build_post("Old", date=timezone.now() - timedelta(days=2))
        number()
        assert not self.raises_after(timedelta(minutes=1))

    @pytest.mark.parametrize("field", ["starts_at", "ends_at", "booking_closes_at", "expire_at"])
    def test_the_times_of_an_event(self, field):
        now = timezone.now()
        times = {"starts_at": now + timedelta(days=2), "ends_at": now + timedelta(days=3)}
        event = build_event("An evening", starts_at=times["starts_at"])
        model = Page if field == "expire_at" else type(event)
        type(event).objects.filter(pk=event.pk).update(**times)
        model.objects.filter(pk=event.pk).update(**{field: now + timedelta(seconds=90)})
        number()
        assert not self.raises_after(timedelta(minutes=1))
        assert self.raises_after(timedelta(minutes=1))
        assert not self.raises_after(timedelta(minutes=1))

    def test_a_post_of_tomorrow_appears(self):
        build_post("Tomorrow", date=timezone.now() + timedelta(seconds=30))
        number()
        assert self.raises_after(timedelta(minutes=1))

    def test_a_full_hour_raises_it_for_what_depends_on_days(self):
        assert self.raises_after(timedelta(minutes=46))


class TestCounter:
    @pytest.fixture
    def counter(self, tmp_path):
        return SharedCounter(tmp_path / "cache" / "generation")

    def test_it_is_shared_and_never_falls(self, counter, tmp_path):
        other = SharedCounter(tmp_path / "cache" / "generation")
        other.raise_to(7)
        counter.raise_to(5)
        assert (counter.value, other.value) == (7, 7)

    def test_a_missed_copy_is_made_up_for(self, counter):
        raise_generation(), raise_generation()
        reconcile(connection, counter)
        assert counter.value == number()

    def test_a_database_from_a_backup_is_raised_above_the_kept_pages(self, counter):
        counter.raise_to(1000)
        reconcile(connection, counter)
        assert number() == counter.value == 1001


class TestPerGeneration:
    @pytest.fixture
    def counted(self, tmp_path):
        counter, numbers = SharedCounter(tmp_path / "generation"), itertools.count(1)
        follow(counter)
        yield counter, per_generation(lambda *parts: parts)(lambda *parts: next(numbers))
        follow(None)

    def test_a_result_is_kept_until_the_next_generation(self, counted):
        counter, function = counted
        with mock.patch.object(connection, "in_atomic_block", False):
            assert [function("a"), function("a"), function("b")] == [1, 1, 2]
            counter.raise_to(1)
            assert function("a") == 3

    def test_nothing_is_kept_of_a_transaction(self, counted):
        _counter, function = counted
        with transaction.atomic():
            assert [function("a"), function("a")] == [1, 2]

    def test_nothing_is_kept_without_a_counter(self, counted):
        _counter, function = counted
        follow(None)
        with mock.patch.object(connection, "in_atomic_block", False):
            assert [function("a"), function("a")] == [1, 2]
