"""An item before and after, as plain HTML for a report: nothing in it is loaded, and nothing runs."""

import re
from collections.abc import Iterable

import nh3
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

TAGS = {
    "a", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "div", "dl", "dt", "em", "figcaption",
    "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "li", "ol", "p", "pre", "s", "strong", "sub", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
IMAGE = re.compile(r"<img\b[^>]*?>", re.IGNORECASE | re.DOTALL)
IMAGE_ADDRESS = re.compile(r"""\bsrc\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
BLOCK_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# Blank lines are paragraphs in a classic body.
BLANK_LINES = re.compile(r"\n\s*\n")
LONGEST = 200_000


def clean(html: str) -> SafeString:
    """Return HTML with the elements of running text alone, and no attribute that loads or runs anything."""
    return mark_safe(nh3.clean(html[:LONGEST], tags=TAGS, attributes={}, link_rel=None))  # noqa: S308 - just cleaned


def before(content: str) -> SafeString:
    """Return a body as WordPress had it; pictures are named by their addresses."""
    content = BLOCK_COMMENT.sub("", content[:LONGEST])
    content = IMAGE.sub(lambda found: f"<p>[{_('Image')}: {_address(found[0])}]</p>", content)
    return clean(BLANK_LINES.sub("<br><br>", content))


def _address(tag: str) -> str:
    found = IMAGE_ADDRESS.search(tag)
    return escape(found[1][:200]) if found else "?"


def after(blocks: Iterable[dict]) -> SafeString:
    """Return the blocks that a body became."""
    return format_html_join("\n", '<div class="block"><p class="kind">{}</p>{}</div>', map(_block, blocks))


def _block(block: dict) -> tuple[str, SafeString]:
    kind, value = block["type"], block["value"]
    if kind == "paragraph":
        return kind, clean(value)
    if kind == "heading":
        level = value["level"] if value["level"] in {"h2", "h3", "h4"} else "h2"
        return f"{kind} {level}", format_html("<p class={}>{}</p>", level, value["text"])
    return kind, _parts(value)


def _parts(value) -> SafeString:
    """The contents of a block of any kind: its texts, one below the other, and the numbers of what it refers to."""
    if isinstance(value, dict):
        rows = ((name, _parts(part)) for name, part in value.items() if part not in (None, "", [], False))
        return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows))
    if isinstance(value, list):
        values = (
            item["value"] if isinstance(item, dict) and set(item) >= {"type", "value"} else item for item in value
        )
        return format_html_join("", "<div>{}</div>", ((_parts(item),) for item in values))
    return (
        clean(value) if isinstance(value, str) and "<" in value else format_html("{}", "" if value is None else value)
    )
