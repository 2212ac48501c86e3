"""The list of people, with the list of all published quotes below it."""

from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from content.listings import paginate
from content.models import IndexPage
from content.panels import index_tabs
from content.serving.routing import VisibleRoutesMixin

from ..filters import PersonFilterForm, QuoteFilterForm
from .person import PersonPage
from .quote import Quote, prefetch_links


class PersonIndexPage(VisibleRoutesMixin, IndexPage):
    kind_label = _("List of people")
    page_description = _("The list of people. Keeps every person's page below it.")
    template = "pages/person_index_page.html"
    subpage_types = ["people.PersonPage"]
    people_per_page = 60
    quotes_per_page = 20

    edit_handler = index_tabs(_("Lists the people below it in the order of their family names, and what they said."))

    class Meta:
        verbose_name = _("list of people")

    def get_people(self):
        return PersonPage.objects.published().child_of(self).for_listing().by_family_name()

    def get_context(self, request, *args, **kwargs):
        form = PersonFilterForm(request.GET, people=self.get_people(), listed_by=self)
        return super().get_context(request, *args, **kwargs) | {
            "people": paginate(request, form.filter_people(), self.people_per_page),
            "filters": form,
            "active_filters": bool(form.filters),
            "quotes_url": self.get_url(request) + self.reverse_subpage("quotes"),
        }

    @path("voices/", name="quotes")
    def list_quotes(self, request):
        """Every published quote of this site, newest first."""
        quotes, people = Quote.objects.published(), PersonPage.objects.published()
        form = QuoteFilterForm(request.GET, quotes=quotes, people=people, listed_by=self)
        quotes = paginate(request, form.filter_quotes().newest_first().for_listing(), self.quotes_per_page)
        prefetch_links(quotes)
        # Not self.render(), which would make the list of people, too.
        context = super().get_context(request) | {
            "quotes": quotes,
            "filters": form,
            "active_filters": bool(form.filters),
            "meta_title": _("Voices"),
            "canonical_url": f"{self.get_site().root_url}{request.path}",
        }
        return TemplateResponse(request, "pages/quotes.html", context)
