"""Quotations as blocks: a quote if the speaker is named, else an extract."""

import re
from copy import deepcopy
from html import escape
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from ..context import ConversionContext
from ..findings import ConversionReport
from ..html.rich_text import QUOTE_TAGS, rich_text
from ..html.tree import has_class, text_of
from ..speech.attributions import read_attribution, read_leading_attribution
from ..speech.find import iter_speech
from ..speech.quotation_marks import is_balanced, strip_tags
from ..speech.roles import MAX_LENGTH, split_role
from ..speech.types import Attribution, Speech
from .stream import Blocks, BlockStream, paragraph_block

DASH = re.compile(r"^\s*(?:[—–―~]|-{1,3})\s*(?=\S)")
# The dash may be in bold with the name; on a line of its own, it may follow words without a full stop.
TRAILING = re.compile(
    r"""\A(?P<text>.+)(?:(?<=[”"’.!?…])\s*(?:<br/>)?|\s*<br/>)\s*"""
    r"""(?P<cite>(?:<[bi]>)*(?:[—–―]|-{1,3})\s*(?:[^<>]|<[^<>]*>){3,200})\Z""",
    re.DOTALL,
)
# The pairs of marks that are removed around a quotation as a whole.
REMOVED_MARKS = {"“": "”", '"': '"', "‘": "’", "«": "»"}
MAX_CITATION_WORDS = 30
LINE = re.compile(r",?\s*<br/>\s*")
EMPHASIS = ("em", "i", "strong", "b")
LIST_TAGS = re.compile(r"</?(?:ul|ol)>")
HREF = re.compile(r'<a href="(https?://[^"]+)"')


class QuoteWriter:
    """Writes the quotations of one body."""

    #: Classes of paragraphs that are aligned at the right.
    right_aligned_classes: tuple[str, ...] = ()

    def __init__(self, context: ConversionContext, report: ConversionReport):
        self.context = context
        self.report = report

    def attribution_value(self, attribution: Attribution) -> dict:
        """Return an attribution as blocks store it: a person who is known, or a name; and the role."""
        person = self.context.resolve_person(attribution.name)
        if person:
            self.report.label("person", person, attribution.name)
        role, organisation = split_role(attribution.role)
        return {
            "person": person,
            "name": "" if person else attribution.name[:MAX_LENGTH],
            "role": role[:MAX_LENGTH],
            "organisation": organisation[:MAX_LENGTH],
            "unnamed": False,
        }

    def make_quote(self, attribution: Attribution, paragraphs: list[str], source_url: str = "") -> dict:
        """Return a quote block."""
        html = LIST_TAGS.sub("", "".join(paragraphs)).replace("<li>", "<p>").replace("</li>", "</p>")
        text = rich_text(html, QUOTE_TAGS)
        value = {"text": text, **self.attribution_value(attribution)}
        value |= {"source": attribution.source[:MAX_LENGTH], "source_url": source_url}
        return {"type": "quote", "value": value}

    def make_text_blocks(self, paragraphs: list[str]) -> Blocks:
        """Make blocks of running text: paragraphs, and quotes where somebody is quoted at length."""
        blocks: Blocks = []
        for part in iter_speech(paragraphs):
            if isinstance(part, Speech):
                self.report.changed(
                    "quote", strip_tags(part.paragraphs[0]), f"became a quote of {part.attribution.name}"
                )
                if not part.before:
                    self.report.changed("word", strip_tags(part.lead), "said by the quote's name and role")
                blocks.append(self.make_quote(part.attribution, [f"<p>{text}</p>" for text in part.paragraphs]))
            else:
                blocks += paragraph_block(part)
        return blocks

    @staticmethod
    def take_speaker_before(stream: BlockStream) -> Attribution | None:
        """Return who speaks if the paragraph before a quotation is “Name, role, said:”, and remove that paragraph."""
        last = strip_tags(stream.texts[-1]) if stream.texts else ""
        read = read_leading_attribution(last) if last.endswith(":") else None
        if not read:
            return None
        attribution, complete = read
        if complete and "<a " not in stream.texts[-1]:
            stream.texts.pop()
        return attribution

    def take_citation(self, node: HtmlElement) -> HtmlElement | None:
        """Remove the citation from a quotation and return it: a cite or footer, or a last line after a dash."""
        # The name may be marked up within a footer, which is the citation then.
        cites = (cite for cite in node.iter("cite", "footer") if text_of(cite))
        found = [next(cite.iterancestors("footer"), cite) for cite in cites]
        if found and not _is_inside_text(found[-1]):
            found[-1].drop_tree()
            return found[-1]
        last = node[-1] if len(node) and not (node[-1].tail or "").strip() else None
        while last is not None and last.tag in ("p", "div") and len(last) and not (last[-1].tail or "").strip():
            if last[-1].tag not in ("p", "span", "small", "em", "i") or not DASH.match(text_of(last[-1])):
                break
            last = last[-1]
        if last is None or last.tag not in ("p", "div", "span", "small", "em", "i"):
            return None
        words = text_of(last)
        if len(words.split()) <= MAX_CITATION_WORDS and (DASH.match(words) or self._is_set_apart(last, words)):
            last.drop_tree()
            return last
        return None

    def _is_set_apart(self, last: HtmlElement, words: str) -> bool:
        """Whether the last paragraph of a quotation is an attribution: at the right, or wholly in bold or italics."""
        if last.tag not in ("p", "div") or last.getprevious() is None:
            return False
        style, whole = (last.get("style") or "").replace(" ", ""), last[0] if len(last) == 1 else None
        is_marked = whole is not None and whole.tag in EMPHASIS and text_of(whole) == words
        is_right = "text-align:right" in style or has_class(last, *self.right_aligned_classes)
        return (is_marked or is_right) and bool(read_attribution(words))

    @staticmethod
    def take_line_after(node: HtmlElement) -> HtmlElement | None:
        """Empty the paragraph after a quotation if it is “– Name, role”, and return a copy of it."""
        after = node.getnext()
        if after is None or after.tag != "p" or (node.tail or "").strip():
            return None
        words = text_of(after)
        is_dashed = DASH.match(words) and len(words.split()) <= MAX_CITATION_WORDS
        if not (is_dashed and read_attribution(DASH.sub("", words))):
            return None
        taken = deepcopy(after)
        after.clear(keep_tail=True)
        return taken

    def make_quotation(self, parts: Blocks, citation: str, cite: str, speaker: Attribution | None) -> Blocks:
        """Return a block quotation as a quote or extract, then whatever stood in it beside text.

        ``citation`` is rich text; ``cite`` an address; ``speaker`` the one whom the paragraph before names.
        """
        texts = [part["value"] for part in parts if part["type"] == "paragraph"]
        headings = [part for part in parts if part["type"] == "heading"]
        others = [part for part in parts if part["type"] != "paragraph"]
        html = "".join(texts)
        if not html:
            return [*others, *(paragraph_block([f"<p>{citation}</p>"]) if citation else [])]
        if headings:
            # A quotation cannot hold a heading: it becomes a line in bold.
            html = "".join(_as_text(part) for part in parts if part["type"] in ("paragraph", "heading"))
            others = [part for part in others if part["type"] != "heading"]
        if not citation:
            html, citation = _split_trailing_citation(html)
        citation = DASH.sub("", citation)
        words = DASH.sub("", strip_tags(LINE.sub(", ", citation)))
        if not words and (found := _find_whole_speech(html)):
            self.report.changed("quote", strip_tags(html), f"became a quote of {found.attribution.name}")
            self.report.changed("word", strip_tags(found.lead), "said by the quote's name and role")
            return [self.make_quote(found.attribution, [f"<p>{text}</p>" for text in found.paragraphs]), *others]
        attribution = read_attribution(words, self.context.resolve_person) if words else speaker
        source_url = _valid_address(cite) or _valid_address((HREF.search(citation) or [""] * 2)[1])
        if attribution:
            self.report.changed("quote", strip_tags(html), f"became a quote of {attribution.name}")
            return [self.make_quote(attribution, [_without_marks(html)], source_url), *others]
        if len(words) > MAX_LENGTH:
            html, words = f"{html}<p>{citation}</p>", ""
        self.report.kept("quote", strip_tags(html), "nobody is named as its speaker: an extract")
        value = {"text": rich_text(html), "source": words, "source_url": source_url}
        return [{"type": "extract", "value": value}, *others]


def _find_whole_speech(html: str) -> Speech | None:
    """Return the speech that a block quotation is as a whole: “Name, role, said: …” or “…,” said Name."""
    if not html.startswith("<p>") or "<ul>" in html or "<ol>" in html:
        return None
    parts = list(iter_speech([f"{paragraph}</p>" for paragraph in html.split("</p>")[:-1]]))
    speech = parts[0] if len(parts) == 1 else None
    return speech if isinstance(speech, Speech) and not speech.before and not speech.after else None


def _is_inside_text(node: HtmlElement) -> bool:
    """Whether a cite names a title within a sentence."""
    return node.tag == "cite" and bool((node.tail or "").strip())


def _as_text(part: dict) -> str:
    if part["type"] == "paragraph":
        return part["value"]
    return f"<p><b>{escape(part['value']['text'], quote=False)}</b></p>"


def _split_trailing_citation(html: str) -> tuple[str, str]:
    """Split “… text.” – Name, role at the end of the last paragraph."""
    start = html.rfind("<p>")
    if start < 0 or not html.endswith("</p>"):
        return html, ""
    found = TRAILING.match(html[start + 3 : -4])
    if not found or len(strip_tags(found["cite"]).split()) > MAX_CITATION_WORDS:
        return html, ""
    if not is_balanced(found["text"]) or not is_balanced(found["cite"]):
        return html, ""
    if not read_attribution(DASH.sub("", strip_tags(found["cite"]))):
        return html, ""
    return f"{html[:start]}<p>{found['text'].rstrip()}</p>", found["cite"]


def _without_marks(html: str) -> str:
    """Remove the quotation marks around a whole quotation: the page sets its own."""
    opening = re.match(r"((?:<(?:p|b|i)>)*)([“\"‘«])", html)
    if not opening:
        return html
    closing = REMOVED_MARKS[opening[2]]
    end = re.search(rf"{re.escape(closing)}([.,]?(?:</(?:p|b|i)>)*)\Z", html)
    text = strip_tags(html)
    if opening[2] == closing:
        whole = text.count(closing) % 2 == 0
    else:
        whole = text.count(opening[2]) == text.count(closing) or opening[2] == "‘"
    if not end or not whole:
        return html
    # “One.” She paused. “Two.” has marks at both ends, too, but they are not of one pair.
    if opening[2] != closing and text[1:].find(closing) < text[1:].find(opening[2]):
        return html
    return opening[1] + html[opening.end() : end.start()] + end[1]


def _valid_address(url: str) -> str:
    """Return an address that the block's field accepts, or nothing."""
    url = (url or "").strip().replace("&amp;", "&")
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    plausible = parts.scheme in ("http", "https") and "." in parts.netloc and len(url) <= 200 and " " not in url
    return url if plausible else ""
