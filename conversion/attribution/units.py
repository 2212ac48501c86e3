"""The paragraphs of a body: its blocks taken apart into what the rules read one by one, and put together again."""

from dataclasses import dataclass

from ..html.rich_text import rich_text
from .marked_text import PARAGRAPH, MarkedText, split_elements

# Characters of HTML. Nobody writes a longer paragraph; it stays as it is.
MAX_PARAGRAPH = 30_000


@dataclass(frozen=True)
class Unit:
    """One paragraph or list of a paragraph block, or a whole block of another kind. ``marked`` is for paragraphs."""

    block: int
    html: str = ""
    marked: MarkedText | None = None

    @property
    def text(self) -> str:
        return self.marked.text if self.marked else ""


def split_units(blocks: list[dict]) -> list[Unit]:
    """Return the units of stored blocks (``{"type", "value", ...}``), in order."""
    units = []
    for number, block in enumerate(blocks):
        if block["type"] != "paragraph" or not isinstance(block["value"], str):
            units.append(Unit(number))
            continue
        for html in split_elements(block["value"]):
            found = PARAGRAPH.match(html)
            is_read = found is not None and len(html) <= MAX_PARAGRAPH
            units.append(Unit(number, html, MarkedText.read(found[1]) if found and is_read else None))
    return units


@dataclass(frozen=True)
class Replacement:
    """Blocks in place of a text from one position to another; ``end`` is the last unit, ``end_at`` exclusive."""

    start: int
    start_at: int
    end: int
    end_at: int
    blocks: list[dict]


def join_units(blocks: list[dict], units: list[Unit], replacements: list[Replacement]) -> list[dict]:
    """Return the blocks with parts of their text replaced. Replacements must not overlap.

    A block that no replacement touches stays the very same, with its id.
    """
    ordered = sorted(replacements, key=lambda part: (part.start, part.start_at))
    touched = {units[at].block for part in ordered for at in range(part.start, part.end + 1)}
    writer = _Writer()
    at, position, last_block = 0, 0, -1
    while at < len(units):
        unit = units[at]
        if unit.block != last_block:
            writer.flush()
            last_block = unit.block
        if unit.block not in touched or not unit.html:
            writer.add(blocks[unit.block])
            at += sum(1 for other in units[at:] if other.block == unit.block) if unit.block not in touched else 1
            continue
        if ordered and ordered[0].start == at:
            part = ordered.pop(0)
            writer.add_text(unit, position, part.start_at)
            for block in part.blocks:
                writer.add(block)
            at, position = part.end, part.end_at
            last_block = units[at].block
            continue
        writer.add_text(unit, position, None)
        at, position = at + 1, 0
    writer.flush()
    return writer.blocks


class _Writer:
    """Collects blocks; adjacent paragraphs become one block."""

    def __init__(self) -> None:
        self.blocks: list[dict] = []
        self.texts: list[str] = []

    def add_text(self, unit: Unit, start: int, end: int | None) -> None:
        if unit.marked is None or (start == 0 and end is None):
            if end != 0 and start == 0:
                self.texts.append(unit.html)
        elif html := unit.marked.html(start, end):
            self.texts.append(rich_text(f"<p>{html}</p>"))

    def add(self, block: dict) -> None:
        if block["type"] == "paragraph" and "id" not in block:
            self.texts.append(block["value"])
        else:
            self.flush()
            self.blocks.append(block)

    def flush(self) -> None:
        if self.texts:
            self.blocks.append({"type": "paragraph", "value": "".join(self.texts)})
            self.texts = []


def paragraph(html: str) -> dict:
    return {"type": "paragraph", "value": rich_text(f"<p>{html}</p>")}
