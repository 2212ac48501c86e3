"""Video embeds: the known providers, and the address of the player for a video's address.

A player loads only when the visitor starts it. No request goes to a provider when a page is published or read, so
providers cannot track visitors (PECR, regulation 6), and publishing needs no network.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Player:
    """Where a video plays: the provider's name, and the address for an iframe."""

    provider: str
    player_url: str


_PROVIDERS = [
    (
        "YouTube",
        re.compile(
            r"^https?://(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:watch\?(?:[^#]*&)?v=|embed/|live/|shorts/)|youtu\.be/)"
            r"(?P<id>[\w-]{6,20})"
        ),
        "https://www.youtube-nocookie.com/embed/{id}?autoplay=1",
    ),
    (
        "Vimeo",
        re.compile(r"^https?://(?:www\.|player\.)?vimeo\.com/(?:video/)?(?P<id>\d{5,12})"),
        "https://player.vimeo.com/video/{id}?autoplay=1&dnt=1",
    ),
]

PROVIDER_NAMES = [name for name, _pattern, _player in _PROVIDERS]


def find_player(url: str) -> Player | None:
    """Return the player for the address of a video, or None if no known provider has it."""
    for provider, pattern, player_url in _PROVIDERS:
        if match := pattern.match(url or ""):
            return Player(provider, player_url.format(id=match["id"]))
    return None
