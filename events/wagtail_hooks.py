"""Wagtail hooks: the chooser of events, and venues, with a list of them and a chooser that can create one."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from .choosers import event_chooser_viewset
from .models import Venue


@hooks.register("register_admin_viewset")
def register_event_chooser():
    return event_chooser_viewset


class VenueChooserViewSet(SnippetChooserViewSet):
    form_fields = ["name", "street_address", "locality", "postal_code", "country"]
    search_tab_label = _("Venues on this site")
    creation_tab_label = _("New venue")
    create_action_label = _("Create and choose")


class VenueViewSet(SnippetViewSet):
    model = Venue
    icon = "pin"
    menu_label = _("Venues")
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["name", "locality", Column("step_free_access", label=_("Step-free access"))]
    chooser_viewset_class = VenueChooserViewSet


register_snippet(VenueViewSet)
