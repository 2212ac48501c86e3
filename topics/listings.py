"""Sorting topics as a tree."""

from collections import defaultdict

from .models import TopicPage


def order_as_tree(topics: list[TopicPage]) -> list[TopicPage]:
    """Return ``topics`` in the order of a tree: each topic is followed by its subtopics.

    Sets ``level`` on each: 0 for a topic whose parent is not among ``topics``, 1 for its subtopics, and so on.
    """
    listed = {topic.pk for topic in topics}
    subtopics: dict[int | None, list[TopicPage]] = defaultdict(list)
    for topic in topics:
        subtopics[topic.parent_id if topic.parent_id in listed else None].append(topic)
        topic.level = 0
    ordered: list[TopicPage] = []

    def add_subtopics(parent_id: int | None, level: int) -> None:
        for topic in subtopics[parent_id]:
            topic.level = level
            ordered.append(topic)
            add_subtopics(topic.pk, level + 1)

    add_subtopics(None, 0)
    # Topics that are parts of each other, as two editors at the same time can make them, are below no root.
    return ordered + [topic for topic in topics if topic not in ordered]
