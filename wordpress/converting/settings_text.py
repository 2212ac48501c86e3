"""Blocks of plugins that save no HTML: what they showed stands in their settings, as ACF's fields or Divi's modules."""

import re
from collections.abc import Iterator
from html import escape

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
DEEPEST = 12


def html_of_settings(name: str, attributes: dict) -> str:
    """Return as HTML what a block showed that holds nothing but its settings."""
    fields = attributes.get("data") if name.startswith("acf/") else None
    if isinstance(fields, dict):
        return "".join(_field(key, value) for key, value in fields.items() if not key.startswith("_"))
    if name.startswith("divi/"):
        return "".join(_field("content", value) for value in _modules(attributes, 0))
    if IN_FORM.search(name):
        return ""
    return "".join(_field(key, value) for key, value in attributes.items() if key in TEXTS)


def _field(key: str, value) -> str:
    word = key.rpartition("_")[2].lower()
    if isinstance(value, dict):
        return _linked(value)
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


def _linked(value: dict) -> str:
    """Write a link or an image, which have an address and a text."""
    words = next((value[key] for key in ("title", "text") if isinstance(value.get(key), str)), "")
    address = next((value[key] for key in ("url", "linkUrl") if isinstance(value.get(key), str)), "")
    image = value.get("src")
    if isinstance(image, str) and image:
        return f'<p><img src="{escape(image)}" alt="{escape(str(value.get("alt") or ""))}"></p>'
    if not words:
        return ""
    words = escape(words, quote=False)
    return f'<p><a href="{escape(address)}">{words}</a></p>' if address else f"<p>{words}</p>"


def _modules(settings, depth: int) -> Iterator[str | dict]:
    """Yield what modules of Divi show on a wide screen."""
    if depth > DEEPEST or not isinstance(settings, dict):
        return
    shown = settings.get("innerContent")
    wide = shown.get("desktop") if isinstance(shown, dict) else None
    if isinstance(wide, dict) and isinstance(wide.get("value"), str | dict):
        yield wide["value"]
    for name, value in settings.items():
        if name != "innerContent":
            yield from _modules(value, depth + 1)
