"""Related pages: scored by the people, topics and words that they share with a page.

A shared event has the greatest weight, then each person, each topic, and each word of the page's title that is in the
title, strapline or summary of the other page. One word alone is not enough. The database computes the scores in one
query: for each shared thing an index finds the newest pages, and only these are compared with each other, so that it
takes no longer on a large site.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from content.models import BasePage

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
#: Of the pages with one shared thing so many count, those that were made last.
MAX_PAGES = 100
MIN_WORD_LENGTH = 4
#: PostgreSQL's built-in text search configuration, which stems words and ignores those such as “about”.
TEXT_SEARCH_CONFIG = "english"


@dataclass(frozen=True)
class SharedThing:
    """A person, a topic, an event or a word that relates pages: its weight, and querysets of the pages that have it."""

    weight: int
    pages: list[QuerySet]

    @property
    def q(self) -> Q:
        return reduce(or_, (Q(pk__in=ids) for ids in self.pages))


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
        get_credit_model(model, relation).objects.filter(person=person_id).values("page")
        for relation in model.credit_relations
    ]
    return share(PERSON_WEIGHT, Mention.objects.filter(person=person_id).values("page"), *credits)


def _with_topic(model: type[RelatedPagesMixin], topic_id: int) -> SharedThing:
    named = model.topics.through.objects.filter(topicpage=topic_id)
    return share(TOPIC_WEIGHT, named.values(model._meta.model_name))


def _with_word(model: type[RelatedPagesMixin], word: str) -> SharedThing:
    pages = model.objects.filter(related_vector=SearchQuery(word, config=TEXT_SEARCH_CONFIG))
    return share(WORD_WEIGHT, pages.values("page_ptr"))


def find_related(
    page: BasePage, pages: QuerySet, things: Iterable[SharedThing], pins: tuple[QuerySet, Combinable] | None = None
) -> list[Any]:
    """Return the published ``pages`` that are related to ``page``: first the pinned ones in order, then by score.

    ``pins`` are the ids of the pages that an editor has pinned, and an expression for the position of such a page, null
    for others. There are at most ``MAX_RELATED`` pages, or as many as are pinned (``MAX_PINNED``). They are loaded with
    what a short teaser shows: title, date and summary.
    """
    things = list(things)
    position = pins[1] if pins else Value(None, output_field=IntegerField())
    lists = [ids for thing in things for ids in thing.pages] + ([pins[0]] if pins else [])
    if not lists:
        return []
    cases = [Case(When(thing.q, then=Value(thing.weight)), default=Value(0)) for thing in things]
    best = (
        pages.filter(pk__in=lists[0].union(*lists[1:]))
        .exclude(pk=page.pk)
        .annotate(pinned=position, score=sum(cases, Value(0)))
        .defer_streamfields()
        .order_by(F("pinned").asc(nulls_last=True), "-score", "-date", "-pk")[:MAX_PINNED]
    )
    # Filtered here and not in the query, where the database would compute each score twice.
    return [
        other
        for rank, other in enumerate(best)
        if other.pinned is not None or (other.score >= MIN_SCORE and rank < MAX_RELATED)
    ]
