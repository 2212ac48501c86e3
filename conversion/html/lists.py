"""Lists, as the editor's rich text keeps them: items of inline text, and lists in items."""

from lxml.html import HtmlElement

from ..findings import Report
from .inline import BREAK, Inline, tidy
from .tree import BLOCK_TAGS, SHOWN_TAGS, content, has_block_inside

LISTS = ("ul", "ol", "menu", "dir")
# What cannot stand in an item of the editor's lists.
APART = SHOWN_TAGS | {"table", "pre", "figure", "blockquote", "details", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}


def holds_more_than_text(node: HtmlElement) -> bool:
    return any(child.tag in APART and "emoji" not in (child.get("class") or "") for child in node.iterdescendants())


def items_of(node: HtmlElement) -> list[HtmlElement]:
    return [child for child in node if child.tag == "li"]


class ListWriter:
    def __init__(self, inline: Inline, report: Report):
        self.inline = inline
        self.report = report

    def html(self, node: HtmlElement) -> str:
        """Return a list as rich text, empty if it says nothing."""
        tag = "ol" if node.tag == "ol" else "ul"
        if tag == "ol" and (node.get("start", "1") != "1" or node.get("reversed") is not None):
            self.report.changed("list", node.text_content(), "the numbers begin at 1 here")
        items: list[str] = []
        for child in content(node):
            # Text, or a list, that stands between items belongs to the item before it.
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
        return self.html(child) if child.tag in LISTS else self.item(child)

    def item(self, node: HtmlElement) -> str:
        """Return what stands in an item: its paragraphs as lines, then the lists in it."""
        lines: list[str] = []
        lists: list[str] = []
        self._gather(node, lines, lists)
        text = tidy(BREAK.join(filter(None, lines)))
        return text + "".join(lists)

    def _gather(self, node: HtmlElement, lines: list[str], lists: list[str]) -> None:
        run: list[str | HtmlElement] = []

        def end_line() -> None:
            if run:
                lines.append(self.inline.html(run))
                run.clear()

        for child in content(node):
            if isinstance(child, str) or not (child.tag in BLOCK_TAGS or has_block_inside(child)):
                run.append(child)
            elif child.tag in LISTS:
                end_line()
                lists.append(self.html(child))
            else:
                end_line()
                self._gather(child, lines, lists)
        end_line()
