"""Video embeds: the known providers, and the address of the player for a video's address.

A player loads only when the visitor starts it. No request goes to a provider when a page is published or read, so
providers cannot track visitors (PECR, regulation 6), and publishing needs no network.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Player:
    """Where a video plays: the provider's name, the address for an iframe, and that of its page."""

    provider: str
    player_url: str
    page_url: str


_PROVIDERS = [
    (
        "YouTube",
        re.compile(
            r"^https?://(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:watch\?(?:[^#]*&)?v=|embed/|live/|shorts/)|youtu\.be/)"
            r"(?P<id>[\w-]{6,20})"
        ),
        "https://www.youtube-nocookie.com/embed/{id}?autoplay=1",
        "https://www.youtube.com/watch?v={id}",
    ),
    (
        "Vimeo",
        re.compile(r"^https?://(?:www\.|player\.)?vimeo\.com/(?:video/)?(?P<id>\d{5,12})"),
        "https://player.vimeo.com/video/{id}?autoplay=1&dnt=1",
        "https://vimeo.com/{id}",
    ),
]

PROVIDER_NAMES = [name for name, *_rest in _PROVIDERS]
# Addresses of players alone, which show nothing but the video.
_PLAYER_ALONE = re.compile(r"/embed/|//player\.")


def find_player(url: str) -> Player | None:
    """Return the player for the address of a video, or None if no known provider has it."""
    for provider, pattern, player_url, page_url in _PROVIDERS:
        if match := pattern.match(url or ""):
            page = page_url.format(id=match["id"]) if _PLAYER_ALONE.search(url) else url
            return Player(provider, player_url.format(id=match["id"]), page)
    return None
