"""The block editor's comments: what they stand for is written out as HTML, and they are removed.

A block's HTML stands between its comments and is what browsers showed, so it is converted as HTML; blocks need not
even nest as the HTML does. The comments add what the HTML lacks: ids, and blocks without any HTML.
Grammar: https://developer.wordpress.org/block-editor/explanations/architecture/key-concepts/
"""

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any

from conversion.findings import CHANGED, DROPPED, KEPT, Finding

from .block_settings import html_of_settings
from .context import WordPressContext
from .core_blocks import DYNAMIC, is_core

BLOCK = re.compile(
    r"\s+(?P<close>/)?wp:(?P<name>[a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)\s+(?P<attributes>\{.*\})?\s*(?P<void>/)?\Z",
    re.DOTALL,
)
FIRST_TAG = re.compile(r"\s*<([a-zA-Z][a-zA-Z0-9]*)")
# Attributes that the HTML does not repeat in all versions of WordPress.
USEFUL = ("id", "ids", "mediaId", "url", "href", "language")
# “\\” or a surrogate pair, which stay; else half of a pair or NUL, which PostgreSQL cannot store.
UNSTORABLE = re.compile(
    r"(?P<whole>\\\\|\\u[dD][89aAbB]\w\w\\u[dD][c-fC-F]\w\w)|\\u(?:[dD][89a-fA-F]\w\w|0000)|[\ud800-\udfff\x00]"
)
# More patterns than this in one body are an attack, or an accident that would fill the memory.
MAX_REUSABLE_BLOCKS = 100
# A name without a namespace is WordPress's own: a block that is newer than the lists in ``core_blocks``.
UNKNOWN_CORE = "a block of WordPress that this import does not know; its HTML, if it has any, was taken"


def has_blocks(html: str) -> bool:
    return "<!-- wp:" in html


def without_comments(html: str, context: WordPressContext, findings: list[Finding], footnotes: str = "") -> str:
    """Return the HTML of a body, with what its comments stand for written out.

    ``footnotes`` is the custom field of that name, JSON: ``[{"id": ..., "content": ...}]``.
    """
    return _Writer(context, findings, footnotes).html(html)


class _Writer:
    def __init__(self, context: WordPressContext, findings: list[Finding], footnotes: str):
        self.context = context
        self.findings = findings
        self.footnotes = footnotes
        self.reused = 0
        self.within: list[int] = []

    def html(self, html: str) -> str:
        pieces: list[str] = []
        pending: dict[str, Any] = {}
        at = 0
        for start, end in iter_comments(html):
            pieces.append(_annotate(html[at:start], pending))
            at = end
            comment = html[start + 4 : end - 3]
            found = BLOCK.match(comment)
            if not found:
                pieces.append(_plain_comment(comment, self.findings))
            elif not found["close"]:
                name, attributes = found["name"].removeprefix("core/"), read_settings(found["attributes"])
                is_bare = bool(found["void"]) and "/" in name and name not in DYNAMIC and not is_core(name)
                from_settings = html_of_settings(name, attributes) if is_bare else ""
                _report(name, bool(found["void"]), self.findings, from_settings=bool(from_settings))
                if not found["void"]:
                    pending = {key: attributes[key] for key in USEFUL if attributes.get(key)}
                pieces.append(from_settings or self._write_out(name, attributes))
        pieces.append(_annotate(html[at:], pending))
        return "".join(pieces)

    def _write_out(self, name: str, attributes: dict) -> str:
        if name == "block":
            return self._write_reusable_block(attributes.get("ref"))
        if name == "footnotes":
            return _footnotes(self.footnotes)
        if name == "playlist-track":
            number, title = attributes.get("id"), attributes.get("title") or ""
            data = f' data-attachment="{number}"' if isinstance(number, int) else ""
            return (
                f'<audio src="{escape(str(attributes.get("src") or ""))}" title="{escape(str(title))}"{data}></audio>'
            )
        if name == "tab" and isinstance(attributes.get("label"), str):
            return f"<p><b>{escape(attributes['label'])}</b></p>"
        url = attributes.get("url")
        if (name == "navigation-link" or name.startswith("social-link")) and isinstance(url, str) and url:
            label = (
                attributes.get("label")
                or str(attributes.get("service", name.removeprefix("social-link").strip("-"))).capitalize()
                or url
            )
            return f'<p><a href="{escape(url)}">{escape(str(label))}</a></p>'
        return ""

    def _write_reusable_block(self, ref: Any) -> str:
        content = None
        if isinstance(ref, int) and ref not in self.within and self.reused < MAX_REUSABLE_BLOCKS:
            content = self.context.get_reusable_block(ref)
        if content is None:
            reason = "it holds itself" if ref in self.within else "the export does not hold it"
            self.findings.append(Finding("block", DROPPED, f"pattern {ref}", reason))
            return ""
        if not content:
            self.findings.append(Finding("block", DROPPED, f"pattern {ref}", "nothing of it was shown"))
            return ""
        self.reused += 1
        self.findings.append(Finding("block", KEPT, f"pattern {ref}", "written out where it was used"))
        self.within.append(ref)
        written = self.html(content)
        self.within.pop()
        return written


def iter_comments(html: str) -> Iterator[tuple[int, int]]:
    """Yield where HTML comments begin and end."""
    end = 0
    while (start := html.find("<!--", end)) >= 0:
        end = html.find("-->", start + 4) + 3
        if end < 3:
            return
        yield start, end


def read_json(source: str) -> Any:
    """Return the value of a JSON text, or None if it is not valid. Single surrogates and NUL are removed."""
    try:
        return json.loads(UNSTORABLE.sub(lambda found: found["whole"] or "", source))
    except (ValueError, RecursionError):
        return None


def read_settings(source: str | None) -> dict:
    """Return the settings of a block, which are empty if they are broken."""
    found = read_json(source or "{}")
    return found if isinstance(found, dict) else {}


def _annotate(html: str, pending: dict) -> str:
    """Give the first tag the attributes of the block that began just before it."""
    tag = FIRST_TAG.match(html) if pending else None
    if tag:
        data = escape(json.dumps(pending), quote=True)
        html = f'{html[: tag.end()]} data-attributes="{data}"{html[tag.end() :]}'
    pending.clear()
    return html


def _plain_comment(text: str, findings: list[Finding]) -> str:
    name = text.strip().split(" ")[0].lower()
    if name == "nextpage":
        findings.append(Finding("block", CHANGED, "page break", "the parts of a split post follow one another"))
        return "<hr>"
    if name == "more":
        findings.append(Finding("block", DROPPED, "“more” mark", "this site shows a summary in lists"))
        return " "
    return ""


def _report(name: str, void: bool, findings: list[Finding], *, from_settings: bool) -> None:
    if from_settings:
        findings.append(Finding("block", CHANGED, name, "a plugin's block; its texts were taken from its settings"))
    elif name in DYNAMIC:
        findings.append(Finding("block", DROPPED, name, DYNAMIC[name]))
    elif not is_core(name):
        if "/" not in name:
            findings.append(Finding("block", DROPPED if void else KEPT, name, UNKNOWN_CORE))
        elif void:
            reason = "a plugin's block of which the export holds nothing but its settings"
            findings.append(Finding("block", DROPPED, name, reason))
        else:
            findings.append(Finding("block", KEPT, name, "a plugin's block, taken from the HTML that it saved"))


def _footnotes(source: str) -> str:
    notes = read_json(source or "[]")
    notes = [note for note in notes if isinstance(note, dict)] if isinstance(notes, list) else []
    items = "".join(f"<li>{note.get('content', '')}</li>" for note in notes)
    return f"<ol>{items}</ol>" if items else ""
