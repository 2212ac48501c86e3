"""Blocks as the editor's JavaScript has them: copied blocks are checked and become the state of new ones.

A copied block is ``{"type": ..., "value": ...}`` with the values of its form fields. They are read by the block
definitions of the page they are pasted into, so that nothing gets in that its form would not take.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.blocks import Block, ChooserBlock, FieldBlock, ListBlock, StaticBlock, StreamBlock, StructBlock
from wagtail.models import CollectionMember, Page
from wagtail.permissions import policy_registry

MAX_BLOCKS = 300
MAX_DEPTH = 8


@dataclass
class Pasted:
    """What can be pasted: blocks as ``{"type": ..., "value": state}``, and notes on what was left out, in words."""

    blocks: list[dict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add_note(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)


def read_copied_blocks(stream: StreamBlock, copied: Any, user) -> Pasted:
    """Return copied blocks as states of new blocks in ``stream``. ``ValueError`` if they are no copied blocks."""
    if not isinstance(copied, list) or len(copied) > MAX_BLOCKS:
        raise ValueError("not a list of copied blocks")
    pasted = Pasted()
    reader = Reader(pasted, user)
    for item in copied:
        name = item.get("type") if isinstance(item, dict) else None
        block = stream.child_blocks.get(name) if isinstance(name, str) else None
        if block is None:
            pasted.add_note(_("A block of the kind “%(kind)s” cannot be used here.") % {"kind": name})
            continue
        pasted.blocks.append({"type": name, "value": block.get_form_state(reader.read(block, item.get("value")))})
    return pasted


def read_stored_blocks(stream: StreamBlock, stored: list[dict]) -> Pasted:
    """Return blocks, as bodies store them, as states of new blocks in ``stream``."""
    pasted = Pasted()
    for item in stored[:MAX_BLOCKS]:
        block = stream.child_blocks.get(item["type"])
        if block is None:
            pasted.add_note(_("A block of the kind “%(kind)s” cannot be used here.") % {"kind": item["type"]})
        else:
            state = block.get_form_state(block.to_python(item["value"]))
            pasted.blocks.append({"type": item["type"], "value": state})
    if len(stored) > MAX_BLOCKS:
        pasted.add_note(_("Only the first %(number)d blocks were pasted.") % {"number": MAX_BLOCKS})
    return pasted


@dataclass
class Reader:
    """Reads the values of form fields, and leaves out chosen objects that are gone or not for this user."""

    pasted: Pasted
    user: Any

    def read(self, block: Block, value: Any, depth: int = 0) -> Any:
        if depth > MAX_DEPTH:
            raise ValueError("nested too deeply")
        if isinstance(block, StructBlock):
            values = value if isinstance(value, dict) else {}
            return block.normalize(
                {
                    name: self.read(child, values[name], depth + 1) if name in values else child.get_default()
                    for name, child in block.child_blocks.items()
                }
            )
        if isinstance(block, ListBlock):
            return block.normalize([self.read(block.child_block, item, depth + 1) for item in _as_list(value)])
        if isinstance(block, StreamBlock):
            items = [item for item in _as_list(value) if isinstance(item, dict)]
            known = [(item["type"], item.get("value")) for item in items if item.get("type") in block.child_blocks]
            return block.normalize(
                [(name, self.read(block.child_blocks[name], stored, depth + 1)) for name, stored in known]
            )
        if isinstance(block, ChooserBlock):
            return self.read_chosen(block, value)
        if isinstance(block, StaticBlock) or not isinstance(block, FieldBlock):
            return None
        return block.value_from_datadict({"value": value}, {}, "value")

    def read_chosen(self, block: ChooserBlock, value: Any) -> Any:
        if value in (None, ""):
            return None
        chosen = block.model_class._default_manager.filter(pk=value).first() if str(value).isdigit() else None
        if chosen is None or not may_see(self.user, chosen):
            self.pasted.add_note(_("%(what)s: what was chosen there is gone, or not for you.") % {"what": block.label})
            return None
        return block.normalize(chosen)


def _as_list(value: Any) -> list:
    return value[:MAX_BLOCKS] if isinstance(value, list) else []


def may_see(user, chosen: Model) -> bool:
    """Return whether ``user`` may choose a page, an image, a document or another record."""
    if isinstance(chosen, Page):
        return chosen.depth > 1
    policy = policy_registry.get_by_type(type(chosen))
    if isinstance(chosen, CollectionMember):
        return policy.user_has_any_permission_for_instance(user, ["add", "change", "delete", "choose"], chosen)
    return True
