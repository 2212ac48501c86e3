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


def test_a_greeting_is_no_part_of_a_name():
    found = find("Ben: Hi Ada! I like this quay.", "Ada: So do I.", "Ben: Shall we go?", "Ada: We shall.")
    assert {proposal.voice.name for proposal in found} <= {"Ada", "Ben"}


def test_a_label_that_is_no_persons_makes_no_turn():
    assert find("Resources:  Harbour Resources.", "Tools:  Harbour Tools.") == []


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("Ada Penn, a developer at Quayside who wrote it, said: “It rained on us.”", "developer at Quayside"),
        ("Ada Penn, director of the Harbour Trust, and Ida Holt came. “It rained,” Penn said. “On us.”",
         "director of the Harbour Trust"),
        ("“It rained on us,” said Ada Penn, one of the leads on the project.", "one of the leads on the project"),
        ("Harbour Trust Director and author of the study Dr Ada Penn said: “It rained.”",
         "Harbour Trust Director and author of the study"),
    ],
)  # fmt: skip
def test_a_role_ends_where_a_clause_or_another_name_begins(sentence, role):
    assert find(sentence)[0].voice.role == role


def test_a_clause_of_its_own_after_a_quotation_is_asked_about():
    found = find("Dr Ada Penn came. “It rained on us,” Penn said, but stressed that nobody had expected anything else.")
    assert [(proposal.is_certain, proposal.reason) for proposal in found][:1] == [(False, Reason.MORE_AFTER)]


def test_marks_that_do_not_match_are_asked_about():
    found = find('Dr Ada Penn said: "It rained all day.” Nobody else had seen rain like it before."')
    assert (found[0].is_certain, found[0].reason) == (False, Reason.UNEVEN_MARKS)


def test_a_sentence_of_the_writers_own_makes_a_report_doubtful():
    said = "Dr Ada Penn said that the harbour wall had been mended in May of that year."
    assert [proposal.is_certain for proposal in find(said)] == [True]
    assert [proposal.is_certain for proposal in find(f"{said} The wall is among the oldest in the county.")] == [False]
    assert [proposal.is_certain for proposal in find(f"{said} Furthermore, it should be painted.")] == [True]
    assert [proposal.is_certain for proposal in find(f"{said} The Harbour Trust said that it was not so.")] == [True]


def test_a_numbered_question_ends_the_answer_before():
    found = find("Q1 Chair: How many?", "Ada Penn: Eleven, I think.", "Q2 Sir Ian Holt: Where?", "Ada Penn: Here.")
    assert [(proposal.voice.name, proposal.text) for proposal in found] == [
        ("Ada Penn", "Eleven, I think."),
        ("Ada Penn", "Here."),
    ]
