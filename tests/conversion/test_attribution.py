"""Rules of attribution that the judged set does not single out: what is asked, and what is no speech at all."""

import pytest

from conversion.attribution.find import find_proposals
from conversion.attribution.proposals import Kind, Proposal, Reason
from tests.conversion.judging import read_blocks


def find(*paragraphs: str) -> list[Proposal]:
    return find_proposals(read_blocks("\n\n".join(paragraphs)))


def quotes(*paragraphs: str) -> list[tuple[str, str, bool]]:
    found = [proposal for proposal in find(*paragraphs) if proposal.kind in (Kind.QUOTE, Kind.PHRASE)]
    return [(proposal.voice.name, proposal.voice.role, proposal.is_certain) for proposal in found]


def test_a_pronoun_between_two_people_is_asked():
    found = find("Ada Penn met Ida Holt on the quay. She said: “The ferry is not for sale.”")
    assert [(proposal.voice.name, proposal.others) for proposal in found] == [("Ada Penn", ["Ida Holt"])]
    assert (found[0].is_certain, found[0].reason) == (False, Reason.PRONOUN_OF_SEVERAL)


def test_a_title_tells_whom_a_pronoun_cannot_mean():
    assert quotes("Mr Adam Penn met Mrs Ida Holt on the quay. She said: “The ferry is not for sale.”") == [
        ("Mrs Ida Holt", "", True)
    ]


def test_a_pronoun_after_somebody_else_was_named_meanwhile_is_asked():
    found = quotes(
        "“I draw the sea,” says Tessa Vane, a painter. She studied under Peter Hull.",
        "Hull died in 2011.",
        "“He would have hated these pictures,” she says.",
    )
    assert found[-1][2] is False


def test_those_present_are_no_roles_of_each_other():
    found = find(
        "Present: Cllr B Hobb (Chair), Cllr S Patel, Cllr J Winter, the Clerk",
        "Cllr Patel reported that the bench had been mended at last.",
    )
    assert [(proposal.voice.name, proposal.voice.role) for proposal in found] == [("Cllr S Patel", "")]


def test_a_sentence_of_speech_after_reported_speech_is_of_the_same_speaker():
    text = "Lead architect Piet Novak explained that the roof was the worst. “We found six layers of felt.”"
    assert quotes(text) == [("Piet Novak", "Lead architect", True)]


@pytest.mark.parametrize(
    "text",
    [
        "The lecture, called “What the Tide Knows”, was given twice.",
        "A sign read “Mind the step and the dog” for many years.",
        "Ida Holt wrote “The Salt Road and Other Walks” in 1960.",
        "Ida Holt was told “nothing of the kind” by the council.",
        "It was the “quiet part” of town.",
    ],
)
def test_titles_signs_and_scare_quotes_are_not_certainly_speech(text):
    assert not any(certain for _name, _role, certain in quotes(text))


def test_an_unclosed_mark_is_no_quotation():
    assert quotes("Ada Penn said: “The ferry is not for sale.", "Then the meeting closed.") == []


def test_words_beside_an_attribution_are_kept_before_the_quote():
    found = find("“We found a boat in it,” Ada Penn told reporters on the quay on Tuesday.")
    kept, quote = found[0].blocks
    assert kept["value"] == "<p>Ada Penn told reporters on the quay on Tuesday:</p>"
    assert quote["value"]["text"] == "<p>We found a boat in it.</p>"
    assert found[0].dropped == ""


def test_a_very_long_paragraph_is_left_alone():
    assert find("Ada Penn said: “No.” " * 3000) == []
