"""Filter form of the list of posts."""

from django import forms
from django.db.models import Exists, OuterRef
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
        links = posts.model.topics.through.objects.filter(topicpage=OuterRef("pk"), blogpage__in=posts.values("pk"))
        self.fields["topic"].queryset = self.offer("topics", TopicPage.objects.published().filter(Exists(links)))
        authors = PersonPage.objects.published().filter(pk__in=posts.values("authors__person")).by_family_name()
        self.fields["author"].queryset = self.offer("authors", authors)
        years = self.keep("years", lambda: [date.year for date in posts.datetimes("date", "year", order="DESC")])
        self.fields["year"].choices = [("", _("All years")), *((year, year) for year in years)]
