"""Three-way comparison and merge of two versions of a page, field by field, and block by block in its bodies.

``base`` is what both versions started from, ``mine`` what an editor wrote, ``theirs`` what is saved. Without a base,
each difference counts as changed by both. Contents are compared as Wagtail stores them in a revision.
"""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.utils.text import capfirst
from django.utils.translation import gettext

from content.models import BasePage
from editorial.history.contents import get_keys, normalise

from .showing import get_blocks, show_block, show_field

MINE, THEIRS, BOTH = "mine", "theirs", "both"


@dataclass(frozen=True)
class Difference:
    """One field or block that is not the same in both versions."""

    #: The name of a field; with a block, ``<field>/<block id>``; with the order of blocks, ``<field>/order``.
    key: str
    label: str
    #: Who changed it since ``base``: ``MINE``, ``THEIRS`` or ``BOTH``.
    changed_by: str
    mine: str
    theirs: str
    #: Whether both versions of a block can be kept, one after the other.
    can_keep_both: bool = False

    @property
    def is_block(self) -> bool:
        return "/" in self.key


class Comparison:
    """The differences between two versions of a page, given as unsaved pages, and what comes of choosing among them."""

    def __init__(self, mine: BasePage, theirs: BasePage, base: BasePage | None, field_names: list[str]):
        self.mine, self.theirs, self.base = mine, theirs, base
        self.field_names = field_names
        self.contents = {side: get_content(page, field_names) for side, page in self.pages.items()}

    @property
    def pages(self) -> dict[str, BasePage]:
        pages = {"mine": self.mine, "theirs": self.theirs}
        return pages | {"base": self.base} if self.base else pages

    def get_differences(self) -> list[Difference]:
        return [difference for name in self.field_names for difference in self._compare(name)]

    def _compare(self, name: str) -> Iterator[Difference]:
        values = {side: content[name] for side, content in self.contents.items()}
        if is_stream(self.theirs, name):
            yield from self._compare_blocks(name)
        elif values["mine"] != values["theirs"]:
            shown = {side: show_field(page, name, self.base) for side, page in self.pages.items()}
            yield Difference(name, get_label(self.theirs, name), who_changed(values), shown["mine"], shown["theirs"])

    def _compare_blocks(self, name: str) -> Iterator[Difference]:
        blocks = {side: {block["id"]: block for block in content[name]} for side, content in self.contents.items()}
        for key in dict.fromkeys([*blocks["theirs"], *blocks["mine"]]):
            values = {side: found.get(key) for side, found in blocks.items()}
            if values["mine"] != values["theirs"]:
                shown = {side: show_block(page, name, key, self.base) for side, page in self.pages.items()}
                label = self._get_block_label(name, key)
                can_keep_both = bool(values["mine"] and values["theirs"])
                yield Difference(
                    f"{name}/{key}", label, who_changed(values), shown["mine"], shown["theirs"], can_keep_both
                )
        if orders := self._get_orders(name):
            label = gettext("%(field)s: order") % {"field": get_label(self.theirs, name)}
            mine, theirs = gettext("The order of your version"), gettext("The order of the saved version")
            yield Difference(f"{name}/order", label, who_changed(orders), mine, theirs)

    def _get_orders(self, name: str) -> dict[str, Any] | None:
        """Return the order of those blocks that all versions have, by version; None if it is the same."""
        ids = {side: [block["id"] for block in content[name]] for side, content in self.contents.items()}
        common = set.intersection(*map(set, ids.values()))
        orders = {side: [key for key in found if key in common] for side, found in ids.items()}
        return orders if orders["mine"] != orders["theirs"] else None

    def _get_block_label(self, name: str, key: str) -> str:
        for page in (self.mine, self.theirs):
            for number, (other, block) in enumerate(get_blocks(page, name).items(), start=1):
                if other == key:
                    return gettext("%(kind)s, block %(number)s") % {"kind": block.block.label, "number": number}
        raise KeyError(key)

    def merge(self, choices: dict[str, str]) -> BasePage:
        """Return an unsaved page with what was chosen: ``MINE``, ``THEIRS`` or ``BOTH`` by the key of the difference.

        Where nothing was chosen, the saved version stays.
        """
        content = deepcopy(self.theirs.serializable_data())
        mine = self.mine.serializable_data()
        for name in self.field_names:
            if is_stream(self.theirs, name):
                content[name] = json.dumps(self._merge_blocks(name, choices, content[name], mine[name]))
            elif choices.get(name) == MINE:
                content[name] = mine[name]
        return self.theirs.with_content_json(content)

    def _merge_blocks(self, name: str, choices: dict[str, str], theirs: str, mine: str) -> list[dict]:
        stored = {MINE: by_key(mine), THEIRS: by_key(theirs)}
        sides = (MINE, THEIRS) if choices.get(f"{name}/order") == MINE else (THEIRS, MINE)
        blocks = []
        for key in merge_order(*(list(stored[side]) for side in sides)):
            choice = choices.get(f"{name}/{key}", THEIRS)
            for side in (THEIRS, MINE) if choice == BOTH else (choice,):
                if block := stored[side].get(key):
                    is_second = choice == BOTH and side == MINE
                    blocks.append(block | {"id": str(uuid4())} if is_second else block)
        return blocks


def get_content(page: BasePage, field_names: list[str]) -> dict[str, Any]:
    """Return what a revision would store of these fields. Bodies are lists of blocks whose values are complete."""
    stored = page.serializable_data()
    content = {}
    for name in field_names:
        if is_stream(page, name):
            content[name] = [get_block_content(key, block) for key, block in get_blocks(page, name).items()]
        else:
            content[name] = normalise(stored.get(name))
    return content


def get_block_content(key: str, block) -> dict[str, Any]:
    value = json.loads(json.dumps(block.block.get_prep_value(block.value), default=str))
    return {"type": block.block_type, "value": normalise(value), "id": key}


def is_stream(page: BasePage, name: str) -> bool:
    return name in page.get_streamfield_names()


def by_key(stored: str) -> dict[str, dict]:
    blocks = json.loads(stored)
    return dict(zip(get_keys(block.get("id") for block in blocks), blocks, strict=True))


def who_changed(values: dict[str, Any]) -> str:
    if "base" not in values:
        return BOTH
    if values["mine"] == values["base"]:
        return THEIRS
    return MINE if values["theirs"] == values["base"] else BOTH


def merge_order(first: list[str], second: list[str]) -> list[str]:
    """Return all keys in the order of ``first``; those of ``second`` alone follow what they follow there."""
    merged = list(first)
    place = 0
    for key in second:
        if key in merged:
            place = merged.index(key) + 1
        else:
            merged.insert(place, key)
            place += 1
    return merged


def get_label(page: BasePage, name: str) -> str:
    field = page._meta.get_field(name)
    return str(capfirst(getattr(field, "verbose_name", None) or field.related_model._meta.verbose_name_plural))
