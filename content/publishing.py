"""Publication checks: conditions on a whole page, beyond the validation of its fields.

An app registers a check with ``register_publication_check``. The editor's form runs it before a page is published or
submitted, and ``content.actions`` runs it again within the transaction that publishes, whoever publishes: the editor,
schedules, workflows, bulk actions and code.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.models import Page

PublicationCheck = Callable[[Any], Iterable[str]]
_checks: dict[type[Page], list[PublicationCheck]] = defaultdict(list)


class PublicationRefusedError(ValidationError):
    """A page may not be published as it is. ``messages`` say why; ``page`` is the page."""

    def __init__(self, page: Page, reasons: list[str]):
        super().__init__(reasons)
        self.page = page


def register_publication_check(page_class: type[Page]) -> Callable[[PublicationCheck], PublicationCheck]:
    """Register a function that takes a page and returns the reasons why it may not be published; none if it may."""

    def register(check: PublicationCheck) -> PublicationCheck:
        _checks[page_class].append(check)
        return check

    return register


def get_publication_errors(page: Page) -> list[str]:
    """Return the reasons why ``page``, as it is in memory, may not be published."""
    return [str(reason) for check in _checks[type(page)] for reason in check(page)]
