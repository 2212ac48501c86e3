"""Media players that load only when the visitor asks: which addresses we know, and where they play.

Nothing is requested from a provider when a page is made or read, so visitors are not followed
(PECR, regulation 6) and a page needs no network to be published.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Player:
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
    """Return where ``url`` plays, or None when no provider that we know has it."""
    for provider, pattern, player_url in _PROVIDERS:
        if match := pattern.match(url or ""):
            return Player(provider, player_url.format(id=match["id"]))
    return None
