"""Topics as a tree."""

from collections import defaultdict

from .models import TopicPage


def in_branches(topics: list[TopicPage]) -> list[TopicPage]:
    """Return ``topics`` with the parts of each behind it, and their ``level``: 0 for what is part of nothing here."""
    listed = {topic.pk for topic in topics}
    parts = defaultdict(list)
    for topic in topics:
        parts[topic.parent_id if topic.parent_id in listed else None].append(topic)
        topic.level = 0
    ordered = []

    def add(whole: int | None, level: int) -> None:
        for topic in parts[whole]:
            topic.level = level
            ordered.append(topic)
            add(topic.pk, level + 1)

    add(None, 0)
    # Two editors at once may have made topics parts of each other.
    return ordered + [topic for topic in topics if topic not in ordered]
