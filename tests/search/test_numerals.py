"""Numbers in queries: as visitors write them, and as titles have them."""

import pytest

from search.engine.query.numerals import get_numeral_alternatives


@pytest.mark.parametrize(
    ("query", "alternatives"),
    [
        ("henry 8", ["", "viii"]),
        ("henry viii", ["", "8"]),
        ("part 1", ["", "i"]),
        ("part i", ["", "1"]),
        ("part 20 speeches", ["", "xx", ""]),
        ("part xx", ["", "20"]),
        # No number, or none that is written the other way.
        ("part 0", ["", ""]),
        ("part 21", ["", ""]),
        ("part xl", ["", ""]),
        # One letter is a word or an initial, unless it counts something.
        ("henry i", ["", ""]),
        ("henry 5", ["", ""]),
        # No number follows nothing, another number or a month.
        ("8 henry", ["", ""]),
        ("part 8 8", ["", "viii", ""]),
        ("may 8", ["", ""]),
    ],
)
def test_a_number_has_another_form(query, alternatives):
    assert get_numeral_alternatives(query.split()) == alternatives
