"""Publication checks: conditions on a whole page, beyond the validation of its fields.

An app registers a check with ``register_publication_check``. The editor's form runs it before a page is published or
submitted, and ``BasePage.publish`` runs it again for every other way of publishing: schedules, workflows, bulk actions
and code.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, Revision

logger = logging.getLogger(__name__)

#: The log action of a scheduled publication that was refused, with the reasons.
REFUSED = "roundtable.publish.refused"

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


def refuse_or_unschedule(revision: Revision, page: Page, reasons: list[str]) -> None:
    """Raise ``PublicationRefusedError``; if the revision is due by its schedule, take it off the schedule instead.

    Wagtail publishes all due revisions in one run, which an error would stop. The page's history shows the reasons.
    """
    if not (revision.approved_go_live_at and revision.approved_go_live_at <= timezone.now()):
        raise PublicationRefusedError(page, reasons)
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    log(instance=page, action=REFUSED, revision=revision, data={"reasons": reasons})
    logger.error("Not published as scheduled: “%s” (page %s): %s", page.title, page.pk, " ".join(reasons))
