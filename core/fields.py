"""Model fields."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeAlias

from django.db import models
from wagtail.blocks import Block, StreamBlock
from wagtail.fields import StreamField as WagtailStreamField

from .web_addresses import get_printable_address, validate_web_address

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


class SecondsField(models.DateTimeField):
    """A time that pages show: to the second, although ``timezone.now()`` is more exact.

    Migrations have it as a ``DateTimeField``: its column is the same.
    """

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if isinstance(value, datetime):
            value = value.replace(microsecond=0)
            setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateTimeField", args, kwargs


class PrintableAddressMixin(models.Field):
    """A field whose value is an address that may be printed (``core.web_addresses``), or empty if it is another."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str:
        return get_printable_address(value)

    def to_python(self, value: Any) -> Any:
        """Revisions are read through this method, too."""
        return get_printable_address(super().to_python(value))


class WebAddressField(PrintableAddressMixin, models.URLField):
    """A ``URLField`` for addresses on the web, of ``http`` and ``https``. Others are refused, and never printed.

    Migrations have it as a ``URLField``: its column is the same.
    """

    default_validators = [validate_web_address]

    def clean(self, value: Any, model_instance: Any) -> Any:
        self.run_validators(value)  # before ``to_python``, which would empty what is to be refused
        return super().clean(value, model_instance)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs


class PrintableAddressTextField(PrintableAddressMixin, models.TextField):
    """An address that is copied from a body, of any length."""

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
