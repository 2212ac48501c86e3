"""Highlighting, snippets and text fragments."""

import re
from urllib.parse import unquote

import pytest

from demo.builders import block, build_post, paragraph_block, quote_block
from search.engine.results.highlighting import Hit
from search.engine.results.snippets import FRAGMENT_LENGTH, build_snippet
from search.engine.results.text_fragments import build_text_fragment

from .helpers import find

pytestmark = pytest.mark.django_db


def hit(text: str, words: str) -> Hit:
    return Hit(text.index(words), text.index(words) + len(words), words, 1.0)


class TestTheWayThere:
    @pytest.mark.parametrize(
        ("text", "words", "directive"),
        [
            ("An otter by the old weir, seen twice.", "weir", "by the old-,weir,-, seen twice."),
            ("Said O’Brien, twice.", "Brien", "Said-,O’Brien,-, twice."),
            ("Wait till there’s four.", "four", "Wait till there’s-,four"),
            ("The register (NRC) has it.", "NRC", "The register (-,NRC,-) has it."),
            ("A co-operative shop", "operative", "A-,co-operative,-shop"),
            ("café", "café", "café"),
            # The words around it are those of its own paragraph: a page may have something else between two of them.
            ("The end.\nThe weir.\nThe next.", "weir", "The-,weir"),
            ("The end\nof the weir", "end\nof", "The-,end,of,-the weir"),
            ("“Weir” it says", "Weir", "Weir,-” it says"),
        ],
    )
    def test_is_given_by_whole_words_and_those_around_them(self, text, words, directive):
        fragment = build_text_fragment(text, hit(text, words))
        assert fragment.startswith(":~:text=")
        assert unquote(fragment.removeprefix(":~:text=")) == directive

    def test_signs_that_mean_something_there_are_written_otherwise(self):
        text = "One, two-three & four"
        assert build_text_fragment(text, hit(text, "two-three")) == ":~:text=One%2C-,two%2Dthree,-%26%20four"


class TestThePassage:
    def test_has_its_lines_side_by_side(self):
        text = "An otter\nKeys, doors\nIt sleeps.\nIt wakes."
        shown = "An <mark>otter</mark> · Keys, doors · It sleeps. It wakes."
        assert build_snippet(text, [hit(text, "otter")]) == shown

    def test_begins_with_a_line_or_a_sentence(self):
        text = "word " * 60 + "\nThe otter sleeps. " + "word " * 60
        assert build_snippet(text, [hit(text, "otter")]).startswith("… The <mark>otter</mark> sleeps.")

    def test_is_two_fragments_at_most(self):
        text = ". ".join(["word " * 60 + name for name in ("otter", "heron", "weir")])
        shown = build_snippet(text, [hit(text, name) for name in ("otter", "heron", "weir")])
        assert shown.count("<mark>") == 2
        assert len(re.sub("<[^>]+>", "", shown)) < 3 * FRAGMENT_LENGTH

    def test_is_escaped(self):
        text = '<script>"otter" & heron'
        assert build_snippet(text, [hit(text, "otter")]) == "&lt;script&gt;&quot;<mark>otter</mark>&quot; &amp; heron"


class TestAHit:
    @pytest.mark.parametrize(
        ("asked", "written"),
        [
            ("die", "dying"),
            ("dying", "died"),
            ("sky", "skies"),
            ("iphone", "iPhone"),
            ("IPHONE", "iPhones"),
            ("university", "Universities"),
            ("cafe", "Cafés"),
            ("p-8", "P-8A"),
            ("obrien", "O’Brien"),
            ("x", "X"),
        ],
    )
    def test_is_marked_in_any_form(self, asked, written):
        build_post("Found", body=[paragraph_block(f"<p>Here is {written} once.</p>")])
        (result,) = find(asked).results
        assert f"<mark>{written}</mark>" in result.snippet
        assert result.match_count == 1


class TestAQuote:
    @pytest.fixture
    def quote(self):
        body = [
            paragraph_block("<p>Before.</p>"),
            quote_block("The wall will not hold.", name="Zoe O’Brien", role="Engineer at the Weir"),
        ]
        build_post("Report on walls", body=body)

        def ask(q: str):
            return next(result for result in find(q, type="quote").results)

        return ask

    def test_has_marks_in_what_was_said_and_by_whom(self, quote):
        assert quote("wall").snippet == "The <mark>wall</mark> will not hold."
        found = quote("o'brien engineer")
        assert (found.speaker, found.role) == ("Zoe O’Brien", "Engineer at the Weir")
        assert found.speaker_html == "Zoe <mark>O’Brien</mark>"
        assert found.role_html == "<mark>Engineer</mark> at the Weir"

    @pytest.mark.usefixtures("quote")
    def test_is_shown_with_speaker_and_place(self, client):
        html = client.get("/search/?q=wall&type=quote").content.decode()
        (result,) = re.findall(r'<li class="result result--quote">.*?</li>', html, re.DOTALL)
        assert "Zoe O’Brien" in result
        assert "Engineer at the Weir" in result
        assert "Report on <mark>walls</mark>" in result
        assert re.search(r'href="http[^"]+/blog/report-on-walls/#quote-[0-9a-f-]+"', result)
        assert "<time datetime=" in result

    def test_of_nobody_by_name_is_shown_without_one(self, client):
        value = {"text": "<p>Herons everywhere.</p>", "person": None, "name": "", "role": "Ferryman", "unnamed": True}
        build_post("Birds", body=[block("quote", value)])
        html = client.get("/search/?q=herons&type=quote").content.decode()
        assert "Herons" in html
        assert "Ferryman" in html
