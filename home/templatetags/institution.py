"""The institution's settings for templates that are rendered without a request, such as those of e-mails."""

from django import template

from ..models import SiteSettings

register = template.Library()


@register.simple_tag
def institution() -> SiteSettings:
    """Return the settings of the default site."""
    return SiteSettings.for_default_site()
