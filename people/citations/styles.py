"""Citations in words: styles of the Citation Style Language (CSL), which citeproc-py applies.

The styles are files of the CSL project below ``styles/``, under CC BY-SA 3.0 (``styles/LICENCE.md``).
"""

import warnings
from functools import cache
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.source.json import CiteProcJSON
from django.utils.safestring import SafeString, mark_safe

from .items import Item

FOLDER = Path(__file__).parent / "styles"
#: What a reader calls each style, and its file.
STYLES = {"Harvard": "harvard-cite-them-right", "APA": "apa", "Chicago": "chicago-author-date"}
# Private-use characters stand for tags until the text has been escaped.
BEGIN, END = "\ue000", "\ue001"


class Italic(str):
    """Text in italics, which are the only formatting of these styles that is kept."""

    __slots__ = ()

    def __new__(cls, text: str) -> "Italic":
        return super().__new__(cls, f"{BEGIN}{text}{END}")


FORMATTER = SimpleNamespace(
    preformat=str,
    Italic=Italic,
    Oblique=Italic,
    **dict.fromkeys(("Bold", "Light", "Underline", "Superscript", "Subscript", "SmallCaps"), str),
)


@cache
def load_style(name: str) -> CitationStylesStyle:
    """Return a style. Its warnings name rules of later versions of CSL, which no post needs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return CitationStylesStyle(str(FOLDER / f"{STYLES[name]}.csl"), validate=False, locale="en-GB")


def _strip(value: Any) -> Any:
    """Return a value without the characters that stand for tags."""
    return value.replace(BEGIN, "").replace(END, "") if isinstance(value, str) else value


def format_citation(item: Item, style: str) -> SafeString:
    """Return an item as a list of references has it, as HTML with ``<i>`` for italics."""
    item = {name: _strip(value) for name, value in item.items() if value not in ("", [])}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bibliography = CitationStylesBibliography(load_style(style), CiteProcJSON([item]), FORMATTER)
        bibliography.register(Citation([CitationItem(item["id"])]))
        text = "".join(map(str, bibliography.bibliography()[0]))
    return mark_safe(escape(text, quote=False).replace(BEGIN, "<i>").replace(END, "</i>"))  # noqa: S308 - escaped
