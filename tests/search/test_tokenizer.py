"""The tokenizer: words and compounds of texts, as the index takes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.tokenizer import to_index_text


class TestWords:
    @pytest.mark.parametrize(
        ("text", "indexed"),
        [
            ("The café’s doors", "the cafe doors"),
            ("O’Brien spoke", "o brien spoke obrien"),
            ("P-8A or P8", "p 8a or p8 p8a"),
            ("R&D, U.K.", "r d u k rd uk"),
            ("and/or 3/5/2026", "and or 3 5 2026 andor 352026"),
            ("20,000 people", "20 000 people 20000"),
            ("Wiśniowski und Søren", "wisniowski und soren"),
            ("", ""),
        ],
    )
    def test_a_text_as_the_index_takes_it(self, text, indexed):
        assert to_index_text(text)[0] == indexed

    @given(st.text(max_size=300))
    def test_the_index_takes_plain_letters_only(self, text):
        taken, length = to_index_text(text)
        assert set(taken) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
        assert length <= len(taken.split())
