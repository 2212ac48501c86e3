"""The lines of the care list about pages: the schedule, and what the content checks have found."""

from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail.permissions import policy_registry

from .care import CareItem, register_care
from .findings import PageFinding
from .schedule_report import get_visible_failures


@register_care(10)
def get_schedule_failures(user: Any) -> CareItem | None:
    number = get_visible_failures(user).count()
    text = ngettext("%(number)d page refused by the schedule", "%(number)d pages refused by the schedule", number)
    return CareItem(text % {"number": number}, reverse("schedule_failures"), is_urgent=True) if number else None


@register_care(20)
def get_broken_links(user: Any) -> CareItem | None:
    """Count the links to pages of this site that readers cannot open (``content.checks.links``)."""
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    number = PageFinding.objects.filter(check_key="links", page__in=pages.values("pk"), page__live=True).count()
    text = ngettext("%(number)d link that leads nowhere", "%(number)d links that lead nowhere", number)
    return CareItem(text % {"number": number}, f"{reverse('findings')}?check_key=links") if number else None
