"""Admin views: the report of guests who are named often, and the page that turns a guest into a person."""

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from .choosers import add_person, get_person_index, person_chooser_viewset
from .guests import Guest, convert_to_person, find_guest, find_guests, get_obstacle
from .models import PersonPage
from .names import split_name

OBSTACLES = {
    "locked": _("Locked: it stays as it is until somebody unlocks it."),
    "permission": _("You may not publish it: it stays as it is."),
}


def may_see_guests(user) -> bool:
    return policy_registry.get_by_type(Page).user_has_permission(user, "publish")


class PublisherRequiredMixin(View):
    """Admits users who may publish some page."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if not may_see_guests(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class LocationsColumn(Column):
    cell_template_name = "editors/locations_cell.html"


class GuestReportView(PublisherRequiredMixin, ReportView):
    """Guests who are named more than once, the most often named first."""

    page_title = _("Recurring guests")
    header_icon = "group"
    index_url_name = "guest_report"
    index_results_url_name = "guest_report_results"
    no_results_message = _("Nobody without a page is named more than once.")
    export_headings = {"name": _("Name"), "times": _("Times named"), "page_titles": _("Pages")}
    list_export = ("name", "times", "page_titles")
    min_times = 2

    def get_filtered_queryset(self) -> list[Guest]:
        return [guest for guest in find_guests() if guest.times >= self.min_times]

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("name", label=_("Name"), get_url=get_conversion_url),
            Column("times", label=_("Times named"), width="10%"),
            LocationsColumn("locations", label=_("Where")),
        ]

    def get_filename(self) -> str:
        return "guests"


def get_conversion_url(guest: Guest) -> str:
    return f"{reverse('guest_to_person')}?{urlencode({'name': guest.name})}"


class GuestForm(forms.Form):
    person: forms.ModelChoiceField = forms.ModelChoiceField(
        PersonPage.objects.all(),
        label=_("Person"),
        required=False,
        widget=person_chooser_viewset.widget_class(),
        help_text=_("Somebody who has a page here already, e.g. under another spelling. Or create them below."),
    )


class GuestToPersonView(PublisherRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    """Replaces the guest in ``?name=`` by a person on all pages.

    GET shows where the guest is named and what will change. POST with ``person`` uses an existing person; POST with
    ``create`` adds a person of that name.
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
        locations = [
            {
                "location": location,
                "edit_url": reverse("wagtailadmin_pages:edit", args=[location.page.pk]),
                "obstacle": OBSTACLES.get(get_obstacle(location.page, self.request.user), ""),
            }
            for location in self.guest.locations
        ]
        parts = split_name(self.guest.name)
        return super().get_context_data(**kwargs) | {
            "guest": self.guest,
            "form": self.form,
            "locations": locations,
            "any_changes": any(not location["obstacle"] for location in locations),
            "may_create": get_person_index(self.request.user) is not None,
            "similar_people": list(PersonPage.objects.similar_to(parts.given_name, parts.family_name)[:5]),
            "cancel_url": reverse("guest_report"),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        person = self.get_person()
        if person is None:
            # A chooser cannot show an invalid person: it stays empty, with the error as a message above it.
            errors = self.form.errors.get("person") or [gettext("Choose a person, or create one.")]
            messages.error(request, " ".join(map(str, errors)))
            self.form = GuestForm()
            return self.render_to_response(self.get_context_data())
        changed = convert_to_person(self.guest, person, request.user)
        done = ngettext(
            "“%(guest)s” is “%(person)s” now, on %(number)d page.",
            "“%(guest)s” is “%(person)s” now, on %(number)d pages.",
            changed,
        )
        messages.success(request, done % {"guest": self.guest.name, "person": person, "number": changed})
        return redirect("wagtailadmin_pages:edit", person.pk)

    def get_person(self) -> PersonPage | None:
        if "create" not in self.request.POST:
            return self.form.cleaned_data["person"] if self.form.is_valid() else None
        if get_person_index(self.request.user) is None:
            raise PermissionDenied
        parts = split_name(self.guest.name)
        names = ("honorific", "given_name", "family_name", "post_nominals")
        return add_person(PersonPage(**{name: getattr(parts, name) for name in names}), self.request.user)
