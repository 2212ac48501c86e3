"""How the templates of pages write times, and what people wrote, whatever its language."""

import re
from datetime import datetime

from django import template
from django.utils.safestring import SafeString

register = template.Library()

# A list has one direction, that of its first item: its marks stand at that side.
_BLOCKS = re.compile(r"<(p|ul|ol|h[1-6])(?=[\s>])(?![^>]*\sdir=)")


@register.filter
def auto_direction(html: str) -> SafeString:
    """Return rich text whose paragraphs and lists are set in the direction of their own first letter (HTML, 3.2.6)."""
    return SafeString(_BLOCKS.sub(r'<\1 dir="auto"', html))


@register.filter(expects_localtime=True)
def iso_time(value: datetime) -> str:
    """Return a time for machines, such as ``2027-03-01T18:00:00+00:00``. HTML takes no microseconds (2.3.5.4)."""
    return value.isoformat(timespec="seconds") if value else ""
