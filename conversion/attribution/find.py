"""The entrance: what the blocks of a body say of who said what."""

from collections import Counter

from ..account import WORD, words_in_blocks
from .attributing import Attributor
from .people import People
from .proposals import Kind, Proposal
from .quotations import find_quotations, mask
from .quotes import make_quotes
from .referents import Referents
from .reported import Reporter
from .turns import Turns, find_speaker_lists
from .units import Unit, split_units


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
    found = _without_overlaps(found)
    _name_all_dropped_words(found, units)
    return found


def _without_overlaps(found: list[Proposal]) -> list[Proposal]:
    """Leave in its sentence what would take up words that the proposal before takes up already."""
    end = (-1, 0)
    for proposal in found:
        if proposal.blocks and (proposal.start, proposal.start_at) < end:
            proposal.kind, proposal.blocks, proposal.dropped = Kind.PHRASE, [], ""
        elif proposal.blocks:
            end = (proposal.end, proposal.end_at)
    return found


def _name_all_dropped_words(found: list[Proposal], units: list[Unit]) -> None:
    """Add the words that a rule left out without saying so to those that are dropped. Such a proposal is doubtful."""
    for proposal in found:
        if not proposal.blocks:
            continue
        lost = _count(_read_place(proposal, units)) - _count(" ".join(words_in_blocks(proposal.blocks)))
        lost -= _count(proposal.dropped)
        if lost:
            proposal.dropped = " ".join([proposal.dropped, *lost.elements()]).strip()
            proposal.is_certain = False


def _read_place(proposal: Proposal, units: list[Unit]) -> str:
    """Return the text that the blocks of a proposal stand for; of a list, which is no paragraph, nothing."""
    texts = [unit.text for unit in units[proposal.start : proposal.end + 1]]
    texts[-1] = texts[-1][: proposal.end_at]
    texts[0] = texts[0][proposal.start_at :]
    return " ".join(texts)


def _count(text: str) -> Counter[str]:
    return Counter(WORD.findall(text.casefold()))
