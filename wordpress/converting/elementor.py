"""HTML of pages made with Elementor, which keeps them in a custom field, and not always a copy of them in the body."""

from collections.abc import Iterator
from typing import Any

from .block_settings import html_of_field
from .gutenberg import read_json

ELEMENTOR_FIELD = "_elementor_data"
# The settings that widgets show, in the order in which they show them.
SHOWN_SETTINGS = (
    *("image", "title", "title_text", "heading", "editor", "text", "description_text", "description", "content"),
    *("testimonial_content", "testimonial_name", "testimonial_job", "caption", "html", "blockquote_content"),
    *("alert_title", "alert_description", "tab_title", "tab_content", "item_description", "author_name"),
)
MAX_DEPTH = 40


def html_of_elementor(data: str) -> str:
    """Return the HTML that Elementor's custom field stands for; nothing if it cannot be read."""
    return "".join(_iter_widgets(read_json(data), 0))


def _iter_widgets(node: Any, depth: int) -> Iterator[str]:
    if depth > MAX_DEPTH:
        return
    if isinstance(node, list):
        for part in node:
            yield from _iter_widgets(part, depth + 1)
    elif isinstance(node, dict):
        settings = node.get("settings")
        if isinstance(settings, dict) and node.get("widgetType"):
            yield from _iter_shown(settings)
        yield from _iter_widgets(node.get("elements"), depth + 1)


def _iter_shown(settings: dict) -> Iterator[str]:
    link = settings.get("link")
    for name in SHOWN_SETTINGS:
        if name == "text" and isinstance(link, dict) and link.get("url"):
            yield html_of_field("button", {"title": settings.get("text"), "url": link["url"]})
        elif name in settings:
            yield html_of_field(name, settings[name])
    for value in settings.values():
        # Tabs, lists and slides are lists of settings.
        if isinstance(value, list):
            for part in value:
                if isinstance(part, dict):
                    yield from _iter_shown(part)
