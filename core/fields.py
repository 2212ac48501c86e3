"""Model fields."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from wagtail.blocks import Block, StreamBlock
from wagtail.fields import StreamField as WagtailStreamField

BlockTypes: TypeAlias = StreamBlock | type[StreamBlock] | Sequence[tuple[str, Block]]


class StreamField(WagtailStreamField):
    """A ``StreamField`` whose block definitions stay out of migrations.

    The database stores JSON, whatever the blocks are, so that a new block needs no migration. The drawback: a
    historical model in a data migration has no blocks and returns an empty stream. Such a migration must read and
    write the JSON itself (docs/decisions/0040-blocks-outside-migrations.md).
    """

    def __init__(self, block_types: BlockTypes = (), **kwargs: Any) -> None:
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> tuple[str, str, list, dict]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
