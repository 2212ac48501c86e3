"""Chooser blocks that are loaded together: one query a kind of thing for a whole body, however many blocks choose it.

Wagtail loads what blocks choose for each type of block by itself, and neither relations nor renditions. A body with
quotes, speakers and galleries would need a dozen queries; here it needs one for people and one for all images.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextvars import ContextVar

from django.db.models import Model
from django.utils.functional import cached_property
from wagtail.blocks import Block, ListBlock, PageChooserBlock, StreamBlock, StreamValue, StructBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from .querysets import is_restricted
from .renditions import load_images

# What the body that is being converted has chosen: by kind (``BodyChooserMixin.kind``), then by primary key.
_loaded: ContextVar[dict[tuple, dict[int, Model]]] = ContextVar("loaded")


class BodyChooserMixin:
    """A chooser whose choices come from ``get_queryset()``, and from the body's common pool while it is converted."""

    @property
    def kind(self) -> tuple[type, type[Model]]:
        """Choosers of one kind share what they load."""
        return type(self), self.model_class

    def get_queryset(self):
        return self.model_class.objects.all()

    def get_images(self, instance) -> list:
        """The images that a template shows beside what was chosen, such as a portrait."""
        return []

    def load(self, ids: Iterable[int]) -> dict[int, Model]:
        return {instance.pk: instance for instance in self.get_queryset().filter(pk__in=ids)}

    def bulk_to_python(self, values):
        found = _loaded.get({}).get(self.kind)
        if found is None:
            found = self.load({value for value in values if value is not None})
        return [found.get(value) for value in values]

    def to_python(self, value):
        return None if value is None else self.load([value]).get(value)


class BodyImageChooserBlock(BodyChooserMixin, ImageChooserBlock):
    def load(self, ids: Iterable[int]) -> dict[int, Model]:
        return load_images(ids)


class BodyDocumentChooserBlock(BodyChooserMixin, DocumentChooserBlock):
    pass


class BodyPageChooserBlock(BodyChooserMixin, PageChooserBlock):
    """A page that knows whether it is restricted, and without its own body."""

    def get_queryset(self):
        return super().get_queryset().annotate(restricted=is_restricted()).defer_streamfields()


def chosen_in(block: Block, raw) -> Iterator[tuple[BodyChooserMixin, int]]:
    """Yield each chooser in a block's stored value ``raw`` with the primary key that it holds."""
    if isinstance(block, BodyChooserMixin):
        if raw is not None:
            yield block, raw
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from chosen_in(child, (raw or {}).get(name))
    elif isinstance(block, ListBlock):
        for item in raw or []:
            yield from chosen_in(
                block.child_block, item["value"] if isinstance(item, dict) and "value" in item else item
            )


class BodyStreamValue(StreamValue):
    """A body whose blocks share one pool of what they choose. Nothing is loaded before the body is read."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.further_images = []

    @cached_property
    def pool(self) -> dict[tuple, dict[int, Model]]:
        choosers, ids = {}, defaultdict(set)
        for item in self._raw_data:
            if item:
                for chooser, pk in chosen_in(self.stream_block.child_blocks[item["type"]], item["value"]):
                    choosers[chooser.kind] = chooser
                    ids[chooser.kind].add(pk)
        image_kinds = [kind for kind in choosers if issubclass(kind[0], BodyImageChooserBlock)]
        loaded = {kind: chooser.load(ids[kind]) for kind, chooser in choosers.items() if kind not in image_kinds}
        portraits = [
            image
            for kind, found in loaded.items()
            for one in found.values()
            for image in choosers[kind].get_images(one)
        ]
        chosen_images = load_images(
            {pk for kind in image_kinds for pk in ids[kind]}, beside=[*portraits, *self.further_images]
        )
        return loaded | dict.fromkeys(image_kinds, chosen_images)

    def load_with(self, images: Iterable) -> None:
        """Load the body now, and with it the renditions of ``images``, which the page shows elsewhere."""
        self.further_images = images
        list(self)
        self.pool  # noqa: B018 - a body without blocks has not been loaded by being read

    def _prefetch_blocks(self, type_name):
        token = _loaded.set(self.pool)
        try:
            super()._prefetch_blocks(type_name)
        finally:
            _loaded.reset(token)


class BodyBlock(StreamBlock):
    """A stream of blocks that are loaded together."""

    def to_python(self, value):
        stream = super().to_python(value)
        return BodyStreamValue(self, stream._raw_data, is_lazy=True) if stream.is_lazy else stream
