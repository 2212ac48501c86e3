"""Finding people and quotes: the rules by which lists, choosers and sections ask for them."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q, QuerySet
from django.utils import timezone

from content.querysets import BasePageManager, BasePageQuerySet
from content.visibility import is_restricted, not_expired

from .names import plain, plain_words

#: The trigram similarity from which two names may be one: “Jon Smith” is “John Smith”, “Joan Smith” is not.
MIN_SIMILARITY = 0.6


class PersonPageQuerySet(BasePageQuerySet):
    def for_listing(self):
        return self.select_related("photo").prefetch_related("photo__renditions")

    def with_topics(self, topic_ids: Iterable[int]):
        """People whose page names any of the topics."""
        named = self.model.topics.through.objects.filter(topicpage__in=topic_ids)
        return self.filter(pk__in=named.values("personpage"))

    def by_family_name(self):
        return self.order_by("sort_name", "pk")

    def matching_name(self, words: str):
        """People whose name contains each of the ``words``, whole or in part, without regard to accents."""
        people = self
        for word in plain_words(words):
            people = people.filter(search_name__contains=word)
        return people

    def similar_to(self, given_name: str, family_name: str):
        """People who could be the same: of this name or nearly, or with an initial for the given name; likest first.

        The similarity is that of pg_trgm: the share of trigrams that two names have in common.
        """
        family, given = plain(family_name), plain(given_name)
        name = f"{family} {given}".strip()
        alike = Q(sort_name=name) | Q(likeness__gte=MIN_SIMILARITY, sort_name__trigram_similar=name)
        if given:
            alike |= Q(sort_name=f"{family} {given[0]}")
        if len(given) == 1:
            alike |= Q(sort_name__startswith=name)
        return self.annotate(likeness=TrigramSimilarity("sort_name", name)).filter(alike).order_by("-likeness", "pk")


PersonPageManager = BasePageManager.from_queryset(PersonPageQuerySet)


class QuoteQuerySet(QuerySet):
    def published(self, now: datetime | None = None):
        """The rule of ``BasePageQuerySet.published``, asked of the pages that the quotes stand in."""
        now = now or timezone.now()
        return self.filter(
            Q(visible_from__isnull=True) | Q(visible_from__lte=now),
            not_expired(now, "page__"),
            ~is_restricted("page__path"),
            page__live=True,
        )

    def said_by(self, person):
        return self.filter(speaker=person)

    def about(self, topic_ids: Iterable[int]):
        """Those in pages that have any of the topics."""
        return self.filter(topic_ids__overlap=list(topic_ids))

    def said_in(self, year: int):
        return self.filter(date__year=year)

    def newest_first(self):
        """By the date of the page, in reading order within one."""
        return self.order_by("-date", "-page_id", "position")

    def with_page(self):
        """Load the page that it stands in."""
        return self.select_related("page")

    def for_listing(self):
        """Load who said it, with the portrait, and the page that it stands in."""
        return self.with_page().select_related("speaker__photo").prefetch_related("speaker__photo__renditions")
