"""Bodies converted without a database, and what is asked of them."""

from wordpress.converting.bodies import convert_body

from .contexts import PlainContext

OLD = "https://old.example"
FILM = "https://www.youtube.com/watch?v=a1B2c3D4e5F"


def convert(html: str, **known):
    return convert_body(html, PlainContext(**known))


def shapes(html: str, **known) -> list[tuple]:
    return [(block["type"], block["value"]) for block in convert(html, **known).blocks]


def said(conversion, kind: str) -> list[tuple[str, str]]:
    return [(finding.outcome, finding.reason) for finding in conversion.findings if finding.kind == kind]
