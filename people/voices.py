"""Who spoke, according to a page: everybody whom its body quotes or reports, each with the first place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .credits import Attribution

ANCHORED = {"quote", "speaker"}


@dataclass(frozen=True)
class Voice:
    """A name, and the address of the first place where that person speaks."""

    name: str
    address: str


def iter_anchored(body: Iterable) -> Iterator[tuple[str, Attribution]]:
    """Yield the attributions of a body with the anchor of their block, in reading order."""
    for block in body:
        if block.block_type in ANCHORED:
            yield f"#{block.block_type}-{block.id}", block.value
        elif block.block_type == "speakers":
            for value in block.value["people"]:
                yield f"#speakers-{block.id}", value


def get_voices(body: Iterable, at_event: Iterable[str] = (), event_url: str = "") -> list[Voice]:
    """Return everybody who is named in a body and then who spoke at the event only; each once.

    A list of speakers gives way to the first words of somebody who has some.
    """
    found = [(anchor, who.display_name) for anchor, who in iter_anchored(body) if who.is_named]
    in_lists = [entry for entry in found if entry[0].startswith("#speakers-")]
    spoken = [entry for entry in found if entry not in in_lists]
    addresses: dict[str, str] = {}
    for address, name in (*spoken, *in_lists, *((event_url, name) for name in at_event)):
        addresses.setdefault(name, address)
    return [Voice(name, address) for name, address in addresses.items()]
