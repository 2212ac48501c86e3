"""Admin view to cancel, postpone or move an event online: reason, the e-mail to those who booked, one button."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.locks import ScheduledForPublishLock

from events.models import EventPage
from events.status import Status

from ..emails import get_preview
from ..models import EventChange
from ..status_change import NEW_STATUSES, change_status, get_new_statuses, set_status
from .access import can_see_bookings

NEEDS_REASON = {Status.CANCELLED, Status.POSTPONED}


class StatusForm(forms.Form):
    status = forms.ChoiceField(label=gettext_lazy("What happens"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=255,
        required=False,
        help_text=gettext_lazy("Everybody sees it with the event, e.g. “The speaker is unwell; we hope for May.”"),
    )
    online_url = forms.URLField(
        label=gettext_lazy("Link to join online"),
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Shown to everybody, e.g. https://example.org/live"),
    )
    is_told = forms.BooleanField(required=False)

    def __init__(self, *args: Any, event: EventPage, people: int, **kwargs: Any):
        statuses = get_new_statuses(event)
        kwargs["initial"] = {"status": statuses[0], "online_url": event.online_url, "is_told": True}
        super().__init__(*args, **kwargs)
        self.event = event
        self.fields["status"].choices = [(status, NEW_STATUSES[status]) for status in statuses]  # type: ignore[attr-defined]
        if people:
            label = ngettext("Tell the %(number)d person who booked", "Tell the %(number)d people who booked", people)
            self.fields["is_told"].label = label % {"number": people}
        else:
            del self.fields["is_told"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("status") in NEEDS_REASON and not cleaned.get("reason"):
            self.add_error("reason", _("Write why, so that people understand."))
        is_online = cleaned.get("status") == Status.ONLINE and "online_url" not in self.errors
        if is_online and not (cleaned["online_url"] or self.event.takes_bookings or self.event.booking_url):
            self.add_error("online_url", _("Write a link to join, so that people know how."))
        return cleaned


class ChangeStatus(WagtailAdminTemplateMixin, FormView):
    """Sets the status of a published event to come, publishes it and tells those who booked.

    Sent with ``preview``, the form changes nothing: the answer is the e-mail that it would send.
    """

    template_name = "bookings/status.html"
    form_class = StatusForm
    page_title = gettext_lazy("Cancel, postpone or move online")
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.event = get_object_or_404(EventPage, pk=kwargs["event_id"])
        if not can_see_bookings(request.user, self.event):
            raise PermissionDenied
        if refusal := self.get_refusal():
            messages.warning(request, refusal)
            return redirect(self.edit_url)
        return super().dispatch(request, *args, **kwargs)

    def get_refusal(self) -> str:
        """Return why nothing can be changed here; empty if it can."""
        if not self.event.live:
            return _("The event is not public: change it here.")
        if self.event.is_past:
            return _("The event is over.")
        lock = self.event.get_lock()
        if lock and not isinstance(lock, ScheduledForPublishLock) and lock.for_user(self.request.user):
            return lock.get_message(self.request.user)
        return ""

    @cached_property
    def people(self) -> int:
        return self.event.bookings.reachable().count()

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.event.pk])

    def get_page_subtitle(self) -> str:
        return self.event.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("events:index"), "label": _("Events")},
            {"url": self.edit_url, "label": self.event.title},
            {"url": "", "label": self.page_title},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"event": self.event, "people": self.people}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "preview" in request.POST:
            return render(request, "bookings/status_preview.html", {"preview": self.get_preview(self.get_form())})
        return super().post(request, *args, **kwargs)

    def get_preview(self, form: StatusForm) -> str:
        """Return the e-mail that the form would send, as far as it is filled in; empty if it would send none."""
        before = self.event.published_state
        if not self.people or not before:
            return ""
        values = {name: form[name].value() or "" for name in ("status", "reason", "online_url")}
        if values["status"] not in dict(form.fields["status"].choices):  # type: ignore[attr-defined]
            return ""
        event = EventPage.objects.get(pk=self.event.pk)
        set_status(event, **values)
        return get_preview(
            EventChange(event=event, before=before, after=event.get_published_snapshot(), reason=event.status_reason)
        )

    def form_valid(self, form: StatusForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            change_status(
                self.event.pk,
                data["status"],
                self.request.user,
                reason=data["reason"],
                online_url=data["online_url"],
                is_told=data.get("is_told", True),
            )
        except ValidationError as error:
            for message in error.messages:
                form.add_error(None, message)
            return self.form_invalid(form)
        self.say_what_happened(data.get("is_told", False))
        return redirect(self.edit_url)

    def say_what_happened(self, is_told: bool) -> None:
        status = NEW_STATUSES[Status(EventPage.objects.values_list("status", flat=True).get(pk=self.event.pk))]
        told = ngettext("%(number)d person is told.", "%(number)d people are told.", self.people)
        parts = [f"“{self.event.title}”: {status}.", told % {"number": self.people} if is_told else ""]
        visit = messages.button(self.event.url, _("Visit the page"), new_window=True)
        messages.success(self.request, " ".join(filter(None, parts)), buttons=[visit])
        if self.event.has_unpublished_changes:
            messages.warning(self.request, _("Your other changes still wait in the draft. They have no schedule now."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "event": self.event,
            "people": self.people,
            "preview": self.get_preview(context["form"]),
            "edit_url": self.edit_url,
        }
