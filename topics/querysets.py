"""Manager of topics."""

from collections import defaultdict

from content.querysets import BasePageManager
from content.visibility import is_restricted


class TopicPageManager(BasePageManager):
    """Sorts topics by title wherever they are listed, also in the editor's forms.

    They are loaded with ``restricted``, so that each knows whether visitors may see it, whichever page it belongs to.
    """

    def get_queryset(self):
        return super().get_queryset().annotate(restricted=is_restricted()).order_by("title")

    def none(self):
        """Return an empty queryset, also to forms that are defined while models are still being loaded."""
        return super().get_queryset().none()

    def get_subtopic_ids(self) -> dict[int, list[int]]:
        """Return the ids of the direct subtopics of each topic that has any, in one query."""
        subtopic_ids = defaultdict(list)
        for pk, parent_id in self.filter(parent__isnull=False).order_by().values_list("pk", "parent_id"):
            subtopic_ids[parent_id].append(pk)
        return dict(subtopic_ids)

    def get_subtree_ids(self, pk: int, subtopic_ids: dict[int, list[int]] | None = None) -> set[int]:
        """Return the ids of a topic and of all topics below it, in one query whatever their depth.

        No query is needed with ``subtopic_ids``, the result of ``get_subtopic_ids``.
        """
        subtopic_ids = self.get_subtopic_ids() if subtopic_ids is None else subtopic_ids
        found, unvisited = {pk}, [pk]
        while unvisited:
            new = set(subtopic_ids.get(unvisited.pop(), ())) - found
            found |= new
            unvisited += new
        return found
