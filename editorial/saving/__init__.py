"""Saving a page: each request once, and never over somebody else's changes (docs/decisions/0064)."""
