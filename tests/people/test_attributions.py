"""The people who are named on a page, and its quotes."""

import pytest

from demo.builders import build_person, build_post, quote_block, speaker_block
from people.attributions import get_named_people, iter_quotes

pytestmark = pytest.mark.django_db


def test_everybody_named_in_a_post_is_found_once():
    ana, ben = build_person("Ana", "Silva"), build_person("Ben", "Okri-Lund")
    body = [quote_block("One.", person=ben), speaker_block("Two.", name="Guest"), quote_block("Three.", person=ana)]
    post = build_post(body=body, authors=[{"person": ana}])
    people = get_named_people(post.credits, post.body)
    assert people.names == ["Ana Silva", "Ben Okri-Lund", "Guest"]
    assert people.person_ids == [ana.pk, ben.pk]
    assert [anchor for anchor, _quote in iter_quotes(post)] == [
        f"#quote-{body[0]['id']}",
        f"#quote-{body[2]['id']}",
    ]
