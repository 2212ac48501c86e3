"""The bodies of posts, pages and events, converted. See ``records`` for what goes in and comes out."""

import re
from html import escape, unescape

from lxml.html import HtmlElement

from content.body.embeds import find_player
from conversion.account import WORD, compare, visible_text, words_in_blocks, words_of
from conversion.blocks.body_converter import Flow
from conversion.blocks.stream import with_ids
from conversion.context import CHANGED, Context, Conversion, Finding
from conversion.findings import Report
from conversion.html.autop import autop
from conversion.html.inline import rich_text
from conversion.html.tree import collapse, parse, text_of
from conversion.speech.bylines import take_bylines

from .code_shortcodes import with_code
from .gutenberg import has_blocks, without_comments
from .page_builders import SHORTCODE as LAYOUT
from .page_builders import with_raw_html, without_layout
from .shortcodes import expand, told_in

LONE_ADDRESS = re.compile(r"^[ \t]*(https?://[^\s<>\"\[\]]+)[ \t]*$", re.MULTILINE)
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
UNSEEN_TAG = re.compile(r"<(noscript|svg|canvas|select|textarea|template)\b", re.IGNORECASE)
AREA = re.compile(r"""<area\b[^<>]*?href\s*=\s*["']?([^"'\s<>]+)""", re.IGNORECASE)
FORMULA = re.compile(r"<math\b.*?</math\s*>", re.IGNORECASE | re.DOTALL)
TEX = re.compile(r"<annotation\b[^<>]*application/x-tex[^<>]*>([^<>]*)</annotation\s*>", re.IGNORECASE | re.DOTALL)


def convert_body(html: str, context: Context, footnotes: str = "") -> Conversion:
    """Convert the body of a post. ``footnotes`` is its custom field of that name."""
    report = Report()
    html = with_code(with_raw_html(_with_closed_attributes(html, report)), report.findings)
    _report_unseen(html, report)
    source = as_shown(html, context, report.findings, footnotes)
    body = parse(source)
    _report_markup(body, report)
    bylines = take_bylines(body, context, report)
    blocks = with_ids(Flow(body, context, report).blocks(), context.source)
    people = {key: name for (kind, key), name in report.labels.items() if kind == "person"}
    # A byline's people are the post's authors, whom its page names with their roles.
    named = " ".join(text for byline in bylines if byline.used for text in (*byline.names, *byline.roles))
    words = compare(words_of(LAYOUT.sub(" ", told_in(html))), WORD.findall(named) + words_in_blocks(blocks, people))
    return Conversion(blocks, report.close(), bylines, words, report.labels)


def convert_text(html: str, context: Context) -> str:
    """Return the text of a comment or a biography as paragraphs and lists, without anything that it showed."""
    report = Report()
    flow = Flow(parse(as_shown(html, context, report.findings)), context, report)
    return rich_text("".join(block["value"] for block in flow.inner_blocks(flow.body) if block["type"] == "paragraph"))


def plain_text(html: str) -> str:
    """Return the words of a title or an excerpt on one line."""
    return text_of(parse(html)) if "<" in html or "&" in html else collapse(html)


def as_shown(html: str, context: Context, findings: list[Finding], footnotes: str = "") -> str:
    """Return the HTML that WordPress sent to browsers, with its own blocks and shortcodes written out."""
    html = with_formulas_written(without_layout(html, findings), findings)
    if has_blocks(html):
        return expand(without_comments(html, context, findings, footnotes), findings)
    html = without_comments(html, context, findings)
    return autop(expand(LONE_ADDRESS.sub(_player_alone, html), findings))


def _with_closed_attributes(html: str, report: Report) -> str:
    """Close an address that lost its quotation mark, which would swallow the text up to the next mark."""

    def close(match: re.Match) -> str:
        report.changed("link", match[2], "its closing quotation mark was missing")
        return f'{match[1]}="{match[2]}">'

    return UNCLOSED_ADDRESS.sub(close, html)


def with_formulas_written(html: str, findings: list[Finding]) -> str:
    """Write formulas as their TeX source, which editors can mend, or as their signs."""

    def write(found: re.Match) -> str:
        tex = TEX.search(found[0])
        signs = unescape(tex[1]).strip() if tex else visible_text(found[0]).strip()
        findings.append(Finding("code", CHANGED, signs[:120], "a formula became its source"))
        return f"<code>{escape(signs, quote=False)}</code>"

    # Behind the last end no formula ends, and each beginning would be followed to the end of the text.
    end = html.rfind("</math") + 1
    return FORMULA.sub(write, html[: end + 6]) + html[end + 6 :] if end else html


def _report_unseen(html: str, report: Report) -> None:
    """Report what browsers did not show, or showed as no text, and what is therefore left out."""
    for tag in UNSEEN_TAG.findall(html):
        report.count_markup(f"<{tag.lower()}>", "it holds nothing that was read as text")
    for area in AREA.findall(html):
        report.dropped("link", area, "it was a part of an image that could be clicked")


def _player_alone(match: re.Match) -> str:
    """Make a player of an address that is alone on its line; other addresses stay words."""
    url = match[1].replace("&amp;", "&")
    return f'<figure data-embed="{escape(url)}"></figure>' if find_player(url) else match[0]


def _report_markup(body: HtmlElement, report: Report) -> None:
    for node in body.iter():
        if node.get("style"):
            report.count_markup("inline style", "the design is the site's own")
        if node.tag in UNCLEAN:
            report.count_markup(f"<{node.tag}>", UNCLEAN[node.tag])
