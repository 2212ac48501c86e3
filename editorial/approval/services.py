"""What is done with approval links: make, revoke, answer, take a wording."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Comment, Page, PageLogEntry

from content.actions import lock_page
from content.models import BasePage
from content.passages import Passage, iter_passages, replace_passage
from core.jobs import every
from editorial.history.models import Version

from .emails import tell_editor
from .models import ApprovalAnswer, ApprovalLink
from .wording import rewrite

#: Log actions; each entry has the name of the guest in its data.
ASKED, REVOKED, APPROVED, COMMENTED, REWORDED, TAKEN = (
    f"roundtable.approval.{name}" for name in ("asked", "revoked", "approved", "commented", "reworded", "taken")
)
LOG_ACTIONS = {
    ApprovalAnswer.Kind.APPROVED: APPROVED,
    ApprovalAnswer.Kind.COMMENT: COMMENTED,
    ApprovalAnswer.Kind.PASSAGE: REWORDED,
}
TOKEN_BYTES = 32
#: How long an address is kept after its link has expired.
ADDRESS_KEPT = timedelta(days=90)


class CannotTakeError(Exception):
    """The passage is not in the latest version any more."""


@dataclass(frozen=True)
class NewLink:
    link: ApprovalLink
    token: str


def hash_token(token: str) -> str:
    # No salt and no slow hash: the token is random and has 256 bits, and nobody can try that many.
    return hashlib.sha256(token.encode()).hexdigest()


def find_link(token: str) -> ApprovalLink | None:
    """Return the link with that secret, open or not, unless its page is gone or in the trash."""
    links = ApprovalLink.objects.select_related("revision", "created_by").prefetch_related("answers")
    link = links.filter(token_hash=hash_token(token)).first()
    return link if link and Page.objects.filter(pk=link.page_id).exists() else None


@transaction.atomic
def make_link(page: BasePage, user: Any, days: int, **fields: Any) -> NewLink:
    """Make a link to the latest version of ``page``, which then stays in the page's history."""
    revision = page.get_latest_revision() or page.save_revision(user=user, clean=False)
    Version.objects.get_or_create(revision=revision)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    expires_at = timezone.now() + timedelta(days=days)
    link = ApprovalLink.objects.create(
        page_id=page.pk,
        revision=revision,
        token_hash=hash_token(token),
        created_by=user,
        expires_at=expires_at,
        **fields,
    )
    write_log(link, ASKED, user)
    return NewLink(link, token)


@transaction.atomic
def revoke(link: ApprovalLink, user: Any) -> None:
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        write_log(link, REVOKED, user)


def get_version(link: ApprovalLink) -> BasePage:
    """Return the page as it was in the version of the link."""
    return link.revision.as_object()


def get_passages(link: ApprovalLink, page: BasePage) -> list[Passage]:
    """Return the passages that the guest may rewrite: their own, or all of them."""
    return [passage for passage in iter_passages(page) if not link.speaker or passage.speaker == link.speaker]


@transaction.atomic
def answer(link: ApprovalLink, kind: ApprovalAnswer.Kind, *, path: str = "", text: str = "") -> ApprovalAnswer:
    """Store what a guest did, in the history and the comments of the page, and tell the editor by e-mail."""
    ApprovalLink.objects.select_for_update().get(pk=link.pk)
    if kind == ApprovalAnswer.Kind.APPROVED and (earlier := link.answers.filter(kind=kind).first()):
        return earlier
    given = link.answers.create(kind=kind, path=path, text=text)
    if kind != ApprovalAnswer.Kind.APPROVED:
        given.comment = add_comment(link, given)
        given.save(update_fields=["comment"])
    write_log(link, LOG_ACTIONS[kind], None, text=text)
    tell_editor(given)
    return given


def add_comment(link: ApprovalLink, given: ApprovalAnswer) -> Comment | None:
    """Write the answer beside the text, in the name of the editor who asked: Wagtail's comments need an account."""
    if link.created_by is None:
        return None
    said = _("%(name)s would have it so: “%(text)s”") if given.is_rewording else _("%(name)s: “%(text)s”")
    return Comment.objects.create(
        page_id=link.page_id,
        user=link.created_by,
        text=said % {"name": link.name, "text": given.text},
        contentpath=given.path or "title",
        revision_created=link.revision,
    )


@transaction.atomic
def take(given: ApprovalAnswer, user: Any) -> None:
    """Put the guest's wording into the latest version of the page, as a draft.

    Raises ``CannotTakeError`` if the passage is gone.
    """
    link = given.link
    lock_page(link.page_id)
    page = Page.objects.get(pk=link.page_id).get_latest_revision_as_object()
    passage = next((found for found in iter_passages(page) if found.path == given.path), None)
    if passage is None:
        raise CannotTakeError
    changed = replace_passage(page, given.path, rewrite(passage.html, given.text))
    if not changed.live:
        changed.save()
    revision = changed.save_revision(user=user, clean=False)
    Version.objects.get_or_create(revision=revision)
    log(
        instance=changed,
        action=TAKEN,
        user=user,
        revision=revision,
        content_changed=True,
        data={"name": link.name, "approval": link.pk},
    )
    given.is_taken = True
    finish(given, user)


@transaction.atomic
def finish(given: ApprovalAnswer, user: Any) -> None:
    """Mark an answer as dealt with, and its comment as resolved."""
    given.handled_at, given.handled_by = timezone.now(), user
    given.save(update_fields=["handled_at", "handled_by", "is_taken"])
    # Not by save(): Wagtail's does not take the names of fields.
    open_comments = Comment.objects.filter(pk=given.comment_id, resolved_at=None)
    open_comments.update(resolved_at=given.handled_at, resolved_by=user)


def write_log(link: ApprovalLink, action: str, user: Any, text: str = "") -> None:
    page = Page.objects.get(pk=link.page_id).specific_deferred
    data = {"name": link.name, "text": text, "approval": link.pk}
    log(instance=page, action=action, user=user, revision=link.revision, data=data)


@transaction.atomic
def erase(link: ApprovalLink, replacement: str) -> None:
    """Delete a link with its answers and comments; the history of the page keeps what happened, without the name."""
    Comment.objects.filter(pk__in=link.answers.exclude(comment=None).values("comment")).delete()
    for entry in PageLogEntry.objects.filter(page=link.page_id, data__approval=link.pk):
        data = entry.data | {"name": replacement, "text": ""}
        PageLogEntry.objects.filter(pk=entry.pk).update(data=data)
    link.delete()


@every(timedelta(days=1))
def delete_old_addresses() -> None:
    """Delete the addresses of links that nobody can use any longer."""
    ApprovalLink.objects.filter(expires_at__lte=timezone.now() - ADDRESS_KEPT).exclude(email="").update(email="")
