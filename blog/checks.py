"""Publication checks: posts must keep the attribution rule of the event that they report."""

from django.utils.translation import gettext_lazy as _

from events.report_checks import register_report_checks

from .models import BlogPage

register_report_checks(
    BlogPage, "event_reported", refusal=_("The post “%(report)s” would break the event's rule. %(blocks)s")
)
