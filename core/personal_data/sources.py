"""Sources of personal data: tables that may hold an e-mail address, and what is done with it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.text import capfirst

from core.email_addresses import AddressQuery

Text = str | Promise


@dataclass(frozen=True)
class Finding:
    """One record that holds the address: its title, what is kept in it by label, and where the admin shows it."""

    title: str
    details: dict[str, str] = field(default_factory=dict)
    url: str = ""


class Source(ABC):
    """A kind of record that may hold an e-mail address.

    ``key`` names it in the log. ``label`` is its heading on the screen and its row in ``docs/privacy.md``. ``fields``
    are the columns that it answers for ("app.Model.field"): a test compares them with those of all models.
    ``kept_reason`` says why ``erase`` leaves the records alone, and what to do instead.
    """

    key: str
    label: Text
    fields: Sequence[str] = ()
    kept_reason: Text = ""

    @abstractmethod
    def find(self, query: AddressQuery) -> list[Finding]:
        """Return the records that hold the address."""

    @abstractmethod
    def erase(self, query: AddressQuery) -> int:
        """Delete the address and what belongs to it; return the number of records."""


class TextSource(Source):
    """The rows of one model that mention the address in one of their text or JSON columns.

    The row is deleted, or with ``redact=True`` only the address in it. ``get_url`` returns where the admin shows a row.
    """

    def __init__(
        self,
        key: str,
        label: Text,
        model: str,
        columns: Sequence[str],
        *,
        redact: bool = False,
        kept_reason: Text = "",
        get_url: Callable[[Any], str] | None = None,
    ) -> None:
        self.key, self.label, self.columns, self.redact, self.kept_reason = key, label, columns, redact, kept_reason
        self.model_label = model
        self.fields = [f"{model}.{column}" for column in columns]
        self.get_url = get_url

    def get_rows(self, query: AddressQuery) -> Iterator[models.Model]:
        """Yield the rows. The database finds those that may mention the address; texts are then read exactly."""
        as_text = {f"{column}_as_text": Cast(column, models.TextField()) for column in self.columns}
        maybe = Q()
        for name in as_text:
            maybe |= Q(**{f"{name}__iregex": query.pattern})
        rows = apps.get_model(self.model_label)._default_manager.all()
        for row in rows.alias(**as_text).filter(maybe).order_by("pk"):
            if any(query.is_mentioned_in(getattr(row, column)) for column in self.columns):
                yield row

    def find(self, query: AddressQuery) -> list[Finding]:
        return [
            Finding(self.get_title(row), self.get_details(row), self.get_url(row) if self.get_url else "")
            for row in self.get_rows(query)
        ]

    def get_title(self, row: models.Model) -> str:
        return str(row)

    def get_details(self, row: models.Model) -> dict[str, str]:
        return describe(row, self.columns)

    def erase(self, query: AddressQuery) -> int:
        rows = list(self.get_rows(query))
        for row in rows:
            self.erase_row(row, query)
        return len(rows)

    def erase_row(self, row: models.Model, query: AddressQuery) -> None:
        if not self.redact:
            row.delete()
            return
        # Not by save(): other code that follows a model's changes has nothing to do with this one.
        changed = {column: query.redact(getattr(row, column)) for column in self.columns}
        type(row)._default_manager.filter(pk=row.pk).update(**changed)


def describe(row: models.Model, columns: Iterable[str]) -> dict[str, str]:
    """Return the values of ``columns`` that are not empty, by the names of the fields."""
    values = {str(capfirst(get_name(row, column))): getattr(row, column) for column in columns}
    return {label: str(value) for label, value in values.items() if value not in (None, "", [], {})}


def get_name(row: models.Model, column: str) -> str:
    return str(getattr(row._meta.get_field(column), "verbose_name", column))
