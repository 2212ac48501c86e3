"""The entrance: what the blocks of a body say of who said what."""

from .attributing import Attributor
from .people import People
from .proposals import Kind, Proposal
from .quotations import find_quotations, mask
from .quotes import make_quotes
from .referents import Referents
from .reported import Reporter
from .turns import Turns, find_speaker_lists
from .units import split_units


def find_proposals(blocks: list[dict]) -> list[Proposal]:
    """Return what is proposed for stored blocks (``{"type", "value"}``), in order; no two of them overlap.

    Only paragraphs are read: what is a quote or a speaker block already stays as it is.
    """
    units = split_units(blocks)
    headings = {
        number: blocks[unit.block]["value"].get("text", "")
        for number, unit in enumerate(units)
        if blocks[unit.block]["type"] == "heading"
    }
    lists = find_speaker_lists(units, headings)
    quotations = find_quotations(units)
    masked = mask(units, quotations)
    people = People.read(masked)
    for proposal in lists:
        for voice in proposal.people:
            for person in people.find(voice.name):
                person.role = person.role or voice.role
    listed_units = {number for proposal in lists for number in range(proposal.start, proposal.end + 1)}
    turns = Turns(units, people, [voice for proposal in lists for voice in proposal.people]).find(listed_units)
    taken = listed_units | {number for turn in turns for number in range(turn.start, turn.end + 1)}
    masked = ["" if number in taken else text for number, text in enumerate(masked)]
    people.mentions = [[] if number in taken else found for number, found in enumerate(people.mentions)]
    free = [found for found in quotations if not any(part.unit in taken for part in found.parts)]
    referents = Referents(units, masked, people)
    quotes = make_quotes(Attributor(units, masked, people, referents, free).attribute_all(), units, masked)
    reported = Reporter(units, masked, people, referents, quotes).find()
    found = [*lists, *turns, *quotes, *reported]
    found.sort(key=lambda proposal: (proposal.start, proposal.start_at, proposal.kind != Kind.SPEAKER))
    return _without_overlaps(found)


def _without_overlaps(found: list[Proposal]) -> list[Proposal]:
    """Leave in its sentence what would take up words that the proposal before takes up already."""
    end = (-1, 0)
    for proposal in found:
        if proposal.blocks and (proposal.start, proposal.start_at) < end:
            proposal.kind, proposal.blocks, proposal.dropped = Kind.PHRASE, [], ""
        elif proposal.blocks:
            end = (proposal.end, proposal.end_at)
    return found
