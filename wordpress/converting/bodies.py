"""The bodies of posts, pages and events, converted."""

import re
from html import escape

from conversion.account import words_of
from conversion.findings import ConversionReport, Finding
from conversion.html.autop import autop
from conversion.html.cleanup import repair_html
from conversion.html.tree import parse
from conversion.html.typography import curl
from conversion.results import Conversion

from .body_converter import ATTRIBUTES, WordPressBodyConverter
from .code_shortcodes import write_code
from .context import WordPressContext
from .gutenberg import has_blocks, without_comments
from .page_builders import SHORTCODE as LAYOUT
from .page_builders import decode_raw_html, write_layout
from .shortcodes import expand, remove_known_tags

LONE_ADDRESS = re.compile(r"^[ \t]*(https?://[^\s<>\"\[\]]+)[ \t]*$", re.MULTILINE)


def convert_body(
    html: str, context: WordPressContext, footnotes: str = "", curly_quotes: str | None = None
) -> Conversion:
    """Convert the body of a post. ``footnotes`` is its custom field of that name.

    ``curly_quotes`` is the language whose quotation marks replace straight ones; None leaves them as they are.
    """
    report = ConversionReport()
    html = repair_html(write_code(decode_raw_html(html), report.findings), report)
    body = parse(as_shown(html, context, report.findings, footnotes), ATTRIBUTES, report)
    if curly_quotes is not None:
        curl(body, curly_quotes)
    source_words = words_of(LAYOUT.sub(" ", remove_known_tags(html)))
    return WordPressBodyConverter.convert(body, context, report, source_words)


def convert_text(html: str, context: WordPressContext) -> str:
    """Return the text of a comment or a biography as paragraphs and lists, without images, players and the like."""
    report = ConversionReport()
    body = parse(as_shown(html, context, report.findings), ATTRIBUTES, report)
    return WordPressBodyConverter(body, context, report).convert_text()


def as_shown(html: str, context: WordPressContext, findings: list[Finding], footnotes: str = "") -> str:
    """Return the HTML that WordPress sent to browsers, with its own blocks and shortcodes written out."""
    html = write_layout(html, findings)
    if has_blocks(html):
        return expand(without_comments(html, context, findings, footnotes), findings)
    html = without_comments(html, context, findings)

    def write_player(match: re.Match[str]) -> str:
        """Make a player of an address that is alone on its line; other addresses stay words."""
        url = match[1].replace("&amp;", "&")
        return f'<figure data-embed="{escape(url)}"></figure>' if context.get_embed_provider(url) else match[0]

    return autop(expand(LONE_ADDRESS.sub(write_player, html), findings))
