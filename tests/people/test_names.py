"""Splitting names into parts, and their key."""

import pytest

from people.names import split_name


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Dr Mina Ahlberg", ("Dr", "Mina", "Ahlberg", "")),
        ("Prof. Sir Éva van der Berg, FBA", ("Prof. Sir", "Éva van der", "Berg", "FBA")),
        ("Sukarsono", ("", "", "Sukarsono", "")),
        ("Dr", ("", "", "Dr", "")),
        ("  ", ("", "", "", "")),
    ],
)
def test_a_name_written_in_one_is_parted(name, parts):
    split = split_name(name)
    assert (split.honorific, split.given_name, split.family_name, split.post_nominals) == parts


def test_all_ways_to_write_a_name_have_one_key():
    ways = ["Dr Mina Ahlberg", "Mina Ahlberg, PhD", "MINA ÅHLBERG", " mina  ahlberg ", "Prof Mina Ahlberg MP"]
    assert {split_name(way).key for way in ways} == {"ahlberg mina"}
