"""Other ways to begin a page than an empty form: buttons on the front page of the admin and above the list of a type.

An app registers them in a module that its ``AppConfig.ready`` imports, as ``word`` does with *Write from Word or text*.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .models import BasePage

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Start:
    """A button: ``url_name`` is the address that it leads to, for those users of whom ``is_shown`` is true."""

    model: type[BasePage]
    label: "str | StrPromise"
    url_name: str
    icon: str
    is_shown: Callable[[Any], bool]


_starts: list[Start] = []


def register_start(start: Start) -> None:
    _starts.append(start)


def get_starts(user: Any, model: type[BasePage] | None = None) -> list[Start]:
    """Return the ways that a user has to begin a page, of one type or of any."""
    return [start for start in _starts if (model is None or start.model is model) and start.is_shown(user)]
