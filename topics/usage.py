"""How often topics are used: by pages of all types that have topics."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from .models import TopicPage


def get_topic_relations() -> list[Any]:
    """Return the relations by which pages have topics, e.g. that of ``BlogPage.topics``, by name."""
    relations = [relation for relation in TopicPage._meta.related_objects if relation.many_to_many]
    return sorted(relations, key=lambda relation: str(relation.related_model._meta.verbose_name_plural))


def count_uses() -> Any:
    """Return the expression for the number of pages that have a topic."""
    total: Any = 0
    for relation in get_topic_relations():
        links = relation.through.objects.filter(topicpage=OuterRef("pk")).order_by()
        number = links.values("topicpage").annotate(number=Count("pk")).values("number")
        total = total + Coalesce(Subquery(number, output_field=IntegerField()), 0)
    return total


def order_by_use(topics: QuerySet) -> QuerySet:
    """Sort topics by how many pages have them, those that most have first."""
    return topics.alias(uses=count_uses()).order_by("-uses", "title", "pk")


def load_uses(topics: list[TopicPage]) -> None:
    """Set ``uses`` on each of the topics: pairs of a page type and the number of its pages that have the topic."""
    relations = get_topic_relations()
    ids = [topic.pk for topic in topics]
    counts = [
        relation.through.objects.filter(topicpage__in=ids)
        .order_by()
        .values_list("topicpage", Value(position))
        .annotate(number=Count("pk"))
        for position, relation in enumerate(relations)
    ]
    numbers: dict[int, list[tuple[Any, int]]] = {pk: [] for pk in ids}
    for pk, position, number in sorted(counts[0].union(*counts[1:], all=True)):
        numbers[pk].append((relations[position].related_model, number))
    for topic in topics:
        topic.uses = numbers[topic.pk]
