"""Tests that search at random: shortly in every run, longer by ``make test-long``."""

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
