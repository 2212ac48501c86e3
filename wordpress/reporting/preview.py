"""An item before and after, as plain HTML for a report: nothing in it is loaded, and nothing runs."""

import re

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
# Two sides of one page have one outline, and it is not that of the post: headings are shown as paragraphs.
HEADING = re.compile(r"<(/?)h([1-6])\b[^<>]*>", re.IGNORECASE)
HEADING_CLASSES = {f"h{level}" for level in range(1, 7)}
IMAGE = re.compile(r"<img\b[^>]*?>", re.IGNORECASE | re.DOTALL)
IMAGE_ADDRESS = re.compile(r"""\bsrc\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
BLOCK_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
LONGEST = 200_000
# What a block refers to by its number, and under which key.
REFERENCES = {"person": "person", "image": "image", "poster": "image", "document": "document", "file": "document"}
UNSHOWN = {"decorative", "unnamed", "table_header_choice", "first_row_is_table_header", "first_col_is_header",
    "mergeCells", "cell"}  # fmt: skip


def clean(html: str) -> SafeString:
    """Return HTML with the elements of running text alone, and no attribute that loads or runs anything."""
    html = HEADING.sub(lambda tag: "</p>" if tag[1] else f'<p class="h{tag[2]}">', html[:LONGEST])
    allowed = {"p": HEADING_CLASSES}
    # An address leads nowhere without its attribute, and is no link without it.
    return mark_safe(nh3.clean(html, tags=TAGS, attributes={}, allowed_classes=allowed, link_rel=None))  # noqa: S308


def before(content: str) -> SafeString:
    """Return a body as WordPress showed it; pictures are named by their addresses."""
    content = content[:LONGEST]
    content = BLOCK_COMMENT.sub("", content) if has_blocks(content) else autop(BLOCK_COMMENT.sub("", content))
    return clean(IMAGE.sub(lambda found: f"<p>[{_('Image')}: {_address(found[0])}]</p>", content))


def _address(tag: str) -> str:
    found = IMAGE_ADDRESS.search(tag)
    return escape(found[1][:200]) if found else "?"


def after(conversion: Conversion) -> SafeString:
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

    def parts(self, value) -> SafeString:
        """The contents of a block of any kind: its texts, one below the other, and what it refers to by name."""
        if isinstance(value, dict):
            shown = {name: part for name, part in value.items() if name not in UNSHOWN}
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

    def referred(self, name: str, part) -> SafeString:
        label = self.labels.get((REFERENCES.get(name, ""), part)) if isinstance(part, int) else None
        return format_html("{}", label) if label else self.parts(part)
