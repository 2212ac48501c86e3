"""Filter form of the list of posts."""

from django import forms
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from content.listings import ListingForm
from people.models import PersonPage
from topics.models import TopicPage


class BlogFilterForm(ListingForm):
    """Filters of the list of posts. It offers only the topics, authors and years that have posts."""

    topic = forms.ModelChoiceField(
        TopicPage.objects.none(),
        to_field_name="slug",
        required=False,
        label=_("Topic"),
        empty_label=_("All topics"),
    )
    author: forms.ModelChoiceField = forms.ModelChoiceField(
        PersonPage.objects.none(),
        to_field_name="slug",
        required=False,
        label=_("Author"),
        empty_label=_("All authors"),
    )
    year = forms.TypedChoiceField(coerce=int, required=False, label=_("Year"))
    month = forms.TypedChoiceField(
        coerce=int,
        required=False,
        widget=forms.HiddenInput,
        choices=[("", "")] + [(n, n) for n in range(1, 13)],
    )

    def __init__(self, *args, posts, **kwargs):
        super().__init__(*args, **kwargs)
        posts = posts.order_by()
        about = posts.filter(topics=OuterRef("pk"))
        self.offer("topic", with_any(TopicPage.objects.published(), about))
        written = posts.filter(authors__person=OuterRef("pk"))
        authors = with_any(PersonPage.objects.published().by_family_name(), written)
        self.offer("author", authors)
        per_year = posts.annotate(year=ExtractYear("date")).values_list("year").annotate(posts=Count("pk"))
        #: The number of posts of each year, the newest first. One statement reads all posts; a second one for their
        #: number would take as long.
        self.per_year = dict(self.keep("years", lambda: list(per_year.order_by("-year"))))
        self.fields["year"].choices = [("", _("All years")), *((year, year) for year in self.per_year)]


def with_any(objects: QuerySet, related: QuerySet) -> QuerySet:
    """Keep the objects with a row in ``related``, which refers to them by ``OuterRef``.

    For each object the database looks for one row, and stops. For ``Exists`` it would join all rows, however few
    objects there are.
    """
    return objects.alias(any_related=Subquery(related.values("pk")[:1])).filter(any_related__isnull=False)
