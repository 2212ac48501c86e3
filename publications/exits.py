"""The exits of publications (``core.exits``)."""

from core.exits import Audience, Shows, register_exit

register_exit(
    "publications, their feeds and their files",
    Audience.ANYBODY,
    Shows.PUBLISHED,
    routes=[
        ("publications.PublicationIndexPage", ""),
        *(("publications.PublicationIndexPage", path) for path in ("feed/", "atom/", "feed.json/")),
        ("publications.PublicationPage", ""),
        ("publications.PublicationPage", "pdf/"),
    ],
)
