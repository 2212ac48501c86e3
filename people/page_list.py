"""The list of people in the admin: with photo, role and quotes."""

from django import forms
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django_filters.filters import ChoiceFilter

from content.admin_lists.columns import TextColumn
from content.admin_lists.filters import PageFilterSet, WordsFilter
from content.admin_lists.registry import PageList, register_page_list
from topics.admin_filters import TopicFilter

from .choosers import PhotoColumn
from .models import PersonPage, Quote


class PhotoFilter(ChoiceFilter):
    def filter(self, qs: QuerySet, value: str | None) -> QuerySet:
        return qs.filter(photo__isnull=value == "without") if value else qs


class PersonFilterSet(PageFilterSet):
    role = WordsFilter(label=_("Role or organisation"), fields=("role", "organisation"))
    photo = PhotoFilter(
        label=_("Photo"),
        choices=[("with", _("With a photo")), ("without", _("Without one"))],
        empty_label=_("Any"),
        widget=forms.RadioSelect,
    )
    topics = TopicFilter()


@register_page_list
class PersonList(PageList):
    model = PersonPage
    name = "people"
    label = _("People")
    add_label = _("New person")
    icon = "user"
    menu_order = 130
    default_ordering = "sort_name"
    search_fields = ("title", "draft_title", "search_name", "role", "organisation")
    filterset_class = PersonFilterSet
    columns = [
        PhotoColumn("photo", label=_("Photo"), width="1%"),
        TextColumn("position", label=_("Role"), sort_key="role", width="25%"),
        TextColumn("number_of_quotes", label=_("Quotes"), width="7%"),
    ]

    def get_queryset(self) -> QuerySet:
        quotes = Quote.objects.filter(speaker=OuterRef("pk"), page__live=True).order_by().values("speaker")
        number = Subquery(quotes.annotate(number=Count("pk")).values("number"), output_field=IntegerField())
        return PersonPage.objects.for_listing().annotate(number_of_quotes=Coalesce(number, 0))
