"""What pages refer to, in the form in which they are stored, and how to change it.

A page and a revision of it have one form in common: ``serializable_data()``, fields by name, bodies as JSON, bylines
and speakers as lists of dictionaries. One walk over it, by the definitions of fields and blocks, finds every reference,
however deep it lies; whoever wants something changed gives a function.

A change is called with a *holder* and its stored value, innermost first, and returns the value to keep:

- a ``Block``: the stored value of that block (a struct is a dictionary, a list a list);
- a model field: the primary key of a foreign key, the list of keys of a many-to-many field, the HTML of rich text;
- a model: the dictionary of one child, such as a byline;
- the relation to a model: the list of all of them.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models.fields.related import ForeignObjectRel
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.blocks import Block, ChooserBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from core.wagtail_compat import is_list_item

from ..body.rich_text import PAGE_ID, PAGE_LINK

Holder = Block | models.Field | type[models.Model] | ForeignObjectRel
Change = Callable[[Holder, Any], Any]


def rewrite_block(block: Block, stored, change: Change):
    """Return the ``stored`` value of ``block`` with ``change`` made to it and to all that it holds."""
    if stored is None:
        return None
    if isinstance(block, StreamBlock):
        kinds = block.child_blocks
        # A block of a type that is defined no longer is kept as it is.
        stored = [
            item | {"value": rewrite_block(kinds[item["type"]], item["value"], change)}
            if item.get("type") in kinds
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
    """Do the same for a body; a string stays a string, and is the very same one if nothing was changed."""
    blocks = json.loads(stored or "[]") if isinstance(stored, str) else stored
    changed = rewrite_block(field.stream_block, blocks, change)
    if changed == blocks:
        return stored
    return json.dumps(changed) if isinstance(stored, str) else changed


def rewrite_record(model: type[models.Model], data: dict, change: Change) -> dict:
    """Return the serialised ``data`` of one ``model``, its children included, with ``change`` made to it."""
    changed = dict(data)
    for field in model._meta.get_fields():
        if isinstance(getattr(field, "remote_field", None), ParentalKey) and field.auto_created:
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


def changed_fields(model: type[models.Model], before: dict, after: dict) -> list[str]:
    """Return what an editor calls the fields, bylines and so on that differ."""
    names = [name for name in before if before[name] != after[name]]
    labels = []
    for name in names:
        field = model._meta.get_field(name)
        labels.append(field.related_model._meta.verbose_name if field.auto_created else field.verbose_name)
    return [str(label) for label in labels]


def replace_references(old: Page, new_pk: int) -> Change:
    """Return the change that makes everything which refers to the page ``old`` refer to another one of its type.

    Where both were named already, in a list of topics, pages or people, one is left.
    """

    def is_old(target: type[models.Model], value) -> bool:
        return issubclass(type(old), target) and str(value) == str(old.pk)

    def relink(link: re.Match) -> str:
        return PAGE_ID.sub(lambda found: f' id="{new_pk}"' if found[1] == str(old.pk) else found[0], link[0])

    def once(items: list, is_new: Callable[[Any], bool], key: Callable = lambda item: item) -> list:
        kept, seen = [], []
        for item in items:
            if is_new(item) and key(item) in seen:
                continue
            seen.append(key(item))
            kept.append(item)
        return kept

    def change(holder: Holder, value):
        if isinstance(holder, (RichTextBlock, RichTextField)):
            return PAGE_LINK.sub(relink, value)
        if isinstance(holder, ChooserBlock):
            return new_pk if is_old(holder.model_class, value) else value
        if isinstance(holder, ParentalManyToManyField):
            if not any(is_old(holder.related_model, pk) for pk in value):
                return value
            return once([new_pk if is_old(holder.related_model, pk) else pk for pk in value], new_pk.__eq__)
        if isinstance(holder, models.ForeignKey) and not holder.remote_field.parent_link:
            return new_pk if is_old(holder.related_model, value) else value
        if isinstance(holder, ListBlock) and isinstance(holder.child_block, ChooserBlock):
            return once(value, lambda item: stored_item(item) == new_pk, stored_item)
        if isinstance(holder, ForeignObjectRel):
            return once(value, lambda child: new_pk in child.values(), _said_twice)
        if isinstance(holder, type) and holder is type(old) and value.get("pk") == new_pk:
            return value | {f.name: None for f in _keys_to_own_type(holder) if value.get(f.name) == new_pk}
        return value

    return change


def _keys_to_own_type(model: type[models.Model]) -> list[models.ForeignKey]:
    """Return what could make a record refer to itself, such as the topic that a topic is a part of."""
    keys = [f for f in model._meta.fields if isinstance(f, models.ForeignKey) and not f.remote_field.parent_link]
    return [f for f in keys if f.related_model is model]


def stored_item(item):
    """Return the value of one item of a ``ListBlock``, in the newer or the older of Wagtail's two forms."""
    return item["value"] if isinstance(item, dict) and "value" in item else item


def _said_twice(child: dict) -> dict:
    """What two bylines must share so that one of them is superfluous: all but their number and place."""
    return {name: value for name, value in child.items() if name not in {"pk", "id", "sort_order"}}


def get_fields_referring_to(page: Page, model: type[models.Model], data: dict) -> list[str]:
    """Return what an editor calls the fields of a serialised record that refer to ``page``."""
    nobody = -1
    return changed_fields(model, data, rewrite_record(model, data, replace_references(page, nobody)))


def get_referenced_page_ids(model: type[models.Model], data: dict) -> set[int]:
    """Return the primary keys of all pages to which a serialised record refers."""
    found = set()

    def note(holder: Holder, value):
        if isinstance(holder, (RichTextBlock, RichTextField)):
            found.update(int(pk) for link in PAGE_LINK.finditer(value) for pk in PAGE_ID.findall(link[0]))
        elif isinstance(holder, ChooserBlock) and issubclass(holder.model_class, Page):
            found.add(int(value))
        elif isinstance(holder, ParentalManyToManyField) and issubclass(holder.related_model, Page):
            found.update(map(int, value))
        elif isinstance(holder, models.ForeignKey) and issubclass(holder.related_model, Page):
            found.add(int(value))
        return value

    rewrite_record(model, data, note)
    return found
