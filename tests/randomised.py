"""Tests that search at random: shortly in every run, longer by ``make test-long``.

========================================  ============================================================================
bookings/test_places.py                   histories of bookings, cancellations and changes of the number of places
people/test_quote_index_any_order.py      sequences of edits, moves, merges and deletions of pages
events/test_calendar.py                   sequences of edits of an event; any words in it, read by three parsers
events/test_events.py, test_times.py      moments before, in and after events; days and clocks of any time zone
search/test_any_input.py                  searches for any text, with any filters
search/test_parser.py, test_tokenizer.py  queries as text; words of any script
search/test_spelling.py                   how much two words differ
publications/test_identifiers.py          ISBNs and DOIs
editorial/test_concurrency.py             pairs of editors who save at the same moment
browser/test_saving.py                    times from the last key to a button of the editor
conversion/test_account.py                words before and after a conversion
conversion/, wordpress/test_every_word.py HTML of any elements: each word is kept or listed
wordpress/test_kill.py                    moments at which the process of an import is killed
wordpress/test_editing.py                 all pages of real exports in the editor, not only those that differ in kind
========================================  ============================================================================
"""

import os

import pytest
from hypothesis import settings

IS_LONG = os.environ.get("RANDOMISED") == "long"

#: Marks what ``make test-long`` runs beside Hypothesis's own tests, which have its mark.
randomised = pytest.mark.randomised


def load_profile() -> None:
    """Set how long Hypothesis searches where a test does not say. A slow machine is no failure.

    In CI, Hypothesis tries the same examples each time; a long search tries others each time.
    """
    settings.register_profile("short", settings.default, deadline=None)
    settings.register_profile("long", settings.default, deadline=None, max_examples=5000, derandomize=False)
    settings.load_profile("long" if IS_LONG else "short")


def examples(short: int, *, long: int) -> int:
    """Return how many examples Hypothesis tries, or how many steps a random walk has."""
    return long if IS_LONG else short
