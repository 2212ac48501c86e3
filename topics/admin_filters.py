"""The filter by topic in lists of the admin."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_filters.filters import ModelMultipleChoiceFilter

from content.page_visibility import get_visible_q

from .models import TopicPage
from .usage import order_by_use

#: As many topics as an editor reads through. Others are found by the search, and by the links in the list of topics.
OFFERED_TOPICS = 40


def get_offered_topics(request: HttpRequest):
    """Return the topics that are used most, and those that are chosen already, as far as the user may see them."""
    chosen = [int(pk) for pk in request.GET.getlist("topics") if pk.isdecimal() and len(pk) < 18]
    topics = TopicPage.objects.filter(get_visible_q(request.user))
    most_used = order_by_use(topics).values("pk")[:OFFERED_TOPICS]
    return topics.filter(Q(pk__in=most_used) | Q(pk__in=chosen)).defer_streamfields()


class TopicFilter(ModelMultipleChoiceFilter):
    """Finds pages that have any of the chosen topics."""

    def __init__(self, **kwargs: Any) -> None:
        options = {"label": _("Topics"), "queryset": get_offered_topics, "widget": forms.CheckboxSelectMultiple}
        super().__init__(**options | kwargs)
