"""The stream of blocks that a page's body is: loaded together (``content.body.preload``), checked one at a time."""

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Model
from django.utils.functional import cached_property
from wagtail.blocks import Block, ListBlock, StreamBlock, StreamValue, StructBlock

from .choosers import BodyImageChooserBlock
from .preload import PooledBlock, current_pool
from .renditions import load_images

# PostgreSQL's tsvector holds at most 1 MB of distinct words; a text of so many characters always fits.
LONGEST_SEARCHABLE = 300_000


def pooled_in(block: Block, raw) -> Iterator[tuple[PooledBlock, Iterable[int]]]:
    """Yield each pooled block in a block's stored value ``raw``, with the primary keys that it refers to."""
    if isinstance(block, PooledBlock):
        yield block, block.ids_in(raw)
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from pooled_in(child, (raw or {}).get(name))
    elif isinstance(block, ListBlock):
        for item in raw or []:
            yield from pooled_in(block.child_block, item["value"] if isinstance(item, dict) and "id" in item else item)


class BodyStreamValue(StreamValue):
    """A body whose blocks share one pool. Nothing is loaded before the body is read."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.further_images = []

    @cached_property
    def pool(self) -> dict[tuple, dict[int, Model]]:
        blocks, ids = {}, defaultdict(set)
        for item in filter(None, self._raw_data):
            for block, keys in pooled_in(self.stream_block.child_blocks[item["type"]], item["value"]):
                blocks[block.kind] = block
                ids[block.kind].update(keys)
        image_kinds = {kind for kind, block in blocks.items() if isinstance(block, BodyImageChooserBlock)}
        pool = {kind: blocks[kind].load(ids[kind]) for kind in blocks.keys() - image_kinds if ids[kind]}
        beside = [image for kind in pool for record in pool[kind].values() for image in blocks[kind].get_images(record)]
        images = load_images(set().union(*(ids[kind] for kind in image_kinds)), [*beside, *self.further_images])
        return pool | dict.fromkeys(image_kinds, images)

    def load_with(self, images: Iterable) -> None:
        """Load the body now, and with it the renditions of ``images``, which the page shows elsewhere."""
        self.further_images = images
        list(self)
        self.pool  # noqa: B018 - a body without blocks has not been loaded by being read

    def _prefetch_blocks(self, type_name):
        token = current_pool.set(self.pool)
        try:
            super()._prefetch_blocks(type_name)
        finally:
            current_pool.reset(token)


# Wagtail 8.0.1 checks a draft by making the fields of its blocks optional for a moment. Blocks are shared by all
# threads, and autosave and preview come at once: without the lock a field can even stay optional for ever.
_checking = threading.RLock()


class BodyBlock(StreamBlock):
    def clean(self, value):
        with _checking:
            return super().clean(value)

    def clean_deferred(self, value):
        with _checking:
            return super().clean_deferred(value)

    def get_searchable_content(self, value):
        """Return the texts of a body, as far as an index is sure to hold their words."""
        texts, room = [], LONGEST_SEARCHABLE
        for text in super().get_searchable_content(value):
            if room <= 0:
                break
            texts.append(text[:room])
            room -= len(text)
        return texts

    def to_python(self, value):
        stream = super().to_python(value)
        return BodyStreamValue(self, stream._raw_data, is_lazy=True) if stream.is_lazy else stream
