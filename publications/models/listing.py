"""The list of publications, with filters and a feed."""

from django.utils.translation import gettext_lazy as _

from content.listings import paginate
from content.models import IndexPage
from content.panels import index_tabs

from ..forms import PublicationFilterForm
from .publication import PublicationPage


class PublicationIndexPage(IndexPage):
    kind_label = _("List of publications")
    page_description = _("The list of publications. Keeps every report, paper and review below it.")
    template = "pages/publication_index_page.html"
    subpage_types = ["publications.PublicationPage"]
    publications_per_page = 20

    edit_handler = index_tabs(
        _("Lists the publications below it, newest first, with filters and a feed; of a work, its newest edition.")
    )

    class Meta:
        verbose_name = _("list of publications")

    def get_publications(self):
        return PublicationPage.objects.published().descendant_of(self).current().newest_first()

    def get_context(self, request, *args, **kwargs):
        form = PublicationFilterForm(request.GET, publications=self.get_publications(), listed_by=self)
        found = form.chosen_publications.for_listing()
        return super().get_context(request, *args, **kwargs) | {
            "publications": paginate(request, found, self.publications_per_page),
            "filters": form,
            "active_filters": bool(form.filters),
        }
