"""A sample of hostile requests: no server's error, nothing late, led away, injected, told or lost."""

import pytest

from bench.prove.hostile_requests import draw_requests
from bench.prove.requests import prove_requests
from bench.prove.world import make_world

pytestmark = pytest.mark.django_db


def test_hostile_requests_are_answered():
    tried, problems = prove_requests(make_world(), 150, seed=7)
    assert problems == []
    assert tried == 150


def test_a_seed_draws_the_same_requests():
    first, second = ([str(request) for request in draw_requests(["/", "/blog/"], 50, seed=3)] for _ in range(2))
    assert first == second
