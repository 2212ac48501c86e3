"""A new event of a series: it starts from the last one's place, times of day, practicalities and questions."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from modelcluster.models import get_all_child_relations
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput
from wagtail.coreutils import find_available_slug
from wagtail.models import Page

from content.page_visibility import get_visible_q, may_see

from .models import EventPage, EventSeries
from .spans import get_span_on

#: What a new event takes over. Its words, speakers and pictures are its own.
TAKEN_OVER = [
    *("timezone", "all_day", "attendance", "venue", "place", "online_url", "booking_url"),
    *("audience", "price", "currency", "price_note", "captions", "sign_language", "access_contact"),
    *("organiser", "organiser_url", "attribution", "speakers_public"),
    *("takes_bookings", "capacity", "waiting_list", "send_reminders"),
    *("privacy_notice", "access_needs_kept_days", "bookings_kept_days"),
]
#: Children of an event that are about its speakers, not about how it is held.
OWN_CHILDREN = {"speakers", "wagtail_admin_comments"}


class NextEventForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=255, help_text=_("E.g. “The annual lecture 2027”."))
    day = forms.DateField(label=_("Day"), widget=AdminDateInput, help_text=_("E.g. 2027-03-01."))
    starts = forms.TimeField(label=_("Starts"), widget=AdminTimeInput, help_text=_("As the last one did, e.g. 18:00."))
    ends = forms.TimeField(label=_("Ends"), widget=AdminTimeInput, help_text=_("E.g. 19:30."))

    def __init__(self, *args, last: EventPage | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.last = last
        if last and last.all_day:
            del self.fields["starts"], self.fields["ends"]
        elif last and last.has_times:
            self.initial["starts"] = f"{last.local_start:%H:%M}"
            self.initial["ends"] = f"{last.local_end:%H:%M}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                self.span = self.get_span(cleaned)
            except ValidationError as error:
                self.add_error("day", error)
        return cleaned

    def get_span(self, cleaned: dict[str, Any]) -> tuple[datetime, datetime]:
        """Return start and end in the last event's time zone, over as many days as it lasted."""
        event = self.last or EventPage(all_day=False)
        return get_span_on(event, cleaned["day"], cleaned.get("starts"), cleaned.get("ends"))


def get_last_event(series: EventSeries, user) -> EventPage | None:
    """Return the last event of a series by date that ``user`` may see, be it past or to come, published or a draft."""
    events = EventPage.objects.filter(get_visible_q(user), series=series, starts_at__isnull=False)
    return events.order_by("-starts_at", "-pk").first()


@transaction.atomic
def create_next_event(series: EventSeries, last: EventPage | None, title: str, span, user) -> EventPage:
    """Create the draft of a new event in a series and return it."""
    parent = series.get_parent()
    event = EventPage(title=title, series=series, owner=user, live=False)
    event.starts_at, event.ends_at = span
    event.slug = find_available_slug(parent, slugify(title) or "event")
    if last:
        for name in TAKEN_OVER:
            setattr(event, name, getattr(last, name))
        event.topics = last.topics.all()
        for relation in get_all_child_relations(last):
            if relation.get_accessor_name() not in OWN_CHILDREN:
                last.copy_child_relation(relation, event)
    parent.add_child(instance=event)
    event.save_revision(user=user, clean=False)
    return event


def may_create_in(user, series: Page) -> bool:
    """Return whether ``user`` may add an event beside ``series``, and may know of the series."""
    return series.get_parent().permissions_for_user(user).can_add_subpage() and may_see(user, series)


class NextEventView(WagtailAdminTemplateMixin, FormView):
    """Asks for the title and the day of a new event in a series, and opens its draft."""

    template_name = "editors/next_event.html"
    form_class = NextEventForm
    page_title = _("New event in this series")
    header_icon = "date"

    def dispatch(self, request: HttpRequest, page_id: int) -> HttpResponseBase:
        self.series = get_object_or_404(EventSeries, pk=page_id)
        if not may_create_in(request.user, self.series):
            raise PermissionDenied
        return super().dispatch(request, page_id)

    @cached_property
    def last(self) -> EventPage | None:
        return get_last_event(self.series, self.request.user)

    def get_page_subtitle(self) -> str:
        return self.series.title

    def get_breadcrumbs_items(self) -> list[dict]:
        here = {"url": "", "label": self.page_title, "sublabel": self.series.title}
        return [*get_breadcrumbs_items_for_page(self.series, self.request.user), here]

    def get_initial(self) -> dict[str, Any]:
        return {"title": self.series.title}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"last": self.last}

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        cancel_url = reverse("wagtailadmin_pages:edit", args=[self.series.pk])
        return super().get_context_data(**kwargs) | {"last": self.last, "cancel_url": cancel_url}

    def form_valid(self, form: NextEventForm) -> HttpResponse:
        title, user = form.cleaned_data["title"], self.request.user
        event = create_next_event(self.series, self.last, title, form.span, user)
        messages.success(self.request, gettext("The draft of “%(title)s” is ready.") % {"title": title})
        return redirect("wagtailadmin_pages:edit", event.pk)
