"""The blocks that stand for accepted proposals."""

from collections.abc import Iterable

from .proposals import Proposal
from .units import Replacement, join_units, split_units


def apply_proposals(blocks: list[dict], accepted: Iterable[Proposal]) -> list[dict]:
    """Return the blocks with those of the accepted proposals in place of their text."""
    replacements = [
        Replacement(proposal.start, proposal.start_at, proposal.end, proposal.end_at, proposal.blocks)
        for proposal in accepted
        if proposal.blocks
    ]
    return join_units(blocks, split_units(blocks), replacements) if replacements else list(blocks)
