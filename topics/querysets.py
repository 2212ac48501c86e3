from collections import defaultdict

from content.querysets import BasePageManager


class TopicPageManager(BasePageManager):
    """Topics stand in alphabetical order wherever they are listed, the editor's forms included."""

    def get_queryset(self):
        return super().get_queryset().order_by("title")

    def branch_ids(self, pk: int) -> set[int]:
        """Return the ids of a topic and of all topics below it, in one query however deep they lie."""
        parts = defaultdict(list)
        for part, whole in self.filter(parent__isnull=False).order_by().values_list("pk", "parent_id"):
            parts[whole].append(part)
        found, waiting = {pk}, [pk]
        while waiting:
            new = set(parts[waiting.pop()]) - found
            found |= new
            waiting += new
        return found
