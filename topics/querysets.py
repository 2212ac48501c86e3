from collections import defaultdict

from content.querysets import BasePageManager


class TopicPageManager(BasePageManager):
    """Topics stand in alphabetical order wherever they are listed, the editor's forms included."""

    def get_queryset(self):
        return super().get_queryset().order_by("title")

    def parts(self) -> dict[int, list[int]]:
        """Return the ids of the parts of each topic that has any, in one query."""
        parts = defaultdict(list)
        for part, whole in self.filter(parent__isnull=False).order_by().values_list("pk", "parent_id"):
            parts[whole].append(part)
        return dict(parts)

    def branch_ids(self, pk: int, parts: dict[int, list[int]] | None = None) -> set[int]:
        """Return the ids of a topic and of all topics below it, in one query however deep they lie."""
        parts = self.parts() if parts is None else parts
        found, waiting = {pk}, [pk]
        while waiting:
            new = set(parts.get(waiting.pop(), ())) - found
            found |= new
            waiting += new
        return found
