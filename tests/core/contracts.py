"""Contracts with the private interfaces behind ``core.wagtail_compat``."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def contract(statement: str, name: str, purpose: str) -> Iterator[None]:
    """Fail with one sentence when anything goes wrong in the block."""
    try:
        yield
    except Exception as error:
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        pytest.fail(f"{statement}: adapt core.wagtail_compat.{name}, used for {purpose} ({reason}).", pytrace=False)
