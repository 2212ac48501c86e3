"""The list of people."""

from django.utils.translation import gettext_lazy as _

from content.listings import paginate
from content.models import IndexPage
from content.panels import index_tabs

from .person import PersonPage


class PersonIndexPage(IndexPage):
    kind_label = _("List of people")
    page_description = _("The list of people. Keeps every person's page below it.")
    template = "pages/person_index_page.html"
    subpage_types = ["people.PersonPage"]
    people_per_page = 60

    edit_handler = index_tabs(_("Lists the people below it in the order of their family names."))

    class Meta:
        verbose_name = _("list of people")

    def get_people(self):
        return PersonPage.objects.published().child_of(self).for_listing().by_family_name()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["people"] = paginate(request, self.get_people(), self.people_per_page)
        return context
