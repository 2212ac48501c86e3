"""Repairs of HTML before it is parsed: of what would hide the text after it from browsers, too."""

import re

from ..findings import ConversionReport
from .elements import KNOWN_TAGS
from .typed_code import escape_typed_code

UNCLOSED_ADDRESS = re.compile(r"""(?<=\s)(href|src)="((?:https?:|/)[^\s"'<>]*)>""")
PLACEHOLDER = re.compile(r"<(?P<name>[a-zA-Z][a-zA-Z0-9]{0,30})>")
END_TAG = re.compile(r"</([a-zA-Z][^\s/>]*)")
PLAYERS = ("iframe", "video", "audio")
# Elements that show what follows in them, or nothing of it, until their end tag.
SWALLOWING = re.compile(
    r"<(?P<name>iframe|video|audio|object|textarea|title|noembed|noframes|canvas)\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>",
    re.IGNORECASE,
)


def repair_html(html: str, report: ConversionReport) -> str:
    """Return HTML with end tags and quotation marks where a missing one would swallow what follows."""
    html = _close_attributes(escape_typed_code(html), report)
    return _close_elements(_escape_placeholders(html, report), report)


def _escape_placeholders(html: str, report: ConversionReport) -> str:
    """Return HTML in which a word in angle brackets, such as “cp <path> here”, is a word and no element.

    It is one if HTML has no such element, and nothing ends it.
    """
    if not PLACEHOLDER.search(html):
        return html
    known = KNOWN_TAGS | {name.lower() for name in END_TAG.findall(html)}

    def escape(match: re.Match[str]) -> str:
        if match["name"].lower() in known:
            return match[0]
        report.changed("word", match[0], "it stood in angle brackets, which hid it from readers; it is text here")
        return f"&lt;{match['name']}&gt;"

    return PLACEHOLDER.sub(escape, html)


def _close_attributes(html: str, report: ConversionReport) -> str:
    """Close an address that lost its quotation mark, which would swallow the text up to the next mark."""

    def close(match: re.Match[str]) -> str:
        report.changed("link", match[2], "its closing quotation mark was missing")
        return f'{match[1]}="{match[2]}">'

    return UNCLOSED_ADDRESS.sub(close, html)


def _close_elements(html: str, report: ConversionReport) -> str:
    """Close players and the like that nothing closes, such as ``<iframe src="..." />``."""
    lower = html.lower()
    absent: set[str] = set()

    def close(match: re.Match[str]) -> str:
        name = match["name"].lower()
        end = -1 if name in absent else lower.find(f"</{name}", match.end())
        if end < 0:
            absent.add(name)
        again = lower.find(f"<{name}", match.end(), max(end, 0))
        if end >= 0 and (again < 0 or name not in PLAYERS):
            return match[0]
        report.count_markup(f"<{name}> without an end", "it would have hidden what follows; it ends where it begins")
        return f"{match[0]}</{name}>"

    return SWALLOWING.sub(close, html)
