from django import template
from django.utils.safestring import SafeString

from core.web_addresses import remove_unprintable_addresses

register = template.Library()


@register.filter
def printable_addresses(html: str) -> SafeString:
    """Return rich text, ready to be shown, without links such as ``javascript:...``."""
    return SafeString(remove_unprintable_addresses(html))
