"""A sample of the roles matrix, and that no pattern of the URL resolver is missing from its table."""

import pytest

from bench.prove.matrix import Matrix, find_unknown, prove_roles, read_table
from bench.prove.patterns import find_patterns
from bench.prove.world import make_world

pytestmark = pytest.mark.django_db


def test_every_pattern_is_declared():
    assert find_unknown(find_patterns(), read_table()) == []


def test_an_unknown_pattern_is_a_problem():
    table = read_table()
    del table["search/"]
    assert find_unknown(find_patterns(), table) == ["unknown pattern: search/ (add who may use it to roles.txt)"]


def test_each_role_gets_through_where_it_is_declared():
    tried, problems = prove_roles(make_world(), sample=150, seed=11)
    assert problems == []
    assert tried == 150


def test_no_list_chooser_or_report_tells_a_contributor_of_what_is_hidden():
    matrix = Matrix(make_world(), read_table())
    lists = [pattern for pattern in find_patterns() if not pattern.parameters and not pattern.is_regex]
    problems = [problem for pattern in lists for problem in matrix.check(pattern, "get own", "c")]
    assert problems == []
