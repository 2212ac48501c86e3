"""Person chooser: the block, and the dialog in which editors choose or create a person while they write a post."""

from dataclasses import asdict

from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.ui.tables import Column
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
from content.choosers import CreationFromSearch, find_index, status_column
from content.page_visibility import get_visible_q
from content.visibility import is_restricted

from .forms import PersonSearchForm
from .models import PersonIndexPage, PersonPage
from .names import split_name


def get_person_index(user) -> Page | None:
    """Return the first list of people below which ``user`` may add a person; None if there is none."""
    return find_index(PersonIndexPage, user)


class PersonCreationMixin(View):
    """A chooser view that offers to create a person if the user may add one."""

    def can_create(self) -> bool:
        return get_person_index(self.request.user) is not None


class PhotoColumn(Column):
    cell_template_name = "editors/photo_cell.html"


class VisiblePeopleMixin:
    """A chooser view that knows only people whom the user may see: no drafts of others, no private pages."""

    def get_visible_people(self):
        return PersonPage.objects.filter(get_visible_q(self.request.user))

    def get_object_list(self):
        return self.get_visible_people().by_family_name().for_listing()

    def get_object(self, pk):
        return self.get_visible_people().get(pk=pk)

    def get_objects(self, pks):
        return self.get_visible_people().filter(pk__in=[pk for pk in pks if pk.isdecimal() and len(pk) < 10])


class PersonColumnsMixin(CreationFromSearch, VisiblePeopleMixin):
    """A chooser view that lists people with photo, role, organisation and status."""

    def get_new_fields(self, words: str) -> dict[str, str]:
        return asdict(split_name(words))

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
            status_column(),
        ]

    def get_filter_form_class(self):
        return PersonSearchForm


class PersonChooseView(PersonColumnsMixin, PersonCreationMixin, ChooseView):
    pass


class PersonChooseResultsView(PersonColumnsMixin, PersonCreationMixin, ChooseResultsView):
    pass


class PositionResponseMixin:
    """Sends the person's current role and organisation, which the form fills in (static/js/prefill.js)."""

    def get_chosen_response_data(self, item):
        position = {"role": item.role, "organisation": item.organisation}
        return super().get_chosen_response_data(item) | position


class PersonChosenView(VisiblePeopleMixin, PositionResponseMixin, ChosenView):
    pass


class PersonChosenMultipleView(VisiblePeopleMixin, PositionResponseMixin, ChosenMultipleView):
    pass


def add_person(person, user):
    """Add a new person below the list of people: live if ``user`` may publish there, else as a draft."""
    index = get_person_index(user)
    may_publish = index.permissions_for_user(user).can_publish_subpage()
    person.live = False
    person.owner = user
    index.add_child(instance=person)
    revision = person.save_revision(user=user, log_action=True, clean=may_publish)
    if may_publish:
        revision.publish(user=user)
        person.refresh_from_db()
    return person


class PersonCreateView(VisiblePeopleMixin, PersonCreationMixin, PositionResponseMixin, CreateView):
    def get_creation_form_kwargs(self):
        return super().get_creation_form_kwargs() | {"people": self.get_visible_people()}

    def save_form(self, form):
        """Add the person, or return the existing one that the editor has chosen instead."""
        return form.chosen_person or add_person(form.save(commit=False), self.request.user)


class PersonChooserBlock(BodyChooserMixin, ChooserBlock):
    """Chooses a person, who is loaded with the portrait that quote and speaker blocks show."""

    target_model = "people.PersonPage"

    def get_queryset(self):
        return super().get_queryset().select_related("photo").annotate(restricted=is_restricted())

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


person_chooser_viewset = PersonChooserViewSet("person_chooser", url_prefix="people/chooser")
