"""Reading a text: from the file to what the editor is shown. Nothing of the site changes."""

import logging

from django.utils import timezone
from django.utils.translation import gettext as _

from conversion.attribution.find import find_proposals
from editorial.clipboard.pasted_html import make_plain

from .context import DocumentContext, TooSlowError
from .matching import find_matches
from .models import ReadText
from .reading.documents import PROBLEMS, Document, UnreadableDocumentError, read_file, read_text
from .reports import ReadReport, make_report

logger = logging.getLogger(__name__)

#: Texts of up to this many bytes are read while the editor waits.
MAX_AT_ONCE = 400_000


def read_document(text: ReadText) -> Document:
    """Return the document of a file or a pasted text; raise ``UnreadableDocumentError``."""
    content = bytes(text.content)
    if text.name:
        return read_file(content, text.name, as_it_was=text.as_it_was)
    document = read_text(content.decode("utf-8", errors="replace"))
    if "<" in document.html[:20]:
        document.html = make_plain(document.html)
    if not document.html.strip():
        raise UnreadableDocumentError(PROBLEMS["empty"])
    return document


def read(text: ReadText) -> None:
    """Read a text that waits, and save what was found, or why it cannot be read."""
    try:
        _set_step(text, _("Reading the text"), 10)
        report = make_report(read_document(text), DocumentContext(f"word:{text.pk}"))
        if not report.blocks and not report.title:
            raise UnreadableDocumentError(PROBLEMS["empty"])
        _finish(text, report)
    except UnreadableDocumentError as error:
        text.state, text.message, text.content = ReadText.State.REFUSED, str(error), b""
    except (TooSlowError, RecursionError):
        text.state, text.message, text.content = ReadText.State.REFUSED, str(PROBLEMS["too_slow"]), b""
    text.save()


def read_page(text: ReadText) -> None:
    """Find who said what in the newest version of a post that is here already."""
    page = text.target.specific.get_latest_revision_as_object()  # type: ignore[union-attr]
    report = ReadReport(page.title, page.strapline, page.summary, list(page.body.raw_data))
    _finish(text, report)
    text.made = {"revision": page.latest_revision_id}
    text.save()


def _finish(text: ReadText, report: ReadReport) -> None:
    _set_step(text, _("Finding who said what"), 50)
    proposals = find_proposals(report.blocks)
    _set_step(text, _("Looking up people, topics and events"), 80)
    text.matches = find_matches(report, proposals, text.user, timezone.localdate()).as_dict()
    text.report = report.as_dict()
    text.set_proposals(proposals)
    text.state, text.done, text.step = ReadText.State.READY, 100, ""


def _set_step(text: ReadText, step: str, done: int) -> None:
    text.state, text.step, text.done = ReadText.State.RUNNING, step, done
    text.save(update_fields=["state", "step", "done"])
