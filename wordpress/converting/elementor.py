"""Pages of Elementor, which keeps what it shows in a custom field and a copy of it in the body, but not always."""

from collections.abc import Iterator

from .block_settings import html_of_field
from .gutenberg import read_json

ELEMENTOR = "_elementor_data"
# What its widgets show, in the order in which they show it.
SHOWN = (
    *("image", "title", "title_text", "heading", "editor", "text", "description_text", "description", "content"),
    *("testimonial_content", "testimonial_name", "testimonial_job", "caption", "html", "blockquote_content"),
    *("alert_title", "alert_description", "tab_title", "tab_content", "item_description", "author_name"),
)
DEEPEST = 40


def html_of_elementor(data: str) -> str:
    """Return as HTML what the custom field of Elementor shows; nothing if it is none."""
    return "".join(_widgets(read_json(data), 0))


def _widgets(node, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        return
    if isinstance(node, list):
        for part in node:
            yield from _widgets(part, depth + 1)
    elif isinstance(node, dict):
        settings = node.get("settings")
        if isinstance(settings, dict) and node.get("widgetType"):
            yield from _shown(settings)
        yield from _widgets(node.get("elements"), depth + 1)


def _shown(settings: dict) -> Iterator[str]:
    link = settings.get("link")
    for name in SHOWN:
        if name == "text" and isinstance(link, dict) and link.get("url"):
            yield html_of_field("button", {"title": settings.get("text"), "url": link["url"]})
        elif name in settings:
            yield html_of_field(name, settings[name])
    for value in settings.values():
        # Tabs, lists and slides are lists of settings.
        if isinstance(value, list):
            for part in value:
                if isinstance(part, dict):
                    yield from _shown(part)
