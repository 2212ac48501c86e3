"""Venues in the admin: a list of them, and a chooser in which an editor can also create one."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Venue


class VenueChooserViewSet(SnippetChooserViewSet):
    form_fields = ["name", "street_address", "locality", "postal_code", "country"]
    search_tab_label = _("Venues on this site")
    creation_tab_label = _("New venue")
    create_action_label = _("Create and choose")


class VenueViewSet(SnippetViewSet):
    model = Venue
    icon = "site"
    menu_label = _("Venues")
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["name", "locality", Column("step_free_access", label=_("Step-free access"))]
    chooser_viewset_class = VenueChooserViewSet


register_snippet(VenueViewSet)
