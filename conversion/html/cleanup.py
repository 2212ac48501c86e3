"""Repairs of HTML before it is parsed, and reports on what is left out of it."""

import re
from html import escape, unescape

from lxml.html import HtmlElement

from ..findings import CHANGED, ConversionReport, Finding
from .text import visible_text

UNCLOSED_ADDRESS = re.compile(r"""(?<=\s)(href|src)="((?:https?:|/)[^\s"'<>]*)>""")
UNCLEAN = {
    "script": "scripts do not run here",
    "style": "the design is the site's own",
    "font": "the design is the site's own",
    "center": "the design is the site's own",
    "form": "forms of the old site do not work here",
    "input": "forms of the old site do not work here",
    "button": "forms of the old site do not work here",
}
INVISIBLE_TAG = re.compile(r"<(noscript|svg|canvas|select|textarea|template)\b", re.IGNORECASE)
AREA = re.compile(r"""<area\b[^<>]*?href\s*=\s*["']?([^"'\s<>]+)""", re.IGNORECASE)
FORMULA = re.compile(r"<math\b.*?</math\s*>", re.IGNORECASE | re.DOTALL)
TEX = re.compile(r"<annotation\b[^<>]*application/x-tex[^<>]*>([^<>]*)</annotation\s*>", re.IGNORECASE | re.DOTALL)


def close_attributes(html: str, report: ConversionReport) -> str:
    """Close an address that lost its quotation mark, which would swallow the text up to the next mark."""

    def close(match: re.Match[str]) -> str:
        report.changed("link", match[2], "its closing quotation mark was missing")
        return f'{match[1]}="{match[2]}">'

    return UNCLOSED_ADDRESS.sub(close, html)


def write_formulas(html: str, findings: list[Finding]) -> str:
    """Write formulas (MathML) as their TeX source, which editors can change, or as their characters."""

    def write(found: re.Match[str]) -> str:
        tex = TEX.search(found[0])
        source = unescape(tex[1]).strip() if tex else visible_text(found[0]).strip()
        findings.append(Finding("code", CHANGED, source[:120], "a formula became its source"))
        return f"<code>{escape(source, quote=False)}</code>"

    # No formula ends after the last end tag; without the cut each start tag would be followed to the end of the text.
    end = html.rfind("</math") + 1
    return FORMULA.sub(write, html[: end + 6]) + html[end + 6 :] if end else html


def report_invisible(html: str, report: ConversionReport) -> None:
    """Report elements that browsers did not show, or did not show as text, and that are therefore left out."""
    for tag in INVISIBLE_TAG.findall(html):
        report.count_markup(f"<{tag.lower()}>", "it holds nothing that was read as text")
    for area in AREA.findall(html):
        report.dropped("link", area, "it was a part of an image that could be clicked")


def report_markup(body: HtmlElement, report: ConversionReport) -> None:
    """Count styles, scripts and forms, which have no place in a body here."""
    for node in body.iter():
        if node.get("style"):
            report.count_markup("inline style", "the design is the site's own")
        if node.tag in UNCLEAN:
            report.count_markup(f"<{node.tag}>", UNCLEAN[node.tag])
