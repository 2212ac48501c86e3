"""Traversal of serialised pages: finds and changes references in fields, children and blocks at any depth.

A page and its revisions have one form in common: ``serializable_data()``, with fields by name, bodies as JSON, and
bylines and speakers as lists of dictionaries. The traversal follows the definitions of fields and blocks, and calls a
function that may change each value.

A ``Change`` is called with a *holder* and its stored value, innermost first, and returns the value to keep:

- a ``Block``: the stored value of that block (a struct is a dictionary, a list a list);
- a model field: the primary key of a foreign key, the list of keys of a many-to-many field, the HTML of rich text;
- a model: the dictionary of one child, such as a byline;
- the relation to a model: the list of all of them.
"""

import json
import re
from collections.abc import Callable
from typing import Any, TypeAlias, TypeGuard

from django.db import models
from django.db.models.fields.related import ForeignObjectRel
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.blocks import Block, ChooserBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from core.wagtail_compat import is_list_item

from ..body.rich_text import PAGE_ID, PAGE_LINK

Holder: TypeAlias = Block | models.Field | type[models.Model] | ForeignObjectRel
Change: TypeAlias = Callable[[Holder, Any], Any]


def rewrite_block(block: Block, stored, change: Change):
    """Return the ``stored`` value of ``block`` with ``change`` made to it and to all values within it."""
    if stored is None:
        return None
    if isinstance(block, StreamBlock):
        types = block.child_blocks
        # A block of a type that is no longer defined stays unchanged.
        stored = [
            item | {"value": rewrite_block(types[item["type"]], item["value"], change)}
            if item.get("type") in types
            else item
            for item in stored
        ]
    elif isinstance(block, StructBlock):
        stored = stored | {
            name: rewrite_block(child, stored[name], change)
            for name, child in block.child_blocks.items()
            if name in stored
        }
    elif isinstance(block, ListBlock):
        stored = [
            item | {"value": rewrite_block(block.child_block, item["value"], change)}
            if is_list_item(block, item)
            else rewrite_block(block.child_block, item, change)
            for item in stored
        ]
    return change(block, stored)


def rewrite_stream(field: StreamField, stored: str | list, change: Change) -> str | list:
    """Do the same for a body. A string stays a string; it is returned as it was if nothing changed."""
    blocks = json.loads(stored or "[]") if isinstance(stored, str) else stored
    changed = rewrite_block(field.stream_block, blocks, change)
    if changed == blocks:
        return stored
    return json.dumps(changed) if isinstance(stored, str) else changed


def rewrite_record(model: type[models.Model], data: dict, change: Change) -> dict:
    """Return the serialised ``data`` of a ``model`` with ``change`` made to it and to its children."""
    changed = dict(data)
    for field in model._meta.get_fields():
        if is_child_relation(field):
            name, child_model = field.get_accessor_name(), field.related_model
            if name in data:
                children = [rewrite_record(child_model, child, change) for child in data[name]]
                changed[name] = change(field, children)
        elif field.name not in data or data[field.name] is None or field.model is Page:
            continue
        elif isinstance(field, StreamField):
            changed[field.name] = rewrite_stream(field, data[field.name], change)
        elif isinstance(field, (RichTextField, models.ForeignKey, ParentalManyToManyField)):
            changed[field.name] = change(field, data[field.name])
    return change(model, changed)


def get_changed_labels(model: type[models.Model], before: dict, after: dict) -> list[str]:
    """Return the labels of the fields, bylines and so on that differ between two serialised records."""
    return [get_label(model._meta.get_field(name)) for name in before if before[name] != after[name]]


def get_label(field: models.Field | ForeignObjectRel) -> str:
    """Return what an editor calls a field, or the children behind a reverse relation."""
    return str(field.related_model._meta.verbose_name if isinstance(field, ForeignObjectRel) else field.verbose_name)


def is_child_relation(field: object) -> TypeGuard[ForeignObjectRel]:
    """Return whether a field leads from a page to its children: it is the reverse side of a ``ParentalKey``."""
    return isinstance(field, ForeignObjectRel) and isinstance(field.remote_field, ParentalKey)


def replace_references(old: models.Model, new_pk: int) -> Change:
    """Return the change that moves all references from ``old``, a page or an image, to another one of its type.

    If a list of topics, pages or people names both pages already, one of the two items is dropped.
    """

    def is_old(target: type[models.Model], value) -> bool:
        return issubclass(type(old), target) and str(value) == str(old.pk)

    def relink(link: re.Match) -> str:
        return PAGE_ID.sub(lambda found: f' id="{new_pk}"' if found[1] == str(old.pk) else found[0], link[0])

    def drop_duplicates(items: list, is_new: Callable[[Any], bool], key: Callable = lambda item: item) -> list:
        kept: list = []
        seen: list = []
        for item in items:
            if is_new(item) and key(item) in seen:
                continue
            seen.append(key(item))
            kept.append(item)
        return kept

    def change(holder: Holder, value):
        if isinstance(holder, (RichTextBlock, RichTextField)):
            return PAGE_LINK.sub(relink, value) if isinstance(old, Page) else value
        if isinstance(holder, ChooserBlock):
            return new_pk if is_old(holder.model_class, value) else value
        if isinstance(holder, ParentalManyToManyField):
            if not any(is_old(holder.related_model, pk) for pk in value):
                return value
            return drop_duplicates([new_pk if is_old(holder.related_model, pk) else pk for pk in value], new_pk.__eq__)
        if isinstance(holder, models.ForeignKey) and not holder.remote_field.parent_link:
            return new_pk if is_old(holder.related_model, value) else value
        if isinstance(holder, ListBlock) and isinstance(holder.child_block, ChooserBlock):
            return drop_duplicates(value, lambda item: get_stored_item(item) == new_pk, get_stored_item)
        if isinstance(holder, ForeignObjectRel):
            return drop_duplicates(value, lambda child: new_pk in child.values(), _without_identity)
        if isinstance(holder, type) and holder is type(old) and value.get("pk") == new_pk:
            return value | {f.name: None for f in _get_self_references(holder) if value.get(f.name) == new_pk}
        return value

    return change


def _get_self_references(model: type[models.Model]) -> list[models.ForeignKey]:
    """Return the foreign keys of a model to itself, such as a topic's parent: a record must not refer to itself."""
    keys = [f for f in model._meta.fields if isinstance(f, models.ForeignKey) and not f.remote_field.parent_link]
    return [f for f in keys if f.related_model is model]


def get_stored_item(item):
    """Return the value of a stored item of a ``ListBlock``, in either of Wagtail's two formats."""
    return item["value"] if isinstance(item, dict) and "value" in item else item


def _without_identity(child: dict) -> dict:
    """Return a serialised child without id and position: two equal ones are duplicates, e.g. two bylines."""
    return {name: value for name, value in child.items() if name not in {"pk", "id", "sort_order"}}


def get_fields_referring_to(page: models.Model, model: type[models.Model], data: dict) -> list[str]:
    """Return the labels of the fields of a serialised record that refer to ``page``."""
    no_page = -1
    return get_changed_labels(model, data, rewrite_record(model, data, replace_references(page, no_page)))


def get_referenced_page_ids(model: type[models.Model], data: dict) -> set[int]:
    """Return the primary keys of all pages that a serialised record refers to."""
    found: set[int] = set()

    def collect(holder: Holder, value):
        if isinstance(holder, (RichTextBlock, RichTextField)):
            found.update(int(pk) for link in PAGE_LINK.finditer(value) for pk in PAGE_ID.findall(link[0]))
        elif isinstance(holder, ChooserBlock) and issubclass(holder.model_class, Page):
            found.add(int(value))
        elif isinstance(holder, ParentalManyToManyField) and issubclass(holder.related_model, Page):
            found.update(map(int, value))
        elif isinstance(holder, models.ForeignKey) and issubclass(holder.related_model, Page):
            found.add(int(value))
        return value

    rewrite_record(model, data, collect)
    return found


def get_referenced_ids(target: type[models.Model], model: type[models.Model], data: dict) -> set[int]:
    """Return the primary keys of the records of ``target``, no pages, that fields and blocks of a record choose."""
    found: set[int] = set()

    def collect(holder: Holder, value):
        is_block = isinstance(holder, ChooserBlock) and issubclass(holder.model_class, target)
        is_key = isinstance(holder, models.ForeignKey) and issubclass(holder.related_model, target)
        if is_block or is_key:
            found.add(int(value))
        return value

    rewrite_record(model, data, collect)
    return found
