"""Other ways to begin a page than an empty form: buttons on the front page of the admin and above the list of a type.

An app registers them in a module that its ``AppConfig.ready`` imports, as ``word`` does with *Write from Word or text*.
Whoever may create a page of the type sees them.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .models import BasePage

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Start:
    """A button: ``url_name`` is the address that it leads to."""

    model: type[BasePage]
    label: "str | StrPromise"
    url_name: str
    icon: str


_starts: list[Start] = []


def register_start(start: Start) -> None:
    _starts.append(start)


def get_starts(model: type[BasePage]) -> list[Start]:
    """Return the ways to begin a page of a type."""
    return [start for start in _starts if start.model is model]
