"""Identifiers of publications: ISBN (ISO 2108) and DOI (ISO 26324)."""

import re
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_ISBN_PREFIX = re.compile(r"ISBN(?:-13)?:?\s*", re.IGNORECASE)
#: Spaces and every dash that a word processor puts in a hyphen's place.
_SEPARATORS = re.compile(r"[\s\u00ad\u2010-\u2015\u2212-]+")
_DOI_PREFIX = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")


def normalise_isbn(value: str) -> str:
    """Return an ISBN with plain hyphens where there were any separators, and without the word “ISBN”.

    Where the hyphens stand is kept: it depends on registers that change.
    """
    number = _ISBN_PREFIX.sub("", value.strip(), count=1)
    return _SEPARATORS.sub("-", number).strip("-")


def get_isbn_digits(value: str) -> str:
    """Return an ISBN as machines want it: without hyphens."""
    return normalise_isbn(value).replace("-", "")


def validate_isbn(value: str) -> None:
    """Check the form and the last digit of an ISBN of thirteen digits (ISO 2108, annex A)."""
    digits = get_isbn_digits(value)
    if re.fullmatch(r"\d{9}[\dXx]", digits, re.ASCII):
        raise ValidationError(_("This is an old ISBN of ten digits. Write the one of thirteen digits."))
    if not re.fullmatch(r"97[89]\d{10}", digits, re.ASCII):
        raise ValidationError(_("Write an ISBN of thirteen digits, e.g. 978-1-4028-9462-6."))
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    if total % 10:
        raise ValidationError(_("This ISBN has a typing error: its last digit does not match the others."))


def normalise_doi(value: str) -> str:
    """Return a DOI alone, without the address or the word that often stands before it."""
    return _DOI_PREFIX.sub("", value.strip(), count=1)


def validate_doi(value: str) -> None:
    """Check the form of a DOI: a prefix of a registrant, a slash, and whatever the registrant chose."""
    if not _DOI.fullmatch(normalise_doi(value)):
        raise ValidationError(_("Write a DOI like 10.5555/12345678, or its address at https://doi.org/."))


def get_doi_url(doi: str) -> str:
    """Return the address at which a DOI is resolved (DOI Handbook, 3.8)."""
    return f"https://doi.org/{quote(doi, safe='/:;()._-')}"
