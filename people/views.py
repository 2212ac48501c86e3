"""The report of guests, and the page on which one of them becomes a person."""

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from .choosers import add_person, person_chooser_viewset, person_index_for
from .guests import Guest, find_guest, find_guests, get_obstacle, make_person
from .models import PersonPage
from .names import split_name

OBSTACLES = {
    "locked": _("Locked: it stays as it is until somebody unlocks it."),
    "permission": _("You may not publish it: it stays as it is."),
}


def may_see_guests(user) -> bool:
    return policy_registry.get_by_type(Page).user_has_permission(user, "publish")


class ForPublishers:
    """Lets in who may publish something."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_see_guests(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class PlacesColumn(Column):
    cell_template_name = "editors/places_cell.html"


class GuestReportView(ForPublishers, ReportView):
    """Guests that are named more than once, most often first."""

    page_title = _("Recurring guests")
    header_icon = "group"
    index_url_name = "guest_report"
    index_results_url_name = "guest_report_results"
    no_results_message = _("Nobody without a page is named more than once.")
    export_headings = {"name": _("Name"), "times": _("Times named"), "page_titles": _("Pages")}
    list_export = ("name", "times", "page_titles")
    least_times = 2

    def get_filtered_queryset(self) -> list[Guest]:
        guests = [guest for guest in find_guests() if guest.times >= self.least_times]
        for guest in guests:
            guest.page_titles = ", ".join(str(place.page) for place in guest.pages)
            guest.person_url = f"{reverse('guest_to_person')}?{urlencode({'name': guest.name})}"
        return guests

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("name", label=_("Name"), get_url=lambda guest: guest.person_url),
            Column("times", label=_("Times named"), width="10%"),
            PlacesColumn("pages", label=_("Where")),
        ]

    def get_filename(self) -> str:
        return "guests"


class GuestForm(forms.Form):
    person = forms.ModelChoiceField(
        PersonPage.objects.all(),
        label=_("Person"),
        required=False,
        widget=person_chooser_viewset.widget_class(),
        help_text=_("Somebody who has a page here already, e.g. under another spelling. Or create them below."),
    )


class GuestToPersonView(ForPublishers, WagtailAdminTemplateMixin, TemplateView):
    """Show where ``?name=`` is named and what will change (GET), and make it a person (POST).

    POST ``person`` chooses somebody; POST ``create`` makes a page for the guest.
    """

    template_name = "editors/guest_to_person.html"
    page_title = _("Guest to person")
    header_icon = "user"

    @cached_property
    def guest(self) -> Guest:
        guest = find_guest(split_name(self.request.GET.get("name", "")).key)
        if guest is None:
            raise Http404
        return guest

    @cached_property
    def form(self) -> GuestForm:
        return GuestForm(self.request.POST if self.request.method == "POST" else None)

    def get_page_subtitle(self) -> str:
        return self.guest.name

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("guest_report"), "label": gettext("Recurring guests")},
            {"url": "", "label": self.page_title, "sublabel": self.guest.name},
        ]

    def get_context_data(self, **kwargs) -> dict:
        places = [
            {
                "place": place,
                "edit_url": reverse("wagtailadmin_pages:edit", args=[place.page.pk]),
                "obstacle": OBSTACLES.get(get_obstacle(place, self.request.user), ""),
            }
            for place in self.guest.pages
        ]
        parts = split_name(self.guest.name)
        return super().get_context_data(**kwargs) | {
            "guest": self.guest,
            "form": self.form,
            "places": places,
            "any_changes": any(not place["obstacle"] for place in places),
            "may_create": person_index_for(self.request.user) is not None,
            "alike": list(PersonPage.objects.similar_to(parts.given_name, parts.family_name)[:5]),
            "cancel_url": reverse("guest_report"),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        person = self.chosen_person()
        if person is None:
            # A chooser cannot show what is not a person: it is shown empty, and the message above it.
            messages.error(
                request, " ".join(self.form.errors.get("person", [gettext("Choose a person, or create one.")]))
            )
            self.form = GuestForm()
            return self.render_to_response(self.get_context_data())
        changed = make_person(self.guest, person, request.user)
        done = ngettext(
            "“%(guest)s” is “%(person)s” now, on %(number)d page.",
            "“%(guest)s” is “%(person)s” now, on %(number)d pages.",
            changed,
        )
        messages.success(request, done % {"guest": self.guest.name, "person": person, "number": changed})
        return redirect("wagtailadmin_pages:edit", person.pk)

    def chosen_person(self) -> PersonPage | None:
        if "create" not in self.request.POST:
            return self.form.cleaned_data["person"] if self.form.is_valid() else None
        if person_index_for(self.request.user) is None:
            raise PermissionDenied
        parts = split_name(self.guest.name)
        names = ("honorific", "given_name", "family_name", "post_nominals")
        return add_person(PersonPage(**{name: getattr(parts, name) for name in names}), self.request.user)
