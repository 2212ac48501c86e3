"""The exits of publications (``core.exits``)."""

from core.exits import Audience, Shows, register_exit

register_exit(
    "publications, their feed and their files",
    Audience.ANYBODY,
    Shows.PUBLISHED,
    routes=[
        ("publications.PublicationIndexPage", ""),
        ("publications.PublicationIndexPage", "feed/"),
        ("publications.PublicationPage", ""),
        ("publications.PublicationPage", "pdf/"),
    ],
)
