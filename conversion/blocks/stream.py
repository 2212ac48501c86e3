"""Blocks in the making: paragraphs gather until something else comes."""

import json
from collections.abc import Callable
from uuid import NAMESPACE_URL, uuid5

from ..html.inline import rich_text

Blocks = list[dict]


class Stream:
    """Takes blocks and paragraphs in reading order. Paragraphs in a row become blocks by ``make_text``."""

    def __init__(self, make_text: Callable[[list[str]], Blocks]):
        self.make_text = make_text
        self.blocks: Blocks = []
        self.texts: list[str] = []

    def text(self, html: str) -> None:
        """Add a paragraph or a list, as HTML with its own tag."""
        self.texts.append(html)

    def add(self, block_type: str, value) -> None:
        self.flush()
        self.blocks.append({"type": block_type, "value": value})

    def extend(self, blocks: Blocks) -> None:
        self.flush()
        self.blocks.extend(blocks)

    def flush(self) -> None:
        if self.texts:
            self.blocks.extend(self.make_text(self.texts))
            self.texts = []

    def close(self) -> Blocks:
        self.flush()
        return self.blocks


def paragraph_block(texts: list[str]) -> Blocks:
    return [{"type": "paragraph", "value": rich_text("".join(texts))}]


def with_ids(blocks: Blocks, source: str) -> Blocks:
    """Give every block an id that is the same at each run: a quote's by its words, for its anchor is cited."""
    seen: dict[str, int] = {}
    for position, block in enumerate(blocks):
        if block["type"] == "quote":
            words = json.dumps(block["value"]["text"])
            seen[words] = seen.get(words, 0) + 1
            name = f"quote {words} {seen[words]}"
        else:
            name = f"{position}"
        block["id"] = str(uuid5(NAMESPACE_URL, f"wordpress:{source}/{name}"))
        if block["type"] == "gallery":
            for number, image in enumerate(block["value"]["images"]):
                image["id"] = str(uuid5(NAMESPACE_URL, f"wordpress:{source}/{name}/{number}"))
    return blocks
