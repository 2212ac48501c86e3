from django import template

from core.style_sheets import Sheet, get_sheets

register = template.Library()


@register.simple_tag
def site_sheets() -> list[Sheet]:
    """The style sheets that a page of the public site links."""
    return get_sheets()
