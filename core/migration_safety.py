"""Expand and contract: whether the code that runs can go on while a migration is applied, and after it.

During an upgrade without downtime old and new processes use one database. A migration may *expand*: add what old code
does not know and does not need. What *contracts* (removes, renames, forbids) comes in a later release, once no code in
use needs it, and says so: ``contracts = "BlogPage.subtitle: nothing has read it since 1.2"`` in its class.
``tests/test_migration_safety.py`` holds all migrations of this project to it.
"""

from collections.abc import Iterable, Iterator

from django.db.migrations import Migration
from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AlterField,
    AlterModelTable,
    AlterUniqueTogether,
    CreateModel,
    DeleteModel,
    RemoveField,
    RenameField,
    RenameModel,
    RunSQL,
    SeparateDatabaseAndState,
)
from django.db.migrations.operations.base import Operation
from django.db.models import NOT_PROVIDED, ManyToManyField

DECLARATION = "contracts"
DESTRUCTIVE_SQL = ("drop table", "drop column", "rename column", "rename to", "set not null")


def find_breaking_operations(migration: Migration) -> list[str]:
    """Return what in ``migration`` older code may fail on, one line each; nothing if it declares that it contracts."""
    if getattr(migration, DECLARATION, ""):
        return []
    made = {operation.name.lower() for operation in migration.operations if isinstance(operation, CreateModel)}
    return list(_find(migration.operations, made))


def _find(operations: Iterable[Operation], made: set[str]) -> Iterator[str]:
    """``made`` are the models that the same migration creates: no older code knows them."""
    for operation in operations:
        model = (getattr(operation, "model_name", "") or getattr(operation, "name", "") or "").lower()
        if model in made:
            continue
        match operation:
            case SeparateDatabaseAndState():
                yield from _find(operation.database_operations, made)
            case DeleteModel() | RemoveField() | RenameField() | RenameModel() | AlterModelTable():
                yield f"{operation.describe()}: older code still uses it"
            case AddField() if _needs_a_value(operation):
                yield f"{operation.describe()}: older code writes rows without it; give it db_default or null"
            case AlterField() if not operation.field.null and not operation.preserve_default:
                yield f"{operation.describe()}: it forbids NULL, which older code may write"
            case AddConstraint() | AlterUniqueTogether():
                yield f"{operation.describe()}: older code may write what it forbids"
            case RunSQL() if any(words in str(operation.sql).lower() for words in DESTRUCTIVE_SQL):
                yield f"SQL that removes or forbids: {str(operation.sql)[:60]}"


def _needs_a_value(operation: AddField) -> bool:
    field = operation.field
    if isinstance(field, ManyToManyField) or field.null:
        return False
    return getattr(field, "db_default", NOT_PROVIDED) is NOT_PROVIDED and not getattr(field, "generated", False)
