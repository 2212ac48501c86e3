"""The list of publications in the admin."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters.filters import DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget

from content.admin_lists.columns import TextColumn, day_column, join_names, topics_column
from content.admin_lists.filters import PageFilterSet
from content.admin_lists.registry import PageList, register_page_list
from people.admin_filters import CreditFilter
from people.credits import prefetch_credits
from topics.admin_filters import TopicFilter

from .models import PublicationPage


class PublicationFilterSet(PageFilterSet):
    date = DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    author = CreditFilter("authors")
    topics = TopicFilter()


def get_authors(publication: PublicationPage) -> str:
    """Return the authors without the editors."""
    return join_names([author.display_name for author in publication.author_list])


@register_page_list
class PublicationList(PageList):
    model = PublicationPage
    name = "publications"
    label = _("Publications")
    add_label = _("New publication")
    icon = "book"
    menu_order = 150
    default_ordering = "-date"
    search_fields = ("title", "draft_title", "strapline", "isbn", "doi", "authors__person__title", "authors__name")
    filterset_class = PublicationFilterSet
    columns = [
        day_column(),
        TextColumn("type", label=_("Kind"), accessor="get_publication_type_display", width="10%"),
        TextColumn("authors", label=_("Authors"), accessor=get_authors, width="18%"),
        topics_column(),
    ]

    def get_queryset(self) -> QuerySet:
        return prefetch_credits(PublicationPage.objects.all(), "authors").prefetch_related("topics")
