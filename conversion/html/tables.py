"""Tables as the table block stores them: plain cells, choice of headers, caption, merged cells."""

from lxml.html import HtmlElement

from .elements import BLOCK_TAGS, HEADING_TAGS, MEDIA_TAGS
from .tree import collapse, iter_content

MAX_COLUMNS = 60
# A table with these in it lays out a page, as was usual once; its cells follow one another as text.
LAYOUT_TAGS = ("table", *HEADING_TAGS, "blockquote", "pre", *sorted(MEDIA_TAGS - {"img"}))


def is_layout(table: HtmlElement) -> bool:
    """Whether a table lays out a page and holds no data: one cell in each row or column, or blocks in cells."""
    rows = rows_of(table)
    if not rows or any(True for _node in table.iterdescendants(*LAYOUT_TAGS)):
        return True
    return max(map(len, rows)) == 1 or (len(rows) == 1 and not any(cell.tag == "th" for cell in rows[0]))


def rows_of(table: HtmlElement) -> list[list[HtmlElement]]:
    """Return the cells of each row that has any."""
    return [cells for row in table.iter("tr") if (cells := [cell for cell in row if cell.tag in ("td", "th")])]


def cell_text(cell: HtmlElement) -> str:
    """Return a cell's text; its paragraphs and line breaks are lines."""
    lines = [""]

    def walk(node: HtmlElement) -> None:
        for child in iter_content(node):
            if isinstance(child, str):
                lines[-1] += child
            elif child.tag == "br":
                lines.append("")
            elif child.tag in MEDIA_TAGS:
                lines[-1] += " "
            else:
                apart = child.tag in BLOCK_TAGS
                if apart:
                    lines.append("")
                walk(child)
                if apart:
                    lines.append("")

    walk(cell)
    return "\n".join(filter(None, map(collapse, lines)))


def _span(cell: HtmlElement, name: str, limit: int) -> int:
    value = (cell.get(name) or "").strip()
    return max(1, min(int(value), limit)) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def make_grid(rows: list[list[HtmlElement]]) -> tuple[list[list[str]], list[dict]]:
    """Return the texts of all cells, each row as long as the longest, and the merged cells as the block stores them."""
    taken: dict[tuple[int, int], str] = {}
    merged: list[dict] = []
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            width = _span(cell, "colspan", MAX_COLUMNS)
            height = _span(cell, "rowspan", len(rows) - row)
            for down in range(height):
                for across in range(width):
                    taken.setdefault((row + down, column + across), "")
            taken[row, column] = cell_text(cell)
            if width > 1 or height > 1:
                merged.append({"row": row, "col": column, "rowspan": height, "colspan": width})
            column += width
    columns = max(column for _row, column in taken) + 1
    return [[taken.get((row, column), "") for column in range(columns)] for row in range(len(rows))], merged


def table_value(table: HtmlElement, caption: str) -> dict:
    """Return the value of the table block. The table must have a cell."""
    rows = rows_of(table)
    data, merged = make_grid(rows)
    in_head = rows[0][0].getparent().getparent().tag == "thead"
    row_header = in_head or (len(rows) > 1 and all(cell.tag == "th" for cell in rows[0]))
    body = rows[1:] if row_header else rows
    column_header = bool(body) and all(cells[0].tag == "th" for cells in body)
    choice = {(True, True): "both", (True, False): "row", (False, True): "column", (False, False): "neither"}
    value = {
        "data": data,
        "first_row_is_table_header": row_header,
        "first_col_is_header": column_header,
        "table_header_choice": choice[row_header, column_header],
        "table_caption": caption,
    }
    if merged:
        hidden = [
            {"row": merge["row"] + down, "col": merge["col"] + across, "hidden": True}
            for merge in merged
            for down in range(merge["rowspan"])
            for across in range(merge["colspan"])
            if down or across
        ]
        value |= {"mergeCells": merged, "cell": hidden}
    return value
