"""What must be true of a page before visitors may see it, beyond what each of its fields asks.

An app registers a check with ``register_publication_check``; the editor's form asks it before a page is published or
submitted, and ``BasePage.publish`` asks it again, whoever publishes: a schedule, a workflow, a bulk action or code.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, Revision

logger = logging.getLogger(__name__)

#: The log action of a scheduled publication that was refused, with the reasons.
REFUSED = "roundtable.publish.refused"

_checks = defaultdict(list)


class PublicationRefusedError(ValidationError):
    """A page may not be published as it is. ``messages`` say why; ``page`` is the page."""

    def __init__(self, page: Page, reasons: list[str]):
        super().__init__(reasons)
        self.page = page


def register_publication_check(page_class: type[Page]):
    """Register a function that takes a page and returns why it may not be published: nothing when it may."""

    def register(check: Callable[[Page], Iterable[str]]):
        _checks[page_class].append(check)
        return check

    return register


def get_publication_errors(page: Page) -> list[str]:
    """Return why ``page``, as it is in memory, may not be published."""
    return [str(reason) for check in _checks[type(page)] for reason in check(page)]


def refuse_or_unschedule(revision: Revision, page: Page, reasons: list[str]) -> None:
    """Refuse to publish ``revision``: raise, or take it off the schedule if it is the clock that asks.

    Wagtail publishes all that is due in one run, which an error would end. The page's history says what happened.
    """
    if not (revision.approved_go_live_at and revision.approved_go_live_at <= timezone.now()):
        raise PublicationRefusedError(page, reasons)
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    log(instance=page, action=REFUSED, revision=revision, data={"reasons": reasons})
    logger.error("Not published as scheduled: “%s” (page %s): %s", page.title, page.pk, " ".join(reasons))
