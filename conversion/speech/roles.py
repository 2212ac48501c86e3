"""Roles of people, as written beside a name, and the organisations in them."""

import re

from .word_lists import ORGANISATION_NOUNS, ROLE_NOUNS, STARTERS

MAX_LENGTH = 255
SMALL_WORD = re.compile(r"(?:of|for|and|the|at|in|on|de|la|du|des|für|und|van|der|&)\Z")


def read_role_before_name(text: str) -> str:
    """Return “Council leader” of “Council leader Jane Doe”; nothing for other words that begin a sentence."""
    words = text.split()
    return text if 0 < len(words) <= 8 and words[-1].lower() in ROLE_NOUNS and words[0] not in STARTERS else ""


def split_role(text: str) -> tuple[str, str]:
    """Split “Director, Transport for Wales” into role and organisation; in doubt all of it is the role."""
    before, comma, last = text.rpartition(",")
    if comma:
        has_role = any(word.lower() in ROLE_NOUNS for word in before.split())
        return (before.strip(), last.strip()) if has_role and _is_proper(last) else (text, "")
    is_named = any(word.lower() in ORGANISATION_NOUNS for word in text.split())
    return ("", text) if is_named and _is_proper(text) else (text, "")


def _is_proper(text: str) -> bool:
    """Whether these are capitalised words without a role among them."""
    words = text.split()
    return (
        bool(words)
        and all((word[:1].isupper() or SMALL_WORD.match(word)) and word.lower() not in ROLE_NOUNS for word in words)
        and words[0][:1].isupper()
    )
