"""The blocks that stand for accepted proposals."""

from collections.abc import Callable, Iterable
from copy import deepcopy

from .proposals import Proposal, Voice
from .units import Replacement, join_units, split_units


def apply_proposals(
    blocks: list[dict], accepted: Iterable[Proposal], attribute: Callable[[Voice], dict] | None = None
) -> list[dict]:
    """Return the blocks with those of the accepted proposals in place of their text.

    ``attribute`` returns the values by which a block names a speaker; by default, the name and role of the text.
    """
    replacements = []
    for proposal in accepted:
        if not proposal.blocks:
            continue
        made = deepcopy(proposal.blocks)
        for block in made if attribute else ():
            assert attribute is not None
            if block["type"] in ("quote", "speaker"):
                block["value"] |= attribute(proposal.voice)
            elif block["type"] == "speakers":
                block["value"]["people"] = [attribute(voice) for voice in proposal.people]
        replacements.append(Replacement(proposal.start, proposal.start_at, proposal.end, proposal.end_at, made))
    return join_units(blocks, split_units(blocks), replacements) if replacements else list(blocks)
