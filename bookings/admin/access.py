"""Access to the bookings of an event: only for users who may publish the event."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from events.models import EventPage


def can_see_bookings(user, event: EventPage) -> bool:
    return event.permissions_for_user(user).can_publish()


def get_events_for_user(user):
    """Return the events whose bookings ``user`` may see."""
    pages = PagePermissionPolicy().instances_user_has_permission_for(user, "publish")
    return EventPage.objects.defer_streamfields().filter(pk__in=pages.values("pk"))


def can_see_any_bookings(user) -> bool:
    return PagePermissionPolicy().user_has_permission(user, "publish")


class EventBookingsMixin(View):
    """A view of the bookings of one event: ``self.event``. Raises ``PermissionDenied`` for other users."""

    header_icon = "group"

    def dispatch(self, request, *args, **kwargs):
        self.event = get_object_or_404(EventPage.objects.defer_streamfields(), pk=kwargs["event_id"])
        if not can_see_bookings(request.user, self.event):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def list_url(self) -> str:
        return reverse("bookings:list", args=[self.event.pk])

    def get_breadcrumbs_items(self):
        above = [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("bookings:overview"), "label": _("Bookings")},
            {"url": self.list_url, "label": self.event.title},
        ]
        return above if self.is_list else [*above, {"url": "", "label": self.get_page_title()}]

    is_list = False

    def get_page_subtitle(self):
        return self.event.title

    def log(self, action: str, **data) -> None:
        """Log an action in the event's history, without personal data."""
        log(Page.objects.get(pk=self.event.pk), f"events.bookings.{action}", user=self.request.user, data=data or None)
