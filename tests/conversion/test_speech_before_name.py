"""Speech whose speaker is named after it, and what only looks like it."""

import pytest

from conversion.speech.roles import split_role
from conversion.speech.types import Speech

from .converted import convert
from .test_speech import found, the_speech

WORDS = "We must open the doors"


class TestSpeech:
    @pytest.mark.parametrize(
        ("text", "name", "role"),
        [
            (f"“{WORDS},” said Ida Reyes.", "Ida Reyes", ""),
            (f"“{WORDS},” said Ida Reyes, Keeper of the Archive.", "Ida Reyes", "Keeper of the Archive"),
            (f"“{WORDS},” says council leader Ida Reyes.", "Ida Reyes", "council leader"),
            (f"“{WORDS},” Ida Reyes, keeper, said.", "Ida Reyes", "keeper"),
            (f"“{WORDS},” Dr Ida Reyes added", "Dr Ida Reyes", ""),
            (f"“{WORDS}.” – Ida Reyes, keeper", "Ida Reyes", "keeper"),
            (f"“{WORDS}.”<br/>— <b>Ida Reyes</b>", "Ida Reyes", ""),
            (f'"{WORDS}," argued Ida Reyes.', "Ida Reyes", ""),
            (f"'{WORDS},' wrote Ida Reyes.", "Ida Reyes", ""),
            (f"„{WORDS}.“, sagte Ida Reyes.", "Ida Reyes", ""),
            (f"»{WORDS}.«, sagte Ida Reyes.", "Ida Reyes", ""),
            (f"«\xa0{WORDS}.\xa0», a déclaré Ida Reyes, présidente.", "Ida Reyes", "présidente"),
            (f"<i>“{WORDS},”</i> said Ida Reyes.", "Ida Reyes", ""),
        ],
    )
    def test_forms(self, text, name, role):
        [speech] = found(text)
        assert speech.paragraphs == [f"{WORDS}."]
        assert speech.attribution[:2] == (name, role)
        assert not speech.before
        assert not speech.after

    def test_a_comma_outside_the_marks_adds_no_stop(self):
        assert the_speech("‘We mustn’t open Ida’s doors’, said Ida Reyes.").paragraphs == [
            "We mustn’t open Ida’s doors"
        ]

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("“The doors are shut,” said Ida Reyes, keeper. “Open them.”", "The doors are shut. Open them."),
            ("“The doors are shut,” said Ida Reyes, “and cold.”", "The doors are shut, and cold."),
            ("“Are the doors shut?” asked Ida Reyes. “Open them.”", "Are the doors shut? Open them."),
            ("“We said “open the doors” and left,” said Ida Reyes.", "We said “open the doors” and left."),
        ],
    )
    def test_one_quotation_in_two_parts_or_with_another_in_it(self, text, words):
        assert the_speech(text).paragraphs == [words]

    def test_a_run_whose_speaker_is_named_in_the_middle_or_at_its_end(self):
        parts = found("“We came at six.", "“We left at nine,” said Ida Reyes. “It rained.", "“Hard.”", "The end.")
        assert parts[0].paragraphs == ["We came at six.", "We left at nine. It rained.", "Hard."]
        assert parts[1] == ["<p>The end.</p>"]
        [speech] = found("“We came at six.", "“We left at nine,” said Ida Reyes.")
        assert speech.paragraphs == ["We came at six.", "We left at nine."]

    @pytest.mark.parametrize(
        "text",
        [
            f"“{WORDS},” she said.",
            f"“{WORDS},” said the council.",
            f"“{WORDS},” said Ida Reyes, smiling.",
            f"“{WORDS},” said Ida Reyes, who was cold.",
            f"“{WORDS},” said Ida Reyes at the meeting.",
            f"“{WORDS},” said Ida Reyes, in May.",
            f"“{WORDS},” said Ida Reyes. She left.",
            f"“{WORDS},” Ida Reyes told the meeting.",
            f"“{WORDS},” said Ida Reyes. “Open them.” She left.",
            f"“{WORDS}” and “we must close them,” said Ida Reyes.",
            f'"{WORDS}" and "we must close them," said Ida Reyes.',
            f"“{WORDS},” said <a href='/x'>Ida Reyes</a>.",
            f"“{WORDS}, <b>said” Ida Reyes</b>.",
            "“Doors” is a word that Ida Reyes said.",
            "“No,” said Ida Reyes.",
            f"“{WORDS}, said Ida Reyes.",
        ],
    )
    def test_a_paragraph_that_tells_more_stays_as_it_is(self, text):
        assert found(text) == [[f"<p>{text}</p>"]]

    def test_a_run_that_never_ends_stays_as_it_is(self):
        texts = ["“We came at six.", "“We left at nine,” said Ida Reyes. “It rained.", "Then the sun came out."]
        assert not any(isinstance(part, Speech) for part in found(*texts))

    @pytest.mark.parametrize(
        "text",
        [
            "“" * 20_000 + "”" * 20_000 + " said Ida Reyes.",
            "“" + "a,” said Ida Reyes. " * 20_000,
            "“We must open,” said " + "Ida Reyes " * 20_000,
            '"a" ' * 20_000,
        ],
    )
    def test_marks_by_the_thousand_are_no_speech(self, text):
        assert found(text) == [[f"<p>{text}</p>"]]

    def test_every_word_but_the_verb_is_kept(self):
        converted = convert(f"<p>“{WORDS},” said Ida Reyes, Keeper of the Archive.</p>")
        [block] = converted.blocks
        assert (block["type"], block["value"]["name"]) == ("quote", "Ida Reyes")
        assert converted.words.dropped == ("said",)
        assert ("word", "said by the quote's name and role") in [
            (finding.kind, finding.reason) for finding in converted.findings
        ]


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("Keeper of the Archive", "Keeper of the Archive", ""),
        ("Director, Transport for Wales", "Director", "Transport for Wales"),
        ("Centres for Health and Housing Services", "", "Centres for Health and Housing Services"),
        ("Department of Keys", "", "Department of Keys"),
        ("leader of the council, the oldest in the county", "leader of the council, the oldest in the county", ""),
        ("Structural Biologist", "Structural Biologist", ""),
        ("Director, Editor", "Director, Editor", ""),
        ("", "", ""),
    ],
)
def test_role_and_organisation(text, role, organisation):
    assert split_role(text) == (role, organisation)
