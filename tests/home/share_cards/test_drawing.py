"""Share cards: what is set, in which fonts and order, and that it fits."""

from io import BytesIO

import pytest
from PIL import Image

from home.share_cards.drawing import QUOTE_SIZES, TITLE_SIZES, CardWords, draw_card
from home.share_cards.typesetting import SERIF, divide, fit, get_width, is_right_to_left, prepare

ACCENT = "#1d3b8f"
TITLES = {
    "latin": "The quiet return of the river",
    "greek": "Η πόλη και το ποτάμι",
    "cyrillic": "Город и река",
    "arabic": "المدينة والنهر",
    "hebrew": "העיר והנהר",
    "devanagari": "शहर और नदी: गोलमेज",
    "vietnamese": "Thành phố và dòng sông",
}


def visible(text: str) -> list[tuple[str, str]]:
    """Return the runs of a line from left to right, each with the name of its font's file."""
    return [(run.text, run.face.path.stem) for run in divide(text, SERIF, int(is_right_to_left(text)))]


@pytest.mark.parametrize("name", TITLES)
def test_letters_of_many_scripts_are_there(name):
    assert prepare(TITLES[name], SERIF) == TITLES[name]


def test_symbols_without_a_glyph_are_left_out_and_letters_are_missed():
    assert prepare("Rivers 🎉  and\nA\u030angstr\u00f6m", SERIF) == "Rivers and Ångström"
    assert prepare("城市 and river", SERIF) is None


def test_a_vowel_sign_stays_with_its_letter():
    assert visible("नदी की रिपोर्ट") == [("नदी की रिपोर्ट", "noto-serif-devanagari")]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("The word نهر here", ["The word ", "نهر", " here"]),
        ("كتاب River Talks", ["River Talks", "كتاب "]),
        ("على 12 متحدثا", ["متحدثا", " ", "12", "على "]),
    ],
)
def test_two_directions_in_a_line(text, runs):
    assert [run for run, _font in visible(text)] == runs


@pytest.mark.parametrize("words", [3, 30, 300])
@pytest.mark.parametrize("sizes", [TITLE_SIZES, QUOTE_SIZES])
def test_a_text_fits(words, sizes):
    fitted = fit("Streams " * (words - 1) + "end", SERIF, (1040, 338), sizes, 1.2)
    assert fitted.size in sizes
    assert len(fitted.lines) * fitted.size * 1.2 <= 338
    assert all(get_width(line, SERIF, fitted.size) <= 1040 for line in fitted.lines)
    assert fitted.lines[-1].endswith("end" if words < 300 else "…")


def test_a_word_wider_than_a_line_is_broken():
    fitted = fit("Rindfleisch" * 12, SERIF, (1040, 338), TITLE_SIZES, 1.1)
    assert "".join(fitted.lines) == "Rindfleisch" * 12
    assert all(get_width(line, SERIF, fitted.size) <= 1040 for line in fitted.lines)


@pytest.mark.parametrize("text", [*TITLES.values(), "城市与河流", "word " * 400, ""])
@pytest.mark.parametrize("is_quote", [False, True])
def test_a_card_is_a_small_jpeg(text, is_quote):
    data = draw_card(CardWords("The Institute", text, "Ana Silva", "Director " * 30, is_quote), ACCENT)
    assert len(data) < 300_000
    with Image.open(BytesIO(data)) as image:
        assert (image.format, image.size, image.mode) == ("JPEG", (1200, 630), "RGB")
