"""Previews of an item before and after, as plain HTML for a report that loads and runs nothing."""

import re
from typing import Any

import nh3
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from conversion.html.autop import autop
from conversion.results import Conversion

from ..converting.gutenberg import has_blocks

TAGS = {
    "a", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "div", "dl", "dt", "em", "figcaption",
    "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "li", "ol", "p", "pre", "s", "strong", "sub", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
# Headings are shown as paragraphs: the outline of the report is not that of the post.
HEADING = re.compile(r"<(/?)h([1-6])\b[^<>]*>", re.IGNORECASE)
HEADING_CLASSES = {f"h{level}" for level in range(1, 7)}
IMAGE = re.compile(r"<img\b[^>]*?>", re.IGNORECASE | re.DOTALL)
IMAGE_ADDRESS = re.compile(r"""\bsrc\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
BLOCK_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
MAX_LENGTH = 200_000
# By key of a block: the kind of the object that its number refers to.
REFERENCES = {"person": "person", "image": "image", "poster": "image", "document": "document", "file": "document"}
HIDDEN_KEYS = {"decorative", "unnamed", "table_header_choice", "first_row_is_table_header", "first_col_is_header",
    "mergeCells", "cell"}  # fmt: skip


def clean(html: str) -> SafeString:
    """Return HTML with the elements of running text only, and without attributes."""
    html = HEADING.sub(lambda tag: "</p>" if tag[1] else f'<p class="h{tag[2]}">', html[:MAX_LENGTH])
    allowed = {"p": HEADING_CLASSES}
    return mark_safe(nh3.clean(html, tags=TAGS, attributes={}, allowed_classes=allowed, link_rel=None))  # noqa: S308


def render_source(content: str) -> SafeString:
    """Return a body as WordPress showed it, with the addresses of images in place of the images."""
    content = content[:MAX_LENGTH]
    content = BLOCK_COMMENT.sub("", content) if has_blocks(content) else autop(BLOCK_COMMENT.sub("", content))
    return clean(IMAGE.sub(lambda found: f"<p>[{_('Image')}: {_address(found[0])}]</p>", content))


def _address(tag: str) -> str:
    found = IMAGE_ADDRESS.search(tag)
    return escape(found[1][:200]) if found else "?"


def render_blocks(conversion: Conversion) -> SafeString:
    """Return the blocks that a body became."""
    preview = _Preview(conversion.labels)
    return format_html_join(
        "\n", '<div class="block"><p class="kind">{}</p>{}</div>', map(preview.block, conversion.blocks)
    )


class _Preview:
    def __init__(self, labels: dict[tuple[str, int], str]):
        self.labels = labels

    def block(self, block: dict) -> tuple[str, SafeString]:
        kind, value = block["type"], block["value"]
        if kind == "paragraph":
            return kind, clean(value)
        if kind == "heading":
            level = value["level"] if value["level"] in HEADING_CLASSES else "h2"
            return f"{kind}, level {level[1]}", format_html('<p class="{}">{}</p>', level, value["text"])
        if kind == "code":
            return f"{kind} {value['language']}", format_html("<pre>{}</pre>", value["text"])
        if kind == "table":
            return kind, self.table(value)
        return kind, self.parts(value)

    @staticmethod
    def table(value: dict) -> SafeString:
        rows = ((format_html_join("", "<td>{}</td>", ((cell or "",) for cell in row)),) for row in value["data"])
        caption = format_html("<caption>{}</caption>", value["table_caption"]) if value["table_caption"] else ""
        return format_html("<table>{}{}</table>", caption, format_html_join("", "<tr>{}</tr>", rows))

    def parts(self, value: Any) -> SafeString:
        """Return the content of a block of any kind: its texts, and the names of what it refers to."""
        if isinstance(value, dict):
            shown = {name: part for name, part in value.items() if name not in HIDDEN_KEYS}
            rows = [
                (name.replace("_", " "), self.referred(name, part))
                for name, part in shown.items()
                if part not in (None, "", [], False)
            ]
            return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows))
        if isinstance(value, list):
            values = (
                item["value"] if isinstance(item, dict) and set(item) >= {"type", "value"} else item for item in value
            )
            return format_html_join("", "<div>{}</div>", ((self.parts(item),) for item in values))
        if isinstance(value, str) and "<" in value:
            return clean(value)
        return format_html("{}", "" if value is None else value)

    def referred(self, name: str, part: Any) -> SafeString:
        label = self.labels.get((REFERENCES.get(name, ""), part)) if isinstance(part, int) else None
        return format_html("{}", label) if label else self.parts(part)
