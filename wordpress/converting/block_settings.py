"""HTML of plugins' blocks that save none: what they showed stands in their settings (ACF's fields, Divi's modules)."""

import re
from collections.abc import Iterator
from html import escape
from typing import Any

HEADINGS = {"title", "heading", "headline"}
# By their last word: ``rows_0_title`` is a title, too. Other settings are choices, such as “left” and “dark”.
TEXTS = HEADINGS | {
    *("subtitle", "subheading", "content", "text", "body", "description", "quote", "citation", "caption", "message"),
    *("question", "answer", "label", "intro", "lead", "summary", "author", "role", "copy"),
}
PICTURES = {"image", "photo", "picture", "portrait", "logo"}
ADDRESS = re.compile(r"(?:https?:|/|#|mailto:|field_|group_)\S*\Z")
LETTER = re.compile(r"[^\W\d_]")
MARKED_UP = re.compile(r"</?[a-zA-Z][^<>]*>")
# Forms do not work here, and their labels say nothing without them.
IN_FORM = re.compile(r"form|field|input|captcha|newsletter|subscri")
MAX_DEPTH = 12


def html_of_settings(name: str, attributes: dict) -> str:
    """Return the HTML for a block that was saved without HTML, from its settings."""
    fields = attributes.get("data") if name.startswith("acf/") else None
    if isinstance(fields, dict):
        return "".join(html_of_field(key, value) for key, value in fields.items() if not key.startswith("_"))
    if name.startswith("divi/"):
        return "".join(html_of_field("content", value) for value in _iter_modules(attributes, 0))
    if IN_FORM.search(name):
        return ""
    return "".join(html_of_field(key, value) for key, value in attributes.items() if key in TEXTS)


def html_of_field(key: str, value: Any) -> str:
    """Return the HTML that a setting shows; nothing if it is a choice, an address or a number."""
    word = key.rpartition("_")[2].lower()
    if isinstance(value, dict):
        return _html_of_image(value) if word in PICTURES or isinstance(value.get("src"), str) else _html_of_link(value)
    if word in PICTURES and str(value).isascii() and str(value).isdigit():
        return f'<p><img data-id="{value}"></p>'
    if not isinstance(value, str) or not LETTER.search(value) or ADDRESS.match(value.strip()):
        return ""
    if MARKED_UP.search(value):
        return f"<div>{value}</div>"
    if word not in TEXTS and " " not in value.strip():
        return ""
    tag = "h3" if word in HEADINGS else "p"
    return f"<{tag}>{escape(value.strip(), quote=False)}</{tag}>"


def _html_of_image(value: dict) -> str:
    source, number = value.get("src") or value.get("url"), str(value.get("id") or "")
    data = f' data-id="{number}"' if number.isascii() and number.isdigit() else ""
    if not (data or (isinstance(source, str) and source)):
        return ""
    return f'<p><img src="{escape(str(source or ""))}" alt="{escape(str(value.get("alt") or ""))}"{data}></p>'


def _html_of_link(value: dict) -> str:
    """Return a link, which has an address and a text."""
    words = next((value[key] for key in ("title", "text") if isinstance(value.get(key), str)), "")
    address = next((value[key] for key in ("url", "linkUrl") if isinstance(value.get(key), str)), "")
    if not words:
        return ""
    words = escape(words, quote=False)
    return f'<p><a href="{escape(address)}">{words}</a></p>' if address else f"<p>{words}</p>"


def _iter_modules(settings: Any, depth: int) -> Iterator[str | dict]:
    """Yield what modules of Divi show on a wide screen."""
    if depth > MAX_DEPTH or not isinstance(settings, dict):
        return
    shown = settings.get("innerContent")
    wide = shown.get("desktop") if isinstance(shown, dict) else None
    if isinstance(wide, dict) and isinstance(wide.get("value"), str | dict):
        yield wide["value"]
    for name, value in settings.items():
        if name != "innerContent":
            yield from _iter_modules(value, depth + 1)
