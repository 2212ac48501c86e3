"""A document as a report: its title, strapline, summary and blocks; and what of it was kept and what was not."""

import re
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from conversion.account import WORD, WordAccount, compare, words_in_blocks, words_of
from conversion.attribution.marked_text import split_elements
from conversion.blocks.body_converter import BodyConverter
from conversion.blocks.quotes import QuoteWriter
from conversion.blocks.stream import Blocks, paragraph_block
from conversion.context import ConversionContext
from conversion.findings import DROPPED, ConversionReport
from conversion.html.cleanup import repair_html
from conversion.html.tree import parse
from conversion.speech.bylines import read_byline
from conversion.speech.quotation_marks import strip_tags

from .reading.documents import Document

MAX_TITLE, MAX_STRAPLINE, MAX_SUMMARY = 255, 255, 400
# A longer first line is a sentence and no title.
MAX_TITLE_WORDS, MAX_STRAPLINE_WORDS = 22, 28
# What blogs and mail programs put around a text.
FURNITURE = re.compile(
    r"(?:share (?:on|this|via)\b.{0,80}|bookmark the permalink\.?|print this page|like this:?|tweet"
    r"|leave a (?:reply|comment)"
    r"|sent from my \w+|(?:from|to|cc|sent|subject|date): .{1,200}|\[?image\]?)\Z",
    re.IGNORECASE,
)
POSTED_IN = re.compile(
    r"(?:this entry was posted|posted|filed|published) (?:in|under):? (?P<topics>.{3,400}?)"
    r"(?:\.? (?:and tagged .{0,300}|bookmark the permalink)\.?|\.)?\Z",
    re.IGNORECASE,
)
TOPICS_LABEL = re.compile(r"(?:topics|categories|keywords|tags):? (?P<topics>.{3,400}?)\.?\Z", re.IGNORECASE)
LEFT_OUT = {
    "header": _("the header of its pages"),
    "footer": _("the footer of its pages"),
    "macros": _("a macro, which does not run here"),
    "deleted": _("deleted in tracked changes"),
    "element": _("a drawing or another part that is no text"),
    "furniture": _("words around the text, not of it"),
}


class ParagraphWriter(QuoteWriter):
    """Leaves speech in its paragraphs: an editor decides what becomes a quote."""

    def make_text_blocks(self, paragraphs: list[str]) -> Blocks:
        return paragraph_block(paragraphs)

    @staticmethod
    def take_speaker_before(stream) -> None:
        return None


class ReportConverter(BodyConverter):
    quote_class = ParagraphWriter


@dataclass
class ReadReport:
    """``topics`` are the names in a line such as “posted in”; ``bylines`` the names of authors; ``left_out`` has
    ``{"what", "text", "reason"}``; ``words`` the account: ``{"in", "kept", "dropped", "added"}``.
    """

    title: str = ""
    strapline: str = ""
    summary: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    comments: list[dict[str, str]] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    left_out: list[dict[str, str]] = field(default_factory=list)
    words: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def make_report(document: Document, context: ConversionContext) -> ReadReport:
    """Convert a document. Pictures get the negative ids -1, -2 ... that ``context`` gives them."""
    findings = ConversionReport()
    html = repair_html(document.html, findings)
    body = parse(html, report=findings)
    report = ReadReport(pictures=document.pictures, comments=document.comments)
    _take_heads(body, report)
    report.blocks = ReportConverter(body, context, findings).convert_blocks()
    _take_furniture(report)
    report.left_out = [
        *({**part, "reason": str(LEFT_OUT.get(part["what"], part["what"]))} for part in document.left_out),
        *report.left_out,
        *(
            {"what": finding.kind, "text": finding.what, "reason": finding.reason}
            for finding in findings.findings
            if finding.outcome == DROPPED
        ),
    ]
    report.summary = make_summary(report)
    report.words = _describe(_account(document, report))
    return report


def _take_heads(body, report: ReadReport) -> None:
    """Take title and strapline out of the body: by their styles, or the first short lines that are no sentences."""
    nodes = [node for node in body if _text(node)]
    title = next((node for node in nodes[:5] if node.get("class") == "doc-title"), None)
    if title is None and nodes and (nodes[0].tag == "h1" or _is_line(nodes[0], MAX_TITLE_WORDS)) and len(nodes) > 1:
        title = nodes[0]
    if title is not None:
        report.title = _text(title)[:MAX_TITLE]
        nodes.remove(title)
        title.drop_tree()
    strapline = next((node for node in nodes[:5] if node.get("class") == "doc-subtitle"), None)
    second = nodes[0] if strapline is None and title is not None and len(nodes) > 1 else None
    if second is not None and second.tag == "p" and _is_line(second, MAX_STRAPLINE_WORDS):
        strapline = None if read_byline(_text(second), lambda name: None) else second
    if strapline is not None and len(_text(strapline)) <= MAX_STRAPLINE:
        report.strapline = _text(strapline)
        strapline.drop_tree()


def _text(node) -> str:
    return " ".join(node.text_content().split())


def _is_line(node, max_words: int) -> bool:
    """Whether a paragraph is a line by itself: short, no sentence, no list of names, and no picture in it."""
    words = _text(node)
    is_plain = node.tag in ("p", "h1", "h2") and next(node.iter("img", "a"), None) is None
    ends = words.endswith((".", ":", ";", ",", "…")) and not words.endswith("...")
    is_one = not re.search(r"[.!?]\s", words)
    is_short = 0 < len(words.split()) <= max_words and len(words) <= MAX_TITLE
    return is_plain and is_one and is_short and not ends and words[0] not in '“"‘«'


def _take_furniture(report: ReadReport) -> None:
    """Take out lines that a blog or a mail program put around the text, and read topics and authors in them."""
    for block in report.blocks:
        if block["type"] != "paragraph":
            continue
        kept = []
        for html in split_elements(block["value"]):
            words = strip_tags(html)
            topics = POSTED_IN.fullmatch(words) or TOPICS_LABEL.fullmatch(words)
            byline = read_byline(words, lambda name: None) if len(words.split()) <= 30 else []
            if topics:
                report.topics += _split_topics(topics["topics"])
                report.left_out.append({"what": "topics", "text": words, "reason": _("it became the topics")})
            elif byline:
                report.bylines += [author.name for author in byline]
                kept.append(html)
            elif FURNITURE.fullmatch(words):
                report.left_out.append({"what": "furniture", "text": words, "reason": str(LEFT_OUT["furniture"])})
            else:
                kept.append(html)
        block["value"] = "".join(kept)
    report.blocks = [block for block in report.blocks if block["type"] != "paragraph" or block["value"]]


def _split_topics(text: str) -> list[str]:
    parts = [part.strip(" .") for part in re.split(r"\s*[,;|]\s*|\s+and\s+(?=[A-Z])", text)]
    return [part for part in parts if 0 < len(part) <= 100]


def make_summary(report: ReadReport) -> str:
    """Return the first paragraph as far as it fits, or the strapline."""
    first = next((block for block in report.blocks if block["type"] == "paragraph"), None)
    paragraphs = [strip_tags(html) for html in split_elements(first["value"])] if first else []
    words = next((text for text in paragraphs if len(text.split()) > 6), "")
    if len(words) <= MAX_SUMMARY:
        return words or report.strapline
    sentence = re.match(r".{40,390}[.!?](?=\s)", words, re.DOTALL)
    return sentence[0] if sentence else report.strapline or f"{words[: MAX_SUMMARY - 2].rsplit(' ', 1)[0]} …"


def _account(document: Document, report: ReadReport) -> WordAccount:
    """Compare the words of the document with those of the report and those that are listed as left out."""
    listed = [part["text"] for part in report.left_out if part["what"] in ("topics", "furniture")]
    result = words_of(f"<p>{report.title}</p><p>{report.strapline}</p>")
    result += [*words_in_blocks(report.blocks), *WORD.findall(" ".join(listed))]
    return compare(WORD.findall(document.words), result)


def _describe(account: WordAccount) -> dict[str, Any]:
    """Return an account as plain data. Numbers of notes are not words of the text."""
    dropped = Counter(account.dropped)
    added = Counter(word for word in account.added if not word.isdigit())
    return {
        "in": account.words_in,
        "kept": account.kept,
        "dropped": list(dropped.elements()),
        "added": list(added.elements()),
    }
