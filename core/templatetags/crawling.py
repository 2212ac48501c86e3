"""Links between lists that robots may follow: not into the combinations of filters, of which there are millions."""

from typing import Any
from urllib.parse import parse_qsl

from django import template
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.query_parameters import MAX_LINKED_FILTERS, count_filters

register = template.Library()


@register.filter
def filters(parameters: Any) -> int:
    """Return how many filters ``request.GET`` has; 0 without a request."""
    return count_filters(parameters.dict().items()) if isinstance(parameters, QueryDict) else 0


@register.simple_block_tag
def list_link(content: str, url: str, css: str = "", rel: str = "", current: str = "") -> SafeString:
    """Show ``content`` as a link to a list; as the button of a form where the list has more than two filters.

    ``url`` may be a query string alone. ``current`` is the value of ``aria-current``. Links to a combination of two
    filters have ``nofollow``.
    """
    address, _mark, query = url.partition("?")
    parameters = parse_qsl(query)
    number = count_filters(parameters)
    style = format_html(' class="{}"', css) if css else ""
    is_current = format_html(' aria-current="{}"', current) if current else ""
    if number <= MAX_LINKED_FILTERS:
        relations = " ".join(filter(None, [rel, "nofollow" if number == MAX_LINKED_FILTERS else ""]))
        attribute = format_html(' rel="{}"', relations) if relations else ""
        return format_html('<a{} href="{}"{}{}>{}</a>', style, url, attribute, is_current, SafeString(content))
    action = format_html(' action="{}"', address) if address else ""
    return format_html(
        '<form class="list-form" method="get"{}>{}'
        '<button class="list-form__button {}" type="submit"{}>{}</button></form>',
        action,
        format_html_join("", '<input type="hidden" name="{}" value="{}">', parameters),
        css,
        is_current,
        SafeString(content),
    )
