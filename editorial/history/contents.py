"""What differs between the contents of two revisions, in words: “2 blocks, summary”."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from content.models import BasePage

#: Keys that Draftail gives to paragraphs; they differ each time that a text without them is edited.
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
#: What identifies a record or an item, and is no content of its own.
IDENTIFIERS = {"id", "pk", "page", "sort_order"}
#: What Wagtail stores in a revision about the page's state.
STATE = {
    "alias_of", "comments", "content_type", "depth", "draft_title", "expired", "first_published_at",
    "go_live_at", "has_unpublished_changes", "last_published_at", "latest_revision", "latest_revision_created_at",
    "live", "live_revision", "locale", "locked", "locked_at", "locked_by", "numchild", "owner", "page_ptr", "path",
    "pk", "translation_key", "url_path", "wagtail_admin_comments",
}  # fmt: skip


def normalise(value: Any) -> Any:
    """Return ``value`` without what changes though nobody has changed it: Draftail's keys, and IDs."""
    if isinstance(value, str):
        return BLOCK_KEY.sub("", value)
    if isinstance(value, list):
        return [normalise(item) for item in value]
    if isinstance(value, dict):
        return {key: normalise(item) for key, item in value.items() if key not in IDENTIFIERS}
    return value


def describe_changes(page_class: type[BasePage], before: dict[str, Any], after: dict[str, Any]) -> str:
    """Return which fields differ between two contents of revisions, and how many blocks of bodies."""
    blocks, names = 0, []
    streams = page_class.get_streamfield_names()
    for name in sorted((before.keys() | after.keys()) - STATE):
        if name in streams:
            blocks += count_changed_blocks(before.get(name), after.get(name))
        elif normalise(before.get(name)) != normalise(after.get(name)):
            names.append(get_label(page_class, name))
    counted = [ngettext("%(number)d block", "%(number)d blocks", blocks) % {"number": blocks}] if blocks else []
    return capfirst(", ".join([*counted, *names])) or gettext("No change of content")


def count_changed_blocks(before: str | None, after: str | None) -> int:
    """Return how many blocks were added, changed or deleted; 1 if they are the same in another order."""
    old, new = by_id(before), by_id(after)
    changed = sum(old.get(key) != new.get(key) for key in old.keys() | new.keys())
    return changed or int(list(old) != list(new))


def by_id(stored: str | None) -> dict[str, Any]:
    """Return the blocks of a stored body by their keys (``get_keys``)."""
    blocks = json.loads(stored) if stored else []
    return dict(zip(get_keys(block.get("id") for block in blocks), map(normalise, blocks), strict=True))


def get_keys(ids: Iterable[str | None]) -> list[str]:
    """Return a key for each block of a body: its ID, with a number where others before it have the same, or none.

    Wagtail gives each block an ID of its own, but code and imports may have stored a block twice.
    """
    seen: Counter[str] = Counter()
    keys = []
    for block_id in ids:
        name = block_id or "block"
        seen[name] += 1
        keys.append(name if seen[name] == 1 else f"{name}.{seen[name]}")
    return keys


def get_label(page_class: type[BasePage], name: str) -> str:
    """Return the name of a field or of a list of records, as the editor's form has it."""
    fields = {field.name: field for field in page_class._meta.get_fields()}
    field: Any = fields.get(name)
    label = getattr(field, "verbose_name", None)
    if label is None and field is not None and field.related_model:
        label = field.related_model._meta.verbose_name_plural
    return str(label or name.replace("_", " ")).lower()
