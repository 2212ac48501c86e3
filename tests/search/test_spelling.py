"""Edit distance: how many letters differ between a word as it was written and one of the site's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engine.query.spelling import count_edits

SHORT_WORDS = st.text("abc", max_size=7)


@pytest.mark.parametrize(
    ("written", "word", "differ"),
    [("herring", "herring", 0), ("hering", "herring", 1), ("ehrring", "herring", 1), ("bloater", "boater", 1),
     ("quil", "quilt", 1), ("harbuor", "harbour", 1), ("ferryman", "ferry", 3), ("", "pie", 3)],
)  # fmt: skip
def test_missing_spare_changed_and_swapped_letters_count_one_each(written, word, differ):
    assert count_edits(written, word) == differ


@given(SHORT_WORDS, SHORT_WORDS, st.integers(0, 3))
def test_words_that_differ_in_more_than_asked_for_are_told_from_the_others(written, word, most):
    differ, found = count_edits(written, word), count_edits(written, word, most)
    assert found == differ if differ <= most else found > most
