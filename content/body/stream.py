"""StreamField base classes for bodies: the records they refer to are loaded together (``content.body.preload``)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Model
from django.utils.functional import cached_property
from wagtail.blocks import Block, ListBlock, StructBlock

from core.wagtail_compat import LoadableStreamValue, LockedStreamBlock

from .choosers import BodyImageChooserBlock
from .preload import PreloadedBlock, preloaded_records
from .renditions import load_images

# In characters. PostgreSQL's tsvector holds at most 1 MB of distinct words; a text of this length always fits.
MAX_SEARCHABLE_LENGTH = 300_000


def iter_references(block: Block, raw) -> Iterator[tuple[PreloadedBlock, Iterable[int]]]:
    """Yield each preloaded block within the stored value ``raw`` of a block, with the primary keys it refers to."""
    if isinstance(block, PreloadedBlock):
        yield block, block.get_referenced_ids(raw)
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from iter_references(child, (raw or {}).get(name))
    elif isinstance(block, ListBlock):
        for item in raw or []:
            value = item["value"] if isinstance(item, dict) and "id" in item else item
            yield from iter_references(block.child_block, value)


class BodyStreamValue(LoadableStreamValue):
    """A body whose blocks share the records they refer to. Nothing is loaded before the body is read."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.extra_images = []

    @cached_property
    def preloaded(self) -> dict[tuple, dict[int, Model]]:
        """The records that the blocks refer to: by ``preload_key``, then by primary key."""
        return load_references([self])

    @staticmethod
    def preload_together(bodies: "Iterable[BodyStreamValue]") -> None:
        """Load the records of many bodies, such as those of a feed, in the queries that one body takes."""
        bodies = list(bodies)
        records = load_references(bodies)
        for body in bodies:
            body.preloaded = records

    def preload(self, images: Iterable) -> None:
        """Load the body now, together with the renditions of ``images`` that the page shows outside its body."""
        self.extra_images = images
        list(self)
        self.preloaded  # noqa: B018 - reading a body without blocks does not load it

    def load_blocks(self, type_name):
        """Create the blocks of one type while the preloaded records are available to them."""
        token = preloaded_records.set(self.preloaded)
        try:
            super().load_blocks(type_name)
        finally:
            preloaded_records.reset(token)


def load_references(bodies: list[BodyStreamValue]) -> dict[tuple, dict[int, Model]]:
    """Return the records that the blocks of ``bodies`` refer to: by ``preload_key``, then by primary key."""
    blocks: dict[tuple, PreloadedBlock] = {}
    ids: dict[tuple, set[int]] = defaultdict(set)
    for body in bodies:
        for item in body.raw_data:
            for block, keys in iter_references(body.stream_block.child_blocks[item["type"]], item["value"]):
                blocks[block.preload_key] = block
                ids[block.preload_key].update(keys)
    image_keys = {key for key, block in blocks.items() if isinstance(block, BodyImageChooserBlock)}
    records = {key: blocks[key].load(ids[key]) for key in blocks.keys() - image_keys if ids[key]}
    shown = [image for key in records for record in records[key].values() for image in blocks[key].get_images(record)]
    shown += [image for body in bodies for image in body.extra_images]
    images = load_images(set().union(*(ids[key] for key in image_keys)), shown)
    return records | dict.fromkeys(image_keys, images)


class BaseStreamBlock(LockedStreamBlock):
    """The block of a body: a stream of blocks that preloads the records it refers to."""

    def get_searchable_content(self, value):
        """Return the texts of a body, cut after ``MAX_SEARCHABLE_LENGTH`` characters in all."""
        texts, remaining = [], MAX_SEARCHABLE_LENGTH
        for text in super().get_searchable_content(value):
            if remaining <= 0:
                break
            texts.append(text[:remaining])
            remaining -= len(text)
        return texts

    def to_python(self, value):
        stream = super().to_python(value)
        return BodyStreamValue(self, list(stream.raw_data), is_lazy=True) if stream.is_lazy else stream
