"""Structured data in the head of a page: JSON-LD 1.1 with the schema.org vocabulary."""

import json

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# HTML has no escapes within a script element: "</script>" or "<!--" in a text would end it or change how it is parsed
# (HTML Standard, 4.12.1.3). JSON can escape these characters as numbers.
ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}


def json_ld(nodes: list[dict]) -> SafeString:
    """Return a script element with the ``nodes`` as one graph, or an empty string if there are none."""
    if not nodes:
        return SafeString("")
    text = json.dumps({"@context": "https://schema.org", "@graph": nodes}, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above


def drop_empty(node: dict) -> dict:
    """Return ``node`` without its empty values."""
    return {name: value for name, value in node.items() if value not in ("", None, [])}
