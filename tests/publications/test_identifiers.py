"""ISBN, DOI and licences: what is taken, and what it becomes."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from content.licences import get_licence_url
from publications.identifiers import (
    get_doi_url,
    get_isbn_digits,
    normalise_doi,
    normalise_isbn,
    validate_doi,
    validate_isbn,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("978-1-4028-9462-6", "978-1-4028-9462-6"),
        (" ISBN: 978 1 4028 9462 6 ", "978-1-4028-9462-6"),
        ("ISBN-13 978–1–4028–9462–6", "978-1-4028-9462-6"),
        ("9781402894626", "9781402894626"),
    ],
)
def test_an_isbn_keeps_its_hyphens(typed, kept):
    validate_isbn(typed)
    assert normalise_isbn(typed) == kept
    assert get_isbn_digits(typed) == "9781402894626"


@given(st.integers(0, 10**9 - 1), st.sampled_from(["978", "979"]), st.integers(0, 9))
def test_only_one_last_digit_is_right(number, prefix, last):
    digits = f"{prefix}{number:09}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, [1, 3] * 6, strict=True))
    if last == -total % 10:
        validate_isbn(f"{digits}{last}")
    else:
        with pytest.raises(ValidationError):
            validate_isbn(f"{digits}{last}")


@pytest.mark.parametrize("typed", ["", "978", "978140289462X", "9771402894626", "٩٧٨1402894626", "9781402894626 9"])
def test_what_is_no_isbn_is_refused(typed):
    with pytest.raises(ValidationError):
        validate_isbn(typed)


@pytest.mark.parametrize(
    "typed",
    ["10.5555/a(b)c", "https://doi.org/10.5555/a(b)c", "http://dx.doi.org/10.5555/a(b)c", "doi:10.5555/a(b)c"],
)
def test_a_doi_is_kept_alone(typed):
    validate_doi(typed)
    assert normalise_doi(typed) == "10.5555/a(b)c"
    assert get_doi_url(normalise_doi(typed)) == "https://doi.org/10.5555/a(b)c"


def test_the_address_of_a_doi_is_escaped():
    assert get_doi_url('10.5555/a<"b">#c') == "https://doi.org/10.5555/a%3C%22b%22%3E%23c"


@pytest.mark.parametrize("typed", ["10.5555", "10.5555/", "10.5/a", "11.5555/a", "10.5555/a b", "javascript:alert(1)"])
def test_what_is_no_doi_is_refused(typed):
    with pytest.raises(ValidationError):
        validate_doi(typed)


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc-by-nc-sa-3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("CC BY-ND 4.0 International", "https://creativecommons.org/licenses/by-nd/4.0/"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("All rights reserved", ""),
        ("", ""),
    ],
)
def test_known_licences_have_an_address(name, url):
    assert get_licence_url(name) == url
