"""The list of posts in the admin, and what posts add to the lists of people and of events."""

from collections import Counter
from typing import Any

from django import forms
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters.filters import ChoiceFilter, DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget

from content.admin_lists.columns import TextColumn, day_column, people_column, topics_column
from content.admin_lists.filters import PageFilterSet
from content.admin_lists.registry import PageList, add_columns, register_page_list
from events.models import EventPage
from people.admin_filters import CreditFilter
from people.models import PersonPage
from topics.admin_filters import TopicFilter

from .models import BlogPage, BlogPageAuthor


class PostFilterSet(PageFilterSet):
    date = DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    author = CreditFilter("authors")
    topics = TopicFilter()


@register_page_list
class PostList(PageList):
    model = BlogPage
    name = "posts"
    label = _("Posts")
    add_label = _("Write a post")
    icon = "doc-full"
    menu_order = 110
    default_ordering = "-date"
    search_fields = ("title", "draft_title", "strapline", "authors__person__title", "authors__name")
    filterset_class = PostFilterSet
    columns = [day_column(), people_column(), topics_column()]

    def get_queryset(self) -> QuerySet:
        return BlogPage.objects.with_credits().prefetch_related("topics")


def load_number_of_posts(people: list[PersonPage]) -> None:
    """Set on each person how many posts they wrote, drafts included."""
    credits = BlogPageAuthor.objects.filter(person__in=people).order_by()
    numbers = dict(credits.values_list("person").annotate(number=Count("page", distinct=True)))
    for person in people:
        person.number_of_posts = numbers.get(person.pk, 0)


add_columns(PersonPage, [TextColumn("number_of_posts", label=_("Posts"), width="7%")], load=load_number_of_posts)


def is_written_up() -> Exists:
    return Exists(BlogPage.objects.live().filter(event_reported=OuterRef("pk")))


class MissingFilter(ChoiceFilter):
    """Finds past events that went ahead and lack something."""

    def filter(self, qs: QuerySet, value: str | None) -> QuerySet:
        if not value:
            return qs
        lacking: dict[str, Any] = {"write-up": ~Q(is_written_up()), "recording": Q(recording_url="")}
        past = EventPage.objects.going_ahead().past().order_by().values("pk")
        return qs.filter(lacking.get(value, lacking["write-up"] | lacking["recording"]), pk__in=past)


def load_what_is_missing(events: list[EventPage]) -> None:
    """Set on each event what is still missing after it, in words; nothing before it, or if it did not take place."""
    reports = BlogPage.objects.live().filter(event_reported__in=events).order_by()
    written_up = Counter(reports.values_list("event_reported", flat=True))
    for event in events:
        over = event.is_past and event.status not in {event.Status.CANCELLED, event.Status.POSTPONED}
        missing = [
            gettext("write-up") if over and event.pk not in written_up else "",
            gettext("recording") if over and not event.recording_url else "",
        ]
        event.still_missing = ", ".join(filter(None, missing)).capitalize()


add_columns(
    EventPage,
    [TextColumn("still_missing", label=_("Still missing"), width="12%")],
    load=load_what_is_missing,
    filters={
        "missing": MissingFilter(
            label=_("Still missing"),
            choices=[("any", _("Anything")), ("write-up", _("A write-up")), ("recording", _("A recording"))],
            empty_label=_("Do not filter"),
            widget=forms.RadioSelect,
        )
    },
)
