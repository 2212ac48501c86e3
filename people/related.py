"""Related pages: those that share people, topics or words with a page, most in common first.

What is shared counts by how much it tells: an event most, then each person, each topic, and each word of the title
that another page has in its title, strapline or summary. One word alone counts for nothing. The database adds up, in
one query: each list of pages that share one thing is looked up once, by an index, and compared with every page.
"""

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.models import Case, Expression, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.signals import post_save
from django.dispatch import receiver

from content.models import BasePage

from .attributions import get_named_people
from .credits import get_credit_model
from .models import Mention

EVENT_WEIGHT, PERSON_WEIGHT, TOPIC_WEIGHT, WORD_WEIGHT = 12, 6, 4, 2
#: One topic, or two words.
MIN_SCORE = 4
MAX_RELATED = 3
MAX_PINNED = 12
# A page that names a whole conference must not make a query without end.
MAX_PEOPLE, MAX_TOPICS, MAX_WORDS = 12, 8, 10
MIN_WORD_LENGTH = 4
#: The built-in text search configuration: stems, and no words such as “about”.
TEXT_SEARCH_CONFIG = "english"


class RelatedPagesMixin(models.Model):
    """A page type whose pages know their related pages. For a ``BasePage`` with ``topics`` and credits."""

    #: The relations that credit people: their authors or speakers.
    credit_relations: ClassVar[tuple[str, ...]] = ("authors",)

    #: The words of title, strapline and summary, by which pages are compared.
    related_vector = SearchVectorField(null=True, editable=False, serialize=False)

    class Meta:
        abstract = True

    def get_related_text(self) -> str:
        """Return the words by which other pages are compared with this one."""
        return f"{self.title} {getattr(self, 'strapline', '')} {self.summary}"

    def get_shared_conditions(self, model: "type[RelatedPagesMixin]") -> list[tuple[Q, int]]:
        """Return a condition for each thing that pages of ``model`` can share with this page, with its weight."""
        people = get_named_people(self.credits, self.body).person_ids[:MAX_PEOPLE]
        words = re.findall(r"[^\W\d_]+", self.title.lower())
        words = list(dict.fromkeys(word for word in words if len(word) >= MIN_WORD_LENGTH))[:MAX_WORDS]
        return [
            *((_naming_person(model, person_id), PERSON_WEIGHT) for person_id in people),
            *((_with_topic(model, topic.pk), TOPIC_WEIGHT) for topic in self.topic_list[:MAX_TOPICS]),
            *((_with_word(model, word), WORD_WEIGHT) for word in words),
        ]


def _naming_person(model: type[RelatedPagesMixin], person_id: int) -> Q:
    pages = Mention.objects.filter(person=person_id).values("page")
    for relation in model.credit_relations:
        pages = get_credit_model(model, relation).objects.filter(person=person_id).values("page").union(pages)
    return Q(pk__in=pages)


def _with_topic(model: type[RelatedPagesMixin], topic_id: int) -> Q:
    named = model.topics.through.objects.filter(topicpage=topic_id)
    return Q(pk__in=named.values(model._meta.model_name))


def _with_word(model: type[RelatedPagesMixin], word: str) -> Q:
    pages = model.objects.filter(related_vector=SearchQuery(word, config=TEXT_SEARCH_CONFIG)).order_by()
    return Q(pk__in=pages.values("pk"))


def find_related(
    page: BasePage, pages: QuerySet, conditions: Iterable[tuple[Q, int]], pinned: Expression | None = None
) -> list[Any]:
    """Return those of the published ``pages`` that stand beside ``page``: pinned ones in order, then by their score.

    ``conditions`` are pairs of a condition and what it adds to the score; ``pinned`` is an expression for the place
    that an editor gave a page, null for others. There are up to ``MAX_RELATED``, or as many as are pinned; none where
    nothing is shared. They hold what a short teaser shows: title, date and summary.
    """
    cases = [Case(When(condition, then=Value(weight)), default=Value(0)) for condition, weight in conditions]
    if not cases and pinned is None:
        return []
    place = Value(None, output_field=IntegerField()) if pinned is None else pinned
    best = (
        pages.exclude(pk=page.pk)
        .annotate(pinned=place, score=sum(cases, Value(0)))
        .defer_streamfields()
        .order_by(F("pinned").asc(nulls_last=True), "-score", "-date", "-pk")[:MAX_PINNED]
    )
    # Asked of the few that are best: in the query's own condition the database would count all twice.
    return [
        other
        for rank, other in enumerate(best)
        if other.pinned is not None or (other.score >= MIN_SCORE and rank < MAX_RELATED)
    ]


@receiver(post_save)
def update_related_vector(sender, instance, raw=False, update_fields=None, **kwargs) -> None:
    """Keep the words by which pages are compared. What is saved of a draft of a live page leaves them alone."""
    if isinstance(instance, RelatedPagesMixin) and update_fields is None and not raw:
        vector = SearchVector(Value(instance.get_related_text()), config=TEXT_SEARCH_CONFIG)
        type(instance).objects.filter(pk=instance.pk).update(related_vector=vector)
