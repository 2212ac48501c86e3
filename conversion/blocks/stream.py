"""A stream of blocks in the making: paragraphs are collected until another kind of block comes."""

import json
from collections.abc import Callable
from uuid import NAMESPACE_URL, uuid5

from ..html.rich_text import rich_text

Blocks = list[dict]


class BlockStream:
    """Takes blocks and paragraphs in reading order. Adjacent paragraphs are made into blocks by ``make_blocks``."""

    def __init__(self, make_blocks: Callable[[list[str]], Blocks]):
        self.make_blocks = make_blocks
        self.blocks: Blocks = []
        self.texts: list[str] = []

    def add_text(self, html: str) -> None:
        """Add a paragraph or a list, as HTML with its own tag."""
        self.texts.append(html)

    def add(self, block_type: str, value: object) -> None:
        """Add a block."""
        self.flush()
        self.blocks.append({"type": block_type, "value": value})

    def extend(self, blocks: Blocks) -> None:
        self.flush()
        self.blocks.extend(blocks)

    def flush(self) -> None:
        """Make blocks of the collected paragraphs."""
        if self.texts:
            self.blocks.extend(self.make_blocks(self.texts))
            self.texts = []

    def close(self) -> Blocks:
        """Return all blocks."""
        self.flush()
        return self.blocks


def paragraph_block(texts: list[str]) -> Blocks:
    return [{"type": "paragraph", "value": rich_text("".join(texts))}]


def with_ids(blocks: Blocks, source: str) -> Blocks:
    """Give every block an id that is the same in each conversion of ``source``.

    A quote's id is made of its words, since readers link to it; that of another block of its position.
    """
    seen: dict[str, int] = {}
    for position, block in enumerate(blocks):
        if block["type"] == "quote":
            words = json.dumps(block["value"]["text"])
            seen[words] = seen.get(words, 0) + 1
            name = f"quote {words} {seen[words]}"
        else:
            name = f"{position}"
        block["id"] = str(uuid5(NAMESPACE_URL, f"{source}/{name}"))
        if block["type"] == "gallery":
            for number, image in enumerate(block["value"]["images"]):
                image["id"] = str(uuid5(NAMESPACE_URL, f"{source}/{name}/{number}"))
    return blocks
