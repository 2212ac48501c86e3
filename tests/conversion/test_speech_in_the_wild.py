"""Speech as real posts set it: in bold and italics, after initials, without repeated marks, in other languages."""

import pytest

from conversion.speech.attributions import read_attribution
from conversion.speech.names import is_name

from .converted import convert, shapes

SAID = "We open all the doors at six."
LEAD = "Ida Reyes, Keeper of the Archive, said:"


def quotes(html: str) -> list[tuple[str, str, str]]:
    """Return name, role and text of each quote."""
    values = [value for kind, value in shapes(html) if kind == "quote"]
    return [(value["name"], value["role"], value["text"]) for value in values]


def whole(html: str) -> tuple[str, str, str]:
    """Return the one quote that is all that came of a body, and prove that only a verb gave way to it."""
    conversion = convert(html)
    assert [block["type"] for block in conversion.blocks] == ["quote"]
    assert len(conversion.words.dropped) <= 2
    assert conversion.words.added == ()
    return quotes(html)[0]


class TestEmphasis:
    @pytest.mark.parametrize(
        "html",
        [
            f"<p><strong>{LEAD}</strong> “{SAID}”</p>",
            f"<p><em>{LEAD} “{SAID}”</em></p>",
            f"<p>{LEAD} <em>“{SAID}”</em></p>",
            f"<p><b>Ida Reyes</b>, Keeper of the Archive, <i>said</i>: <i>“{SAID}”</i></p>",
            f"<p>{LEAD}<br>“{SAID}”</p>",
            f"<p>{LEAD} '{SAID}'</p>",
            f"<p>{LEAD}</p><p><em>“{SAID}”</em></p>",
        ],
    )
    def test_says_no_more_than_the_marks(self, html):
        assert whole(html) == ("Ida Reyes", "Keeper of the Archive", f"<p>{SAID}</p>")

    def test_within_a_speech_it_stays(self):
        html = f"<p>{LEAD} “We open <em>all</em> the doors at six.”</p>"
        assert whole(html)[2] == "<p>We open <i>all</i> the doors at six.</p>"


class TestNames:
    @pytest.mark.parametrize(
        ("lead", "name", "role"),
        [
            ("J. R. Reyes-Smith, keeper, argued:", "J. R. Reyes-Smith", "keeper"),
            ("J.R. Reyes, keeper, said:", "J.R. Reyes", "keeper"),
            ("Dr. Ida Reyes, keeper at St. Anne’s, asked:", "Dr. Ida Reyes", "keeper at St. Anne’s"),
            ("Rt Hon Ida Reyes MP, Minister for Shops, said:", "Rt Hon Ida Reyes MP", "Minister for Shops"),
            ("Baroness Reyes of Northgate, chair, said:", "Baroness Reyes of Northgate", "chair"),
            ("Ida Reyes – keeper of the archive – said:", "Ida Reyes", "keeper of the archive"),
            ("Иван Петров, директор, сказал:", "Иван Петров", "директор"),
            ("Ida Reyes, directora, afirmó:", "Ida Reyes", "directora"),
            ("Ida Reyes, direttrice, ha detto:", "Ida Reyes", "direttrice"),
            ("Ida Reyes, keeper, pointed out:", "Ida Reyes", "keeper"),
        ],
    )
    def test_forms(self, lead, name, role):
        assert whole(f"<p>{lead} “{SAID}”</p>")[:2] == (name, role)

    @pytest.mark.parametrize(
        "lead",
        [
            "A spokesperson for the Weigh House said:",
            "Director of the Weigh House Ida Reyes said:",
            "Tomas and Ida Reyes, keepers, said:",
            "It was late. Ida Reyes, keeper, said:",
        ],
    )
    def test_nobody_is_named_by_a_guess(self, lead):
        html = f"<p>{lead} “{SAID}”</p>"
        assert shapes(html) == [("paragraph", html)]

    def test_who_speaks_for_a_house(self):
        kinds = shapes(f"<p>Speaking for the Weigh House, Ida Reyes said: “{SAID}”</p>")
        assert [kind for kind, _value in kinds] == ["paragraph", "quote"]
        assert kinds[1][1]["name"] == "Ida Reyes"

    def test_a_country_is_no_person(self):
        assert not is_name("U.S. Senate")
        assert read_attribution("Ida Reyes, keeper. He left") is None


class TestRuns:
    @pytest.mark.parametrize("marks", ["“”", '""', "„“", "«»"])
    def test_marks_that_were_not_repeated(self, marks):
        html = f"<p>{LEAD} {marks[0]}We open at six.</p><p>We close at nine.</p><p>Nobody stays.{marks[1]}</p>"
        assert whole(html)[2] == "<p>We open at six.</p><p>We close at nine.</p><p>Nobody stays.</p>"

    @pytest.mark.parametrize(
        "html",
        [
            f"<p>{LEAD} “We open at six.</p><p>It rained.</p><p>A later “word” was said.</p>",
            f"<p>{LEAD} “We open at six.</p><p>The end.</p>",
            f"<p>{LEAD} “We open at six.</p><p>Then ” came, and more.</p>",
            f"<p>{LEAD} '80s music was never played here.</p>",
        ],
    )
    def test_a_mark_that_nobody_closed(self, html):
        assert shapes(html) == [("paragraph", html)]


class TestBlockQuotations:
    @pytest.mark.parametrize(
        "html",
        [
            f"<p>{SAID}</p><footer>— <cite>Ida Reyes</cite>, Keeper</footer>",
            f"<p>{SAID}</p><cite>Ida Reyes<br>Keeper</cite>",
            f"<p>{SAID}</p><p><strong>Ida Reyes, Keeper</strong></p>",
            f'<p>{SAID}</p><p style="text-align: right">Ida Reyes, Keeper</p>',
            f"<p>Ida Reyes, Keeper, said: “{SAID}”</p>",
            f"<p>“{SAID}” said Ida Reyes, Keeper.</p>",
        ],
    )
    def test_who_is_named_in_it(self, html):
        assert quotes(f"<blockquote>{html}</blockquote>") == [("Ida Reyes", "Keeper", f"<p>{SAID}</p>")]

    @pytest.mark.parametrize(
        "html",
        [
            f"<p>{SAID}</p><p><em>And we mean it.</em></p>",
            f"<p>{SAID}</p><p>Ida Reyes, Keeper</p>",
            "<p><strong>Ida Reyes, Keeper</strong></p>",
            f"<p>First.</p><p>Ida Reyes, Keeper, said: “{SAID}”</p>",
        ],
    )
    def test_others_are_extracts_with_all_their_words(self, html):
        conversion = convert(f"<blockquote>{html}</blockquote>")
        assert [block["type"] for block in conversion.blocks] == ["extract"]
        assert conversion.words.dropped == ()

    def test_who_is_named_in_the_line_after_it(self):
        html = f"<blockquote><p>{SAID}</p></blockquote>\n<p>— Ida Reyes, Keeper</p>\n<p>It was late.</p>"
        assert quotes(html) == [("Ida Reyes", "Keeper", f"<p>{SAID}</p>")]
        assert convert(html).words.dropped == ()
        assert shapes(html)[1] == ("paragraph", "<p>It was late.</p>")

    @pytest.mark.parametrize("after", ["– It was late, and dark", "Ida Reyes, Keeper", "- wool<br>- flax"])
    def test_other_lines_after_it_stay(self, after):
        kinds = [kind for kind, _value in shapes(f"<blockquote><p>{SAID}</p></blockquote>\n<p>{after}</p>")]
        assert kinds == ["extract", "paragraph"]
