"""Quotations as blocks: with a speaker a quote, without one an extract."""

import re
from copy import deepcopy
from html import escape
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from ..context import Context
from ..findings import Report
from ..html.inline import QUOTE_TAGS, rich_text
from ..html.tree import has_class, text_of
from ..speech.after_name import speeches
from ..speech.attributions import read_lead
from ..speech.names import MAX_ROLE, Attribution, read_attribution, split_role
from ..speech.quotation_marks import Speech, is_balanced, plain
from .stream import Blocks, Stream, paragraph_block

DASH = re.compile(r"^\s*(?:[—–―~]|-{1,3})\s*(?=\S)")
TRAILING = re.compile(
    r"""\A(?P<text>.+[”"’.!?…])\s*(?:<br/>)?\s*(?:[—–―]|-{1,3})\s*(?P<cite>(?:[^<>]|<[^<>]*>){3,200})\Z""", re.DOTALL
)
PAIRS = {"“": "”", '"': '"', "‘": "’", "«": "»"}
MAX_CITATION_WORDS = 30
LINE = re.compile(r",?\s*<br/>\s*")
EMPHASIS = ("em", "i", "strong", "b")
RIGHT = ("has-text-align-right", "alignright")
LIST_TAGS = re.compile(r"</?(?:ul|ol)>")
HREF = re.compile(r'<a href="(https?://[^"]+)"')


class QuoteWriter:
    def __init__(self, context: Context, report: Report):
        self.context = context
        self.report = report

    def voice(self, attribution: Attribution) -> dict:
        """Return who is quoted as the block keeps it: a person who is known, or a name; and the role."""
        person = self.context.resolve_person(attribution.name)
        if person:
            self.report.label("person", person, attribution.name)
        role, organisation = split_role(attribution.role)
        return {
            "person": person,
            "name": "" if person else attribution.name[:MAX_ROLE],
            "role": role[:MAX_ROLE],
            "organisation": organisation[:MAX_ROLE],
            "unnamed": False,
        }

    def quote(self, attribution: Attribution, paragraphs: list[str], source_url: str = "") -> dict:
        html = LIST_TAGS.sub("", "".join(paragraphs)).replace("<li>", "<p>").replace("</li>", "</p>")
        text = rich_text(html, QUOTE_TAGS)
        value = {"text": text, **self.voice(attribution)}
        value |= {"source": attribution.source[:MAX_ROLE], "source_url": source_url}
        return {"type": "quote", "value": value}

    def text_blocks(self, paragraphs: list[str]) -> Blocks:
        """Make blocks of running text: paragraphs, and quotes where somebody is quoted at length."""
        blocks: Blocks = []
        for part in speeches(paragraphs):
            if isinstance(part, Speech):
                self.report.changed("quote", plain(part.paragraphs[0]), f"became a quote of {part.attribution.name}")
                if not part.before:
                    self.report.changed("word", plain(part.lead), "said by the quote's name and role")
                blocks.append(self.quote(part.attribution, [f"<p>{text}</p>" for text in part.paragraphs]))
            else:
                blocks += paragraph_block(part)
        return blocks

    @staticmethod
    def speaker_before(stream: Stream) -> Attribution | None:
        """Return who speaks if the paragraph before a quotation is “Name, role, said:”, and take it out."""
        last = plain(stream.texts[-1]) if stream.texts else ""
        read = read_lead(last) if last.endswith(":") else None
        if not read:
            return None
        attribution, complete = read
        if complete and "<a " not in stream.texts[-1]:
            stream.texts.pop()
        return attribution

    @staticmethod
    def take_citation(node: HtmlElement) -> HtmlElement | None:
        """Take the citation out of a quotation and return it: a cite or footer, or a last line after a dash."""
        # A footer takes along the name that is marked in it.
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
        if len(words.split()) <= MAX_CITATION_WORDS and (DASH.match(words) or _is_set_apart(last, words)):
            last.drop_tree()
            return last
        return None

    @staticmethod
    def take_line_after(node: HtmlElement) -> HtmlElement | None:
        """Take the words out of the paragraph after a quotation if they are “– Name, role”, and return a copy of it."""
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

    def quotation(self, parts: Blocks, citation: str, cite: str, spoken: Attribution | None) -> Blocks:
        """Return a block quotation as a quote or extract, then whatever stood in it beside text.

        ``citation`` is rich text; ``cite`` an address; ``spoken`` who was said to speak in the paragraph before.
        """
        texts = [part["value"] for part in parts if part["type"] == "paragraph"]
        headings = [part for part in parts if part["type"] == "heading"]
        others = [part for part in parts if part["type"] != "paragraph"]
        html = "".join(texts)
        if not html:
            return [*others, *(paragraph_block([f"<p>{citation}</p>"]) if citation else [])]
        if headings:
            # A heading would fall out of the quotation: it stays where it was, as a line in bold.
            html = "".join(_as_text(part) for part in parts if part["type"] in ("paragraph", "heading"))
            others = [part for part in others if part["type"] != "heading"]
        if not citation:
            html, citation = _trailing_citation(html)
        citation = DASH.sub("", citation)
        words = plain(LINE.sub(", ", citation))
        if not words and (found := _said_within(html)):
            self.report.changed("quote", plain(html), f"became a quote of {found.attribution.name}")
            self.report.changed("word", plain(found.lead), "said by the quote's name and role")
            return [self.quote(found.attribution, [f"<p>{text}</p>" for text in found.paragraphs]), *others]
        attribution = read_attribution(words, self.context.resolve_person) if words else spoken
        source_url = _address(cite) or _address((HREF.search(citation) or [""] * 2)[1])
        if attribution:
            self.report.changed("quote", plain(html), f"became a quote of {attribution.name}")
            return [self.quote(attribution, [_without_marks(html)], source_url), *others]
        if len(words) > MAX_ROLE:
            html, words = f"{html}<p>{citation}</p>", ""
        self.report.kept("quote", plain(html), "nobody is named as its speaker: an extract")
        value = {"text": rich_text(html), "source": words, "source_url": source_url}
        return [{"type": "extract", "value": value}, *others]


def _said_within(html: str) -> Speech | None:
    """Return the speech that a block quotation is as a whole: “Name, role, said: …” or “…,” said Name."""
    if not html.startswith("<p>") or "<ul>" in html or "<ol>" in html:
        return None
    parts = list(speeches([f"{paragraph}</p>" for paragraph in html.split("</p>")[:-1]]))
    speech = parts[0] if len(parts) == 1 else None
    return speech if isinstance(speech, Speech) and not speech.before and not speech.after else None


def _is_set_apart(last: HtmlElement, words: str) -> bool:
    """Whether the last paragraph of a quotation names who said it: at the right, or in bold or italics as a whole."""
    if last.tag not in ("p", "div") or last.getprevious() is None:
        return False
    style, whole = (last.get("style") or "").replace(" ", ""), last[0] if len(last) == 1 else None
    is_marked = whole is not None and whole.tag in EMPHASIS and text_of(whole) == words
    return (is_marked or "text-align:right" in style or has_class(last, *RIGHT)) and bool(read_attribution(words))


def _is_inside_text(node: HtmlElement) -> bool:
    """Whether a cite names a title within a sentence."""
    return node.tag == "cite" and bool((node.tail or "").strip())


def _as_text(part: dict) -> str:
    if part["type"] == "paragraph":
        return part["value"]
    return f"<p><b>{escape(part['value']['text'], quote=False)}</b></p>"


def _trailing_citation(html: str) -> tuple[str, str]:
    """Part “… text.” – Name, role at the end of the last paragraph."""
    start = html.rfind("<p>")
    if start < 0 or not html.endswith("</p>"):
        return html, ""
    found = TRAILING.match(html[start + 3 : -4])
    if not found or len(plain(found["cite"]).split()) > MAX_CITATION_WORDS:
        return html, ""
    if not is_balanced(found["text"]) or not is_balanced(found["cite"]):
        return html, ""
    if not read_attribution(plain(found["cite"])):
        return html, ""
    return f"{html[:start]}<p>{found['text']}</p>", found["cite"]


def _without_marks(html: str) -> str:
    """Take off the quotation marks around a whole quotation, for the page sets its own."""
    opening = re.match(r"((?:<(?:p|b|i)>)*)([“\"‘«])", html)
    if not opening:
        return html
    closing = PAIRS[opening[2]]
    end = re.search(rf"{re.escape(closing)}([.,]?(?:</(?:p|b|i)>)*)\Z", html)
    text = plain(html)
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


def _address(url: str) -> str:
    """Return an address that the block's field accepts, or nothing."""
    url = (url or "").strip().replace("&amp;", "&")
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    plausible = parts.scheme in ("http", "https") and "." in parts.netloc and len(url) <= 200 and " " not in url
    return url if plausible else ""
