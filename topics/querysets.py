from content.querysets import BasePageManager


class TopicPageManager(BasePageManager):
    """Topics stand in alphabetical order wherever they are listed, the editor's forms included."""

    def get_queryset(self):
        return super().get_queryset().order_by("title")
