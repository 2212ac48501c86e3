"""Who is quoted in running text, and that no word is lost to a guess."""

import pytest

from conversion.speech.attributions import read_attribution
from conversion.speech.bylines import read_byline
from conversion.speech.find import iter_speech
from conversion.speech.names import is_name
from conversion.speech.types import Speech


def found(*paragraphs: str) -> list:
    return list(iter_speech([f"<p>{text}</p>" for text in paragraphs]))


def the_speech(*paragraphs: str) -> Speech:
    [speech] = [part for part in found(*paragraphs) if isinstance(part, Speech)]
    return speech


class TestSpeech:
    def test_name_role_said(self):
        [speech] = found("Ida Okonjo-Reyes, Keeper of the Archive, said: “We lost the key to the cupboard.”")
        assert speech.attribution == ("Ida Okonjo-Reyes", "Keeper of the Archive", "")
        assert speech.paragraphs == ["We lost the key to the cupboard."]

    def test_a_long_role_and_a_run_over_paragraphs(self):
        parts = found(
            "The hall was full.",
            "Prof Mina Ahlberg, Professor of Housing who leads the centre and chaired the hall, said: “We came at six.",
            "“We left at nine.",
            "“Nobody had read the minutes.”",
            "The next lecture is in May.",
        )
        assert [type(part).__name__ for part in parts] == ["list", "Speech", "list"]
        assert parts[1].attribution.name == "Prof Mina Ahlberg"
        assert parts[1].attribution.role == "Professor of Housing who leads the centre and chaired the hall"
        assert parts[1].paragraphs == ["We came at six.", "We left at nine.", "Nobody had read the minutes."]
        assert parts[2] == ["<p>The next lecture is in May.</p>"]

    def test_the_lead_may_be_a_paragraph_of_its_own(self):
        speech = the_speech("Dr Tomas Ferrand, bus planner, added:", "“A bus is a promise with wheels.”")
        assert speech.attribution[:2] == ("Dr Tomas Ferrand", "bus planner")
        assert not speech.before

    @pytest.mark.parametrize(
        ("text", "name", "role"),
        [
            ("Council leader Ida Reyes said: “We must open the doors.”", "Ida Reyes", "Council leader"),
            ("Director of Housing, Ida Reyes, said: “We must open the doors.”", "Ida Reyes", "Director of Housing"),
            ('Ida Reyes MP, Minister for Shops, said: "We must open the doors."', "Ida Reyes MP", "Minister for Shops"),
            ("Professor Reyes said, ‘We must open Ida’s doors.’", "Professor Reyes", ""),
            ("Ida Reyes (Keeper) said: “We must open the doors.”", "Ida Reyes", "Keeper"),
            ("Mary-Anne O’Neill, poet, said: “We must open the doors.”", "Mary-Anne O’Neill", "poet"),
            ("Ludwig van der Berg said: “We must open the doors.”", "Ludwig van der Berg", ""),
        ],
    )
    def test_forms(self, text, name, role):
        speech = the_speech(text)
        assert speech.attribution[:2] == (name, role)
        assert not speech.before

    @pytest.mark.parametrize(
        "text",
        [
            "Speaking at the hearing, Ida Reyes, the keeper, said: “We must open the doors.”",
            "Ida Reyes told the meeting: “We must open the doors.”",
            "In Manchester, Ida Reyes argued: “We must open the doors.”",
            'Ida Reyes, head of <a href="https://example.org">Shops</a>, said: “We must open the doors.”',
        ],
    )
    def test_more_than_name_and_role_stays_as_a_paragraph(self, text):
        [before, speech] = found(text)
        assert before == [f"<p>{text.partition(':')[0]}:</p>"] or before[0].startswith("<p>Ida Reyes, head of <a")
        assert speech.attribution.name == "Ida Reyes"
        assert speech.paragraphs == ["We must open the doors."]

    def test_what_follows_the_quotation_stays_after_it(self):
        [speech, after] = found("Ida Reyes said: “We must open the doors.” She then left.")
        assert speech.paragraphs == ["We must open the doors."]
        assert after == ["<p>She then left.</p>"]

    @pytest.mark.parametrize(
        "text",
        [
            "He said: “We must open all the doors.”",
            "The report said: “We must open all the doors.”",
            "The Housing Office said: “We must open all the doors.”",
            "She added that it “does not feel like a big idea” but that it needs work.",
            "Ida Reyes said: “We must open” and then “we must close the doors”.",
            "Ida Reyes said: “We must open all the doors.",
            "Ida Reyes said: “No.”",
            "Ida Reyes spoke at length. She says: “We must open all the doors.”",
            "Ida Reyes said: “We <b>must open all the doors.”</b>",
            "According to Ida Reyes’s office, everybody said: we must open all the doors.",
        ],
    )
    def test_what_is_no_such_speech_stays_as_it_is(self, text):
        assert found(text) == [[f"<p>{text}</p>"]]

    def test_marks_within_the_words_stay(self):
        speech = the_speech("Ida Reyes said: “We said “open the doors” and they did.”")
        assert speech.paragraphs == ["We said “open the doors” and they did."]


class TestAttributions:
    @pytest.mark.parametrize(
        "text", ["Ida Reyes", "Dr Reyes", "J. B. Reyes", "Zoë Ångström", "Lord Reyes of Kew", "Ida Reyes, OBE"]
    )
    def test_names(self, text):
        assert is_name(text)

    @pytest.mark.parametrize(
        "text",
        ["The Council", "Housing Office", "ONS Bulletin", "ida reyes", "Reyes", "Ida Reyes’s", "Director Reyes", ""],
    )
    def test_other_words(self, text):
        assert not is_name(text)

    def test_where_it_was_said_is_no_role(self):
        assert read_attribution("Ida Reyes, in “Doors”") == ("Ida Reyes", "", "in “Doors”")
        assert read_attribution("Ida Reyes, 4 March 2014", {"Ida Reyes": 1}.get) == ("Ida Reyes", "", "4 March 2014")
        assert read_attribution("Standing Orders, 1974") is None

    def test_somebody_known_may_have_any_name(self):
        assert read_attribution("moncef, designer", {"moncef": 1}.get) == ("moncef", "designer", "")
        assert read_attribution("moncef, designer") is None


class TestBylines:
    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("By Ida Reyes", ["Ida Reyes"]),
            ("Written by Ida Reyes.", ["Ida Reyes"]),
            ("by Ida Reyes, Tomas Ferrand & Mina Ahlberg", ["Ida Reyes", "Tomas Ferrand", "Mina Ahlberg"]),
            ("By Dr Ida Reyes, Keeper of the Archive", ["Dr Ida Reyes"]),
            ("Authors: Ida Reyes and Tomas Ferrand", ["Ida Reyes", "Tomas Ferrand"]),
            ("By the time we left, it rained", []),
            ("By the River Thames", []),
            ("By Ida Reyes and a friend of hers", []),
            ("Ida Reyes", []),
        ],
    )
    def test_names(self, text, names):
        assert [author.name for author in read_byline(text, lambda name: None)] == names

    def test_the_role_is_read(self):
        [author] = read_byline("By Dr Ida Reyes, Keeper of the Archive", lambda name: None)
        assert author.role == "Keeper of the Archive"
