"""Who sees the bookings of an event: those who may publish it, and nobody else."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from ...models import EventPage


def may_see_bookings(user, event: EventPage) -> bool:
    return event.permissions_for_user(user).can_publish()


def events_of(user):
    """Return the events whose bookings ``user`` sees."""
    pages = PagePermissionPolicy().instances_user_has_permission_for(user, "publish")
    return EventPage.objects.defer_streamfields().filter(pk__in=pages.values("pk"))


def sees_any_bookings(user) -> bool:
    return PagePermissionPolicy().instances_user_has_permission_for(user, "publish").exists()


class OfEvent:
    """A view of the bookings of one event, which is ``self.event``."""

    header_icon = "group"

    def dispatch(self, request, *args, **kwargs):
        self.event = get_object_or_404(EventPage.objects.defer_streamfields(), pk=kwargs["event_id"])
        if not may_see_bookings(request.user, self.event):
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
        """Note in the event's history what was done: never with whom."""
        log(Page.objects.get(pk=self.event.pk), f"events.bookings.{action}", user=self.request.user, data=data or None)
