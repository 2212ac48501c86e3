"""Bodies converted without a database, and what tests ask of them."""

from typing import Any

from conversion.convert import convert_html
from conversion.html.autop import autop
from conversion.results import Conversion

from .contexts import PlainContext

OLD = "https://old.example"
FILM = "https://www.youtube.com/watch?v=a1B2c3D4e5F"


def convert(html: str, **known: Any) -> Conversion:
    """Convert HTML in which empty lines separate paragraphs; ``known`` is what the context knows."""
    return convert_html(autop(html), PlainContext(**known))


def get_shapes(conversion: Conversion) -> list[tuple[str, Any]]:
    """Return type and value of each block."""
    return [(block["type"], block["value"]) for block in conversion.blocks]


def shapes(html: str, **known: Any) -> list[tuple[str, Any]]:
    return get_shapes(convert(html, **known))


def said(conversion: Conversion, kind: str) -> list[tuple[str, str]]:
    """Return outcome and reason of each finding of a kind."""
    return [(finding.outcome, finding.reason) for finding in conversion.findings if finding.kind == kind]
