"""Checks of a page before it is published: what must be right, and what could be better.

A *publication check* yields reasons why a page may not be published. The editor's form runs it before a page is
published or submitted, and ``content.actions`` runs it again within the transaction that publishes, whoever publishes:
the editor, schedules, workflows, bulk actions and code.

A *content check* yields findings that advise or, if it is registered as required, keep an editor from publishing. The
publish panel and the report on the whole site run them (``editorial.publishing``). ``content.checks`` has those of
every page.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page

from .titles import is_untitled

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise
    from wagtail.models import Revision

PublicationCheck = Callable[[Any], Iterable[str]]
_checks: dict[type[Page], list[PublicationCheck]] = defaultdict(list)


@dataclass(frozen=True)
class Finding:
    """What a content check has found: a sentence for the editor, and the place in the form.

    ``place`` is the name of a field or the id of a body block: the ``data-contentpath`` of the editor's form.
    """

    message: str
    place: str = ""


ContentCheck = Callable[[Any], Iterable[Finding]]


@dataclass(frozen=True)
class RegisteredCheck:
    """A content check with a ``key`` for filters and data, and its ``label`` for editors.

    With ``is_required`` its findings keep an editor from publishing; else they advise.
    """

    key: str
    label: "str | StrPromise"
    page_class: type[Page]
    run: ContentCheck
    is_required: bool = False


_content_checks: list[RegisteredCheck] = []
Audience = Callable[[Any], Iterable[str]]


@dataclass(frozen=True)
class Question:
    """Something that the publish panel asks before a page goes out: yes or no, and yes unless somebody says no.

    ``initial`` is what was answered for this version before, by whoever submitted or scheduled it.
    ``preview`` is the e-mail that "yes" sends, as plain text. ``keep`` gets the answer for the version that is
    published, scheduled or submitted, in the same transaction.
    """

    name: str
    label: str
    yes: str
    no: str
    preview: str
    initial: bool
    keep: "Callable[[Revision, bool], None]"


AskQuestion = Callable[[Any], Question | None]
_questions: list[tuple[type[Page], AskQuestion]] = []
_audiences: list[tuple[type[Page], Audience]] = []


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
    if is_untitled(page.title):
        return [_("Give the page a title before it is published.")]
    return [str(reason) for check in _checks[type(page)] for reason in check(page)]


def register_content_check(
    page_class: type[Page], key: str, label: "str | StrPromise", *, is_required: bool = False
) -> Callable[[ContentCheck], ContentCheck]:
    """Register a function that takes a page of that class, or of a subclass, and yields its findings.

    The page holds what is to be published: it may differ from the row in the database.
    """

    def register(check: ContentCheck) -> ContentCheck:
        _content_checks.append(RegisteredCheck(key, label, page_class, check, is_required))
        return check

    return register


def get_content_checks() -> list[RegisteredCheck]:
    return list(_content_checks)


def iter_findings(page: Page, *, is_required: bool | None = None) -> Iterable[tuple[RegisteredCheck, Finding]]:
    """Yield what the checks of the page's class find, each with its check: all, the required ones, or the others."""
    for check in _content_checks:
        if isinstance(page, check.page_class) and is_required in {None, check.is_required}:
            for finding in check.run(page):
                yield check, finding


def register_audience(page_class: type[Page]) -> Callable[[Audience], Audience]:
    """Register a function that takes a page and yields, in sentences, who is told when it is published."""

    def register(audience: Audience) -> Audience:
        _audiences.append((page_class, audience))
        return audience

    return register


def get_audiences(page: Page) -> list[str]:
    return [sentence for cls, audience in _audiences if isinstance(page, cls) for sentence in audience(page)]


def register_question(page_class: type[Page]) -> Callable[[AskQuestion], AskQuestion]:
    """Register a function that takes the page to be published and returns a question to the editor; None if none."""

    def register(ask: AskQuestion) -> AskQuestion:
        _questions.append((page_class, ask))
        return ask

    return register


def get_questions(page: Page) -> list[Question]:
    asked = (ask(page) for cls, ask in _questions if isinstance(page, cls))
    return [question for question in asked if question]
