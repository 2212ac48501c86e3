"""Lists as rich text: items of inline text, and lists in items."""

from lxml.html import HtmlElement

from ..findings import ConversionReport
from .elements import BLOCK_TAGS, MEDIA_TAGS
from .inline import Inline
from .rich_text import BREAK, tidy
from .tree import has_block_inside, iter_content

LIST_TAGS = ("ul", "ol", "menu", "dir")
# Elements that cannot stand in a list item of the editor.
NOT_IN_ITEMS = MEDIA_TAGS | {
    "table",
    "pre",
    "figure",
    "blockquote",
    "details",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
}


def holds_more_than_text(node: HtmlElement) -> bool:
    """Whether a list holds images, tables, headings or the like, so that it cannot be stored as rich text."""
    return any(
        child.tag in NOT_IN_ITEMS and "emoji" not in (child.get("class") or "") for child in node.iterdescendants()
    )


def items_of(node: HtmlElement) -> list[HtmlElement]:
    return [child for child in node if child.tag == "li"]


class ListWriter:
    """Writes lists of one body."""

    def __init__(self, inline: Inline, report: ConversionReport):
        self.inline = inline
        self.report = report

    def html(self, node: HtmlElement) -> str:
        """Return a list as rich text, empty if it has no text."""
        tag = "ol" if node.tag == "ol" else "ul"
        if tag == "ol" and (node.get("start", "1") != "1" or node.get("reversed") is not None):
            self.report.changed("list", node.text_content(), "the numbers begin at 1 here")
        items: list[str] = []
        for child in iter_content(node):
            # Text or a list between items belongs to the item before it.
            if isinstance(child, str) or child.tag != "li":
                loose = self._loose(child)
                if loose and items:
                    items[-1] += loose
                elif loose:
                    items.append(loose)
            elif item := self.item(child):
                items.append(item)
        joined = "".join(f"<li>{item}</li>" for item in items)
        return f"<{tag}>{joined}</{tag}>" if joined else ""

    def _loose(self, child: str | HtmlElement) -> str:
        if isinstance(child, str):
            return self.inline.html([child])
        return self.html(child) if child.tag in LIST_TAGS else self.item(child)

    def item(self, node: HtmlElement) -> str:
        """Return the content of an item: its paragraphs as lines, then the lists in it."""
        lines: list[str] = []
        lists: list[str] = []
        self._collect(node, lines, lists)
        text = tidy(BREAK.join(filter(None, lines)))
        return text + "".join(lists)

    def _collect(self, node: HtmlElement, lines: list[str], lists: list[str]) -> None:
        run: list[str | HtmlElement] = []

        def end_line() -> None:
            if run:
                lines.append(self.inline.html(run))
                run.clear()

        for child in iter_content(node):
            if isinstance(child, str) or not (child.tag in BLOCK_TAGS or has_block_inside(child)):
                run.append(child)
            elif child.tag in LIST_TAGS:
                end_line()
                lists.append(self.html(child))
            else:
                end_line()
                self._collect(child, lines, lists)
        end_line()
