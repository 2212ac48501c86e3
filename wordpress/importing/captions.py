"""The account of the captions and descriptions of files that no page shows.

WordPress showed them on a page of the file alone, for which there is none here. The caption of a file that a page shows
belongs to the account of that page.
"""

from collections.abc import Iterator

from conversion.account import WORD, compare, words_of
from conversion.findings import CHANGED, DROPPED, Finding, shorten
from conversion.html.tree import mark_up
from conversion.results import Conversion

from ..models import ImportedItem
from ..reporting.item_reports import describe_conversion
from ..reporting.report import CAPTION
from .media import describe_image
from .scan import Attachment
from .session import Session

REASON = "no page shows its file; WordPress showed it on a page of the file alone"


def report_captions(session: Session) -> Iterator[dict]:
    """Yield an item report for each of these captions. Later runs, which convert no body, repeat that of the first."""
    earlier = ImportedItem.objects.filter(source=session.scan.source, kind=CAPTION)
    reports = dict(earlier.values_list("key", "report"))
    for attachment in session.scan.attachments.values():
        key = f"{CAPTION}:{attachment.id}"
        if attachment.id in session.media.shown:
            continue
        if key not in reports and attachment.id in session.media.first_seen and (words := _get_text(attachment)):
            reports[key] = _describe(session, attachment, key, words)
            done = ImportedItem.State.DONE
            session.records.write(key, CAPTION, title=attachment.title, state=done, report=reports[key])
        if key in reports:
            yield reports[key]


def _get_text(attachment: Attachment) -> str:
    return "\n".join(filter(str.strip, (mark_up(attachment.caption), mark_up(attachment.description))))


def _describe(session: Session, attachment: Attachment, key: str, text: str) -> dict:
    """Return the item report of a caption: an image without an alternative text keeps it as that."""
    record = session.records.get(attachment.key)
    kept = WORD.findall(describe_image(attachment, "")[0]) if record and record.image else []
    account = compare(words_of(text), kept)
    outcome = DROPPED if account.dropped else CHANGED
    found = Finding(CAPTION, outcome, shorten(" ".join(words_of(text))), REASON)
    described = describe_conversion(Conversion(findings=[found], words=account))
    item_report = {"kind": CAPTION, "key": key, "title": attachment.title, "old_url": attachment.link}
    return item_report | described | {"outcome": outcome, "reason": f"{REASON}: {found.what}"}
