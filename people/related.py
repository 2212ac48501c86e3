"""Related pages: scored by the people, topics and words that they share with a page.

A shared event has the greatest weight, then each person, each topic, and each word of the page's title that is in the
title, strapline or summary of the other page. One word alone is not enough. For each shared thing an index finds the
newest pages, all in one query, and another one loads those of the highest scores, so that it takes no longer on a large
site.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.models import QuerySet, Value

from content.models import BasePage
from content.querysets import BasePageQuerySet

from .attributions import get_named_people
from .credits import get_credit_model
from .models import Mention

EVENT_WEIGHT, PERSON_WEIGHT, TOPIC_WEIGHT, WORD_WEIGHT = 12, 6, 4, 2
#: The least score of a related page: one topic, or two words.
MIN_SCORE = 4
MAX_RELATED = 3
MAX_PINNED = 12
# Bounds of the query: a page may name a whole conference.
MAX_PEOPLE, MAX_TOPICS, MAX_WORDS = 12, 8, 10
#: Of the live pages with one shared thing so many count, those that were made last.
MAX_PAGES = 100
#: So many pages of the highest scores are loaded, as visitors may not see all of them, e.g. not those of a later date.
MAX_CANDIDATES = 20
MIN_WORD_LENGTH = 4
#: PostgreSQL's built-in text search configuration, which stems words and ignores those such as “about”.
TEXT_SEARCH_CONFIG = "english"


@dataclass(frozen=True)
class SharedThing:
    """A person, a topic, an event or a word that relates pages: its weight, and querysets of the pages that have it."""

    weight: int
    pages: list[QuerySet]


if TYPE_CHECKING:
    _PageMixin = BasePage
else:
    _PageMixin = models.Model


class RelatedVectorField(SearchVectorField):
    """The words of ``get_related_text``. The database computes them in the statement that saves the page."""

    def pre_save(self, model_instance: models.Model, add: bool) -> SearchVector:
        assert isinstance(model_instance, RelatedPagesMixin)
        return SearchVector(Value(model_instance.get_related_text()), config=TEXT_SEARCH_CONFIG)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Leave this class out of migrations: in the database it is any ``SearchVectorField``."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.contrib.postgres.search.SearchVectorField", args, kwargs


class RelatedPagesMixin(_PageMixin):
    """Adds related pages to a page type: a ``BasePage`` with ``topics``, ``body`` and credits."""

    #: The names of the relations to authors or speakers.
    credit_relations: ClassVar[tuple[str, ...]] = ("authors",)

    #: The words of title, strapline and summary.
    related_vector = RelatedVectorField(null=True, editable=False, serialize=False)

    class Meta:
        abstract = True

    def get_related_text(self) -> str:
        """Return the text whose words other pages are compared with."""
        return f"{self.title} {getattr(self, 'strapline', '')} {self.summary}"

    def get_shared_things(self, model: "type[RelatedPagesMixin]") -> list[SharedThing]:
        """Return what pages of ``model`` can share with this page."""
        people = get_named_people(self.credits, self.body).person_ids[:MAX_PEOPLE]
        words = re.findall(r"[^\W\d_]+", self.title.lower())
        words = list(dict.fromkeys(word for word in words if len(word) >= MIN_WORD_LENGTH))[:MAX_WORDS]
        return [
            *(_naming_person(model, person_id) for person_id in people),
            *(_with_topic(model, topic.pk) for topic in self.topic_list[:MAX_TOPICS]),
            *(_with_word(model, word) for word in words),
        ]


def share(weight: int, *pages: QuerySet) -> SharedThing:
    """Return a shared thing: ``pages`` are querysets of the values of one column with the ids of pages that have it."""
    return SharedThing(weight, [_get_newest(ids) for ids in pages])


def _get_newest(ids: QuerySet) -> QuerySet:
    [column] = ids.query.values_select
    return ids.order_by(f"-{column}")[:MAX_PAGES]


def _naming_person(model: type[RelatedPagesMixin], person_id: int) -> SharedThing:
    credits = [
        get_credit_model(model, relation).objects.filter(person=person_id, page__live=True).values("page")
        for relation in model.credit_relations
    ]
    return share(PERSON_WEIGHT, Mention.objects.filter(person=person_id).values("page"), *credits)


def _with_topic(model: type[RelatedPagesMixin], topic_id: int) -> SharedThing:
    name = model._meta.model_name
    named = model.topics.through.objects.filter(**{"topicpage": topic_id, f"{name}__live": True})
    return share(TOPIC_WEIGHT, named.values(name))


def _with_word(model: type[RelatedPagesMixin], word: str) -> SharedThing:
    pages = model.objects.live().filter(related_vector=SearchQuery(word, config=TEXT_SEARCH_CONFIG))
    return share(WORD_WEIGHT, pages.values("page_ptr"))


def find_related(
    page: BasePage, pages: BasePageQuerySet, things: Iterable[SharedThing], pins: Sequence[int] = ()
) -> list[Any]:
    """Return the published ``pages`` that are related to ``page``: first the pinned ones in order, then by score.

    ``pins`` are the ids of the pages that an editor has pinned. There are at most ``MAX_RELATED`` pages, or as many as
    are pinned (``MAX_PINNED``). They are loaded with what a short teaser shows: title, date and summary.
    """
    scores = score_pages(list(things))
    positions = {pk: position for position, pk in enumerate(pins)}
    enough = [pk for pk, score in scores.items() if score >= MIN_SCORE and pk != page.pk and pk not in positions]
    candidates = [*positions, *nlargest(MAX_CANDIDATES, enough, key=lambda pk: (scores[pk], pk))]
    if not candidates:
        return []
    found = list(pages.filter(pk__in=candidates).exclude(pk=page.pk).defer_streamfields())
    pinned = sorted((other for other in found if other.pk in positions), key=lambda other: positions[other.pk])
    others = [other for other in found if other.pk not in positions]
    others.sort(key=lambda other: (scores[other.pk], other.date, other.pk), reverse=True)
    return [*pinned[:MAX_PINNED], *others[: max(0, MAX_RELATED - len(pinned))]]


def score_pages(things: list[SharedThing]) -> Counter[int]:
    """Return the scores of all pages that share anything, by primary key."""
    numbered = [
        ids.annotate(thing=Value(number)).values_list(*ids.query.values_select, "thing")
        for number, thing in enumerate(things)
        for ids in thing.pages
    ]
    scores: Counter[int] = Counter()
    if numbered:
        # A set: one page may name a person several times.
        for pk, number in set(numbered[0].union(*numbered[1:], all=True)):
            scores[pk] += things[number].weight
    return scores
