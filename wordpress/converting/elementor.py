"""HTML of pages made with Elementor, which keeps them in a custom field, and not always a copy of them in the body."""

import re
from html import escape
from typing import Any

from .block_settings import HEADINGS, html_of_field
from .gutenberg import read_json

ELEMENTOR_FIELD = "_elementor_data"
# The settings that widgets show, in the order in which they show them.
SHOWN_SETTINGS = (
    *("image", "before_text", "highlighted_text", "rotating_text", "after_text", "title", "title_text", "heading"),
    *("sub_heading", "price", "period", "editor", "text", "description_text", "description", "content"),
    *("testimonial_content", "testimonial_name", "testimonial_job", "caption", "html", "blockquote_content"),
    *("alert_title", "alert_description", "tab_title", "tab_content", "item_text", "item_description", "author_name"),
    *("features", "footer_additional_info", "ribbon_title", "button", "button_text", "link_text"),
)
# The last words of the names of further settings that are shown.
TEXTS = {
    *("text", "title", "heading", "subtitle", "subheading", "name", "job", "position", "price", "period", "label"),
    *("description", "content", "quote", "caption", "message", "info", "button", "bio", "answer", "question"),
}
BUTTONS = {"text", "button", "button_text", "link_text"}
# Settings of the page's design, whose values may look like words.
DESIGN = re.compile(
    r"^_|(?:css|class|classes|id|url|family|type|size|color|icon|style|position|animation|query|align)$"
)
WORDS = re.compile(r"[^\W\d_]{2,}[^\S\n]+[^\W\d_]{2,}")
MAX_DEPTH = 40


def read_elementor(data: str) -> tuple[str, list[str]]:
    """Return the HTML that Elementor's custom field stands for, and words in settings that are not known to be shown.

    Both are empty if it cannot be read.
    """
    reader = _Reader()
    reader.read(read_json(data), 0)
    return "".join(reader.shown), reader.unread


class _Reader:
    def __init__(self) -> None:
        self.shown: list[str] = []
        self.unread: list[str] = []

    def read(self, node: Any, depth: int) -> None:
        if depth > MAX_DEPTH:
            return
        if isinstance(node, list):
            for part in node:
                self.read(part, depth + 1)
        elif isinstance(node, dict):
            settings = node.get("settings")
            if isinstance(settings, dict) and node.get("widgetType"):
                self._show(settings, depth)
            self.read(node.get("elements"), depth + 1)

    def _show(self, settings: dict, depth: int) -> None:
        if depth > MAX_DEPTH:
            return
        if number := settings.get("ending_number"):
            counted = (str(part or "") for part in (settings.get("prefix"), number, settings.get("suffix")))
            self.shown.append(f"<p>{escape(''.join(counted), quote=False)}</p>")
        known = [name for name in SHOWN_SETTINGS if name in settings]
        more = [name for name in settings if name not in SHOWN_SETTINGS and _is_text(name)]
        for name in (*known, *more):
            self.shown.append(_write(name, settings))
        for name, value in settings.items():
            if isinstance(value, list):
                # Tabs, lists and slides are lists of settings.
                for part in (part for part in value if isinstance(part, dict)):
                    self._show(part, depth + 1)
            elif name not in (*known, *more, "prefix", "suffix") and _looks_like_words(name, value):
                self.unread.append(value)


def _is_text(name: str) -> bool:
    return not name.startswith("_") and name.rpartition("_")[2] in TEXTS and not DESIGN.search(name)


def _looks_like_words(name: str, value: Any) -> bool:
    return isinstance(value, str) and not DESIGN.search(name) and bool(WORDS.search(value))


def _write(name: str, settings: dict) -> str:
    """Return the HTML of a setting: a link if it is a button, a heading, or a paragraph, however short it is."""
    value = settings[name]
    link = settings.get("button_link") or settings.get("link")
    if name in BUTTONS and isinstance(link, dict) and link.get("url"):
        return html_of_field("button", {"title": value, "url": link["url"]})
    if not isinstance(value, str):
        return html_of_field(name, value)
    if value.strip() and not re.search(r"[^\W\d_]", value):
        return f"<p>{escape(value.strip(), quote=False)}</p>" if name.endswith("price") else ""
    return html_of_field("title" if name.rpartition("_")[2] in HEADINGS else "text", value)
