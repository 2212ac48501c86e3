"""Wagtail hooks of the editors' admin. The packages of ``editorial`` hold what they call."""

from .publishing import hooks as _publishing  # noqa: F401 - it registers hooks
