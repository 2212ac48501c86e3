"""Querysets of people and quotes: filters and orders for lists, choosers and sections."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q, QuerySet
from django.utils import timezone

from content.querysets import BasePageManager, BasePageQuerySet
from content.visibility import is_restricted, not_expired

from .names import get_plain_words, to_plain_letters

#: The least trigram similarity of two spellings of one name: “Jon Smith” matches “John Smith”, “Joan Smith” does not.
MIN_SIMILARITY = 0.6


class PersonPageQuerySet(BasePageQuerySet):
    def for_listing(self):
        return self.select_related("photo").prefetch_related("photo__renditions")

    def with_topics(self, topic_ids: Iterable[int]):
        """People who have any of the topics."""
        named = self.model.topics.through.objects.filter(topicpage__in=topic_ids)
        return self.filter(pk__in=named.values("personpage"))

    def by_family_name(self):
        return self.order_by("sort_name", "pk")

    def matching_name(self, words: str):
        """People whose name contains each of the ``words``, whole or in part, ignoring accents."""
        people = self
        for word in get_plain_words(words):
            people = people.filter(search_name__contains=word)
        return people

    def similar_to(self, given_name: str, family_name: str):
        """People with this name or a similar one, or with an initial for the given name; the most similar first.

        Similarity is that of pg_trgm: the share of trigrams that two names have in common.
        """
        family, given = to_plain_letters(family_name), to_plain_letters(given_name)
        name = f"{family} {given}".strip()
        similar = Q(sort_name=name) | Q(likeness__gte=MIN_SIMILARITY, sort_name__trigram_similar=name)
        if given:
            similar |= Q(sort_name=f"{family} {given[0]}")
        if len(given) == 1:
            similar |= Q(sort_name__startswith=name)
        return self.annotate(likeness=TrigramSimilarity("sort_name", name)).filter(similar).order_by("-likeness", "pk")


PersonPageManager = BasePageManager.from_queryset(PersonPageQuerySet)


class QuoteQuerySet(QuerySet):
    def published(self, now: datetime | None = None):
        """Quotes on published pages: the rule of ``BasePageQuerySet.published`` for the page of each quote."""
        now = now or timezone.now()
        return self.filter(
            Q(visible_from__isnull=True) | Q(visible_from__lte=now),
            not_expired(now, "page__"),
            ~is_restricted("page__path"),
            page__live=True,
        )

    def by_speaker(self, person):
        return self.filter(speaker=person)

    def about(self, topic_ids: Iterable[int]):
        """Quotes on pages that have any of the topics."""
        return self.filter(topic_ids__overlap=list(topic_ids))

    def in_year(self, year: int):
        return self.filter(date__year=year)

    def newest_first(self):
        """Sort by the date of the page, and in reading order within a page."""
        return self.order_by("-date", "-page_id", "position")

    def with_page(self):
        """Load the page of each quote."""
        return self.select_related("page")

    def for_listing(self):
        """Load the page and the speaker of each quote, with the portrait."""
        quotes = self.with_page().select_related("speaker__photo").prefetch_related("speaker__photo__renditions")
        return quotes.annotate(person_restricted=is_restricted("speaker__path"))
