"""Measurements of the delivery: ``make bench`` (docs/decisions/0068-page-cache.md has what they said)."""
