"""Old versions of pages keep the names of people who were deleted."""

import pytest

from demo.builders import build_person, build_post, paragraph_block, publish, quote_block

pytestmark = pytest.mark.django_db


def test_history_keeps_the_name_of_somebody_who_was_deleted():
    person = build_person("Ana", "Silva")
    post = build_post(authors=[{"person": person, "role": "Editor"}], body=[quote_block("Said.", person=person)])
    old = post.get_latest_revision()
    post.authors, post.body = [], [paragraph_block()]
    publish(post)
    person.delete()
    old.refresh_from_db()
    then = old.as_object()
    assert [(author.person, author.name, author.role) for author in then.credits] == [(None, "Ana Silva", "Editor")]
    assert then.body[0].value.display_name == "Ana Silva"
