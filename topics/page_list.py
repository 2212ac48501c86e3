"""The list of topics in the admin: how much each is used, and what it is a part of."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters.filters import ChoiceFilter

from content.admin_lists.columns import TextColumn
from content.admin_lists.filters import PageFilterSet
from content.admin_lists.registry import PageList, register_page_list

from .models import TopicPage
from .usage import count_uses, load_uses


class UseFilter(ChoiceFilter):
    def filter(self, qs: QuerySet, value: str | None) -> QuerySet:
        if not value:
            return qs
        topics = qs.alias(uses=count_uses())
        return topics.filter(uses__gt=0) if value == "used" else topics.filter(uses=0)


class TopicFilterSet(PageFilterSet):
    use = UseFilter(
        label=_("Use"),
        choices=[("used", _("In use")), ("unused", _("Not used yet"))],
        empty_label=_("Any"),
        widget=forms.RadioSelect,
    )


def describe_use(topic: TopicPage) -> str:
    """Return what has a topic: “12 posts, 1 event”."""
    texts = [
        f"{number} {model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural}"
        for model, number in topic.uses
    ]
    return ", ".join(texts) or gettext("Not used yet")


@register_page_list
class TopicList(PageList):
    model = TopicPage
    name = "topics"
    label = _("Topics")
    add_label = _("New topic")
    icon = "tag"
    menu_order = 140
    default_ordering = "title"
    search_fields = ("title", "draft_title", "parent__title")
    filterset_class = TopicFilterSet
    columns = [
        TextColumn("parent_title", label=_("Part of"), accessor=lambda topic: topic.parent and topic.parent.title),
        TextColumn("use", label=_("Used by"), accessor=describe_use, sort_key="uses", width="30%"),
    ]
    sort_expressions = {"uses": count_uses()}

    def get_queryset(self) -> QuerySet:
        return TopicPage.objects.select_related("parent").defer("parent__body")

    def load(self, pages: list) -> None:
        load_uses(pages)
