"""The topics of a page: those that visitors may see, and the ids of all."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.functional import cached_property

from content.models import BasePage

if TYPE_CHECKING:
    from .models import TopicPage

    _PageMixin = BasePage
else:
    _PageMixin = models.Model


class TopicsMixin(_PageMixin):
    """A page type with a relation ``topics``. Put it before ``BasePage`` in the bases.

    Whatever shows topics takes them from ``topic_list``. A topic that is a draft, private or expired is not among them.
    """

    if TYPE_CHECKING:
        topics: Any

    class Meta:
        abstract = True

    @cached_property
    def topic_list(self) -> list["TopicPage"]:
        topics = [topic for topic in self.topics.all() if topic.is_published]
        return sorted(topics, key=lambda topic: topic.title)

    @property
    def topic_ids(self) -> list[int]:
        return sorted(topic.pk for topic in self.topics.all())
