"""Conversion of a whole text: from HTML to blocks."""

from .account import words_of
from .blocks.body_converter import BodyConverter
from .context import ConversionContext
from .findings import ConversionReport
from .html.cleanup import repair_html
from .html.tree import parse
from .results import Conversion


def convert_html(html: str, context: ConversionContext) -> Conversion:
    """Convert HTML as browsers show it; paragraphs must be marked up (see ``html.autop`` for text that has none)."""
    report = ConversionReport()
    html = repair_html(html, report)
    return BodyConverter.convert(parse(html, report=report), context, report, words_of(html))
