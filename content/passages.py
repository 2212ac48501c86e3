"""Passages: the texts in the bodies of a page that one can quote, comment on and rewrite, each with its speaker.

A passage is a block of rich text, or the rich text named ``text`` of a block. Its speaker is what the value of the
block says as ``speaker_name``: of a quote or a speaker block, the person or guest. Its ``path`` is the content path of
Wagtail's comments, such as ``body.6f1c….text``.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from wagtail.blocks import BoundBlock, RichTextBlock, StructBlock

from .models import BasePage


@dataclass(frozen=True)
class Passage:
    path: str
    #: Its stored rich text.
    html: str
    #: Whose words or argument it is; empty for running text, and for somebody who must not be named.
    speaker: str
    #: What the editor's form calls the block: “Quote”.
    label: str
    block: BoundBlock = field(compare=False, repr=False)


def iter_passages(page: BasePage) -> Iterator[Passage]:
    """Yield the passages of a page as it is in memory, in reading order. Of blocks with the same id, the first."""
    seen = set()
    for name in page.get_streamfield_names():
        for block in getattr(page, name):
            passage = make_passage(name, block)
            if passage and passage.path not in seen:
                seen.add(passage.path)
                yield passage


def make_passage(field_name: str, block: Any) -> Passage | None:
    if not block.id:
        return None
    kind, label = block.block, str(block.block.label)
    if isinstance(kind, RichTextBlock):
        return Passage(f"{field_name}.{block.id}", block.value.source, "", label, block)
    if isinstance(kind, StructBlock) and isinstance(kind.child_blocks.get("text"), RichTextBlock):
        speaker = getattr(block.value, "speaker_name", "")
        return Passage(f"{field_name}.{block.id}.text", block.value["text"].source, speaker, label, block)
    return None


def get_speakers(page: BasePage) -> list[str]:
    """Return the names of those who have passages in a page, each once, in reading order."""
    return list(dict.fromkeys(passage.speaker for passage in iter_passages(page) if passage.speaker))


def replace_passage(page: BasePage, path: str, html: str) -> BasePage:
    """Return an unsaved copy of ``page`` with ``html`` as the passage at ``path``; ``KeyError`` if it has none."""
    field_name, block_id, *rest = path.split(".")
    if all(passage.path != path for passage in iter_passages(page)):
        raise KeyError(path)
    content = page.serializable_data()
    blocks = json.loads(content[field_name])
    stored = next(block for block in blocks if block.get("id") == block_id)
    if rest:
        stored["value"][rest[0]] = html
    else:
        stored["value"] = html
    content[field_name] = json.dumps(blocks)
    return page.with_content_json(content)
