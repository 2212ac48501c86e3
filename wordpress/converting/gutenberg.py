"""The block editor's comments: read, followed where they stand for something, and taken out.

A block's HTML stands between its comments and is what browsers showed, so it is converted as HTML; blocks need not
even nest as the HTML does. The comments add what HTML does not say: ids, and blocks without any HTML.
Grammar: https://developer.wordpress.org/block-editor/explanations/architecture/key-concepts/
"""

import json
import re
from html import escape
from urllib.parse import urlsplit

from .core_blocks import DYNAMIC, is_core
from .records import CHANGED, DROPPED, KEPT, Context, Finding

COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
BLOCK = re.compile(
    r"\s+(?P<close>/)?wp:(?P<name>[a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)\s+(?P<attributes>\{.*\})?\s*(?P<void>/)?\Z",
    re.DOTALL,
)
FIRST_TAG = re.compile(r"\s*<([a-zA-Z][a-zA-Z0-9]*)")
# Attributes that the HTML does not repeat in all versions of WordPress.
USEFUL = ("id", "ids", "mediaId", "url", "href", "language")
MAX_REUSE = 5
NEXT_PAGE = "<!--nextpage-->"


def has_blocks(html: str) -> bool:
    return "<!-- wp:" in html


def without_comments(html: str, context: Context, findings: list[Finding], footnotes: str = "", depth: int = 0) -> str:
    """Return the HTML of a body, with what its comments stand for written out.

    ``footnotes`` is the custom field of that name, JSON: ``[{"id": ..., "content": ...}]``.
    """
    pieces, at, pending = [], 0, {}
    for comment in COMMENT.finditer(html):
        pieces.append(_annotated(html[at : comment.start()], pending))
        at = comment.end()
        found = BLOCK.match(comment[1])
        if not found:
            pieces.append(_plain_comment(comment[1], findings))
        elif not found["close"]:
            name, attributes = found["name"].removeprefix("core/"), _attributes(found["attributes"])
            _report(name, bool(found["void"]), findings)
            pending = {key: attributes[key] for key in USEFUL if attributes.get(key)} | {"name": name}
            pieces.append(_written_out(name, attributes, context, findings, footnotes, depth))
            if found["void"]:
                pending = {}
    pieces.append(_annotated(html[at:], pending))
    return "".join(pieces)


def _attributes(source: str | None) -> dict:
    try:
        found = json.loads(source or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _annotated(html: str, pending: dict) -> str:
    """Give the first tag the attributes of the block that began just before it."""
    tag = FIRST_TAG.match(html) if len(pending) > 1 else None
    name = pending.pop("name", "")
    if tag:
        data = escape(json.dumps(pending), quote=True)
        html = f'{html[: tag.end()]} data-block="{name}" data-attributes="{data}"{html[tag.end() :]}'
    pending.clear()
    return html


def _plain_comment(text: str, findings: list[Finding]) -> str:
    name = text.strip().split(" ")[0].lower()
    if name == "nextpage":
        findings.append(Finding("block", CHANGED, "page break", "the parts of a split post follow one another"))
        return "<hr>"
    if name == "more":
        findings.append(Finding("block", DROPPED, "“more” mark", "this site shows a summary in lists"))
        # It parted paragraphs, as an empty line does.
        return "\n\n"
    return ""


def _report(name: str, void: bool, findings: list[Finding]) -> None:
    if name in DYNAMIC:
        findings.append(Finding("block", DROPPED, name, DYNAMIC[name]))
    elif not is_core(name):
        if void:
            reason = "a plugin's block of which the export holds nothing but its settings"
            findings.append(Finding("block", DROPPED, name, reason))
        else:
            findings.append(Finding("block", KEPT, name, "a plugin's block, taken from the HTML that it saved"))


def _written_out(name, attributes: dict, context: Context, findings: list[Finding], footnotes: str, depth: int) -> str:
    if name == "block":
        return _reused(attributes.get("ref"), context, findings, depth)
    if name == "footnotes":
        return _footnotes(footnotes)
    url = attributes.get("url")
    if name in ("navigation-link", "social-link") and isinstance(url, str) and urlsplit_safe(url):
        label = attributes.get("label") or str(attributes.get("service", "")).capitalize() or url
        return f'<p><a href="{escape(url)}">{escape(str(label))}</a></p>'
    return ""


def urlsplit_safe(url: str) -> str:
    """Return the host or path of an address, or nothing for one that cannot be read."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.netloc or parts.path


def _reused(ref, context: Context, findings: list[Finding], depth: int) -> str:
    content = context.reusable_block(ref) if isinstance(ref, int) and depth < MAX_REUSE else None
    if content is None:
        findings.append(Finding("block", DROPPED, f"pattern {ref}", "the export does not hold it"))
        return ""
    findings.append(Finding("block", KEPT, f"pattern {ref}", "written out where it was used"))
    return without_comments(content, context, findings, "", depth + 1)


def _footnotes(source: str) -> str:
    try:
        notes = json.loads(source or "[]")
    except (ValueError, RecursionError):
        return ""
    notes = [note for note in notes if isinstance(note, dict)] if isinstance(notes, list) else []
    items = "".join(f"<li>{note.get('content', '')}</li>" for note in notes)
    return f"<ol>{items}</ol>" if items else ""
