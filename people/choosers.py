"""Choosing a person, and creating one on the spot, without leaving the post that is being written."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
    CreateView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.blocks import ChooserBlock
from wagtail.models import Page

from content.body.choosers import BodyChooserMixin

from .forms import PersonSearchForm
from .models import PersonIndexPage, PersonPage


def person_index_for(user) -> Page | None:
    """Return the index page under which ``user`` may add a person: the first, when there are several."""
    for index in PersonIndexPage.objects.order_by("path"):
        if index.permissions_for_user(user).can_add_subpage():
            return index
    return None


class CreatesPeople:
    def can_create(self) -> bool:
        return person_index_for(self.request.user) is not None


class PhotoColumn(Column):
    cell_template_name = "editors/photo_cell.html"


class PersonColumns:
    @property
    def title_column(self):
        column = super().title_column
        column.label = _("Name")
        return column

    @property
    def columns(self):
        return [
            PhotoColumn("photo", label=_("Photo"), width="1%"),
            *super().columns,
            Column("role", label=_("Role"), accessor="role"),
            Column("organisation", label=_("Organisation"), accessor="organisation"),
            StatusTagColumn("status", label=_("Status"), accessor=status_of, primary=lambda person: person.live),
        ]

    def get_filter_form_class(self):
        return PersonSearchForm


def status_of(person) -> str:
    return gettext("Published") if person.live else gettext("Draft")


class PersonChooseView(PersonColumns, CreatesPeople, ChooseView):
    pass


class PersonChooseResultsView(PersonColumns, CreatesPeople, ChooseResultsView):
    pass


class TellsPosition:
    """Send role and organisation of today with whoever was chosen: the form fills them in (static/js/prefill.js)."""

    def get_chosen_response_data(self, item):
        position = {"role": item.role, "organisation": item.organisation}
        return super().get_chosen_response_data(item) | position


class PersonChosenView(TellsPosition, ChosenView):
    pass


class PersonChosenMultipleView(TellsPosition, ChosenMultipleView):
    pass


def add_person(person, user):
    """Add a new person below the index: live if ``user`` may publish there, else as a draft."""
    index = person_index_for(user)
    may_publish = index.permissions_for_user(user).can_publish_subpage()
    person.live = False
    person.owner = user
    index.add_child(instance=person)
    revision = person.save_revision(user=user, log_action=True, clean=may_publish)
    if may_publish:
        revision.publish(user=user)
        person.refresh_from_db()
    return person


class PersonCreateView(CreatesPeople, TellsPosition, CreateView):
    def save_form(self, form):
        """Add the person, or return whoever was there already, if it is them."""
        return form.chosen_person or add_person(form.save(commit=False), self.request.user)


class PersonChooserBlock(BodyChooserMixin, ChooserBlock):
    """A person with the portrait that quotes and speaker blocks show."""

    target_model = "people.PersonPage"

    def get_queryset(self):
        return super().get_queryset().select_related("photo")

    def get_images(self, instance) -> list:
        return [instance.photo]

    @property
    def widget(self):
        return person_chooser_viewset.widget_class()

    class Meta:
        icon = "user"


class PersonChooserViewSet(ChooserViewSet):
    model = "people.PersonPage"
    icon = "user"
    per_page = 20
    choose_one_text = _("Choose a person")
    choose_another_text = _("Choose another person")
    edit_item_text = _("Edit this person")
    creation_form_class = "people.forms.PersonCreationForm"
    search_tab_label = _("People on this site")
    creation_tab_label = _("New person")
    create_action_label = _("Create and choose")
    choose_view_class = PersonChooseView
    choose_results_view_class = PersonChooseResultsView
    chosen_view_class = PersonChosenView
    chosen_multiple_view_class = PersonChosenMultipleView
    create_view_class = PersonCreateView

    def get_object_list(self):
        return PersonPage.objects.by_family_name().for_listing()


person_chooser_viewset = PersonChooserViewSet("person_chooser", url_prefix="people/chooser")
