"""Bodies of WordPress converted without a database."""

from typing import Any

from conversion.results import Conversion
from tests.conversion.converted import get_shapes
from wordpress.converting.bodies import convert_body

from .contexts import PlainWordPressContext


def convert(html: str, **known: Any) -> Conversion:
    return convert_body(html, PlainWordPressContext(**known))


def shapes(html: str, **known: Any) -> list[tuple[str, Any]]:
    return get_shapes(convert(html, **known))
