"""A feed loads what its posts show together, however many they are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from demo.builders import build_event, build_person, build_post, build_topic, paragraph_block, quote_block

pytestmark = pytest.mark.django_db


def count_queries(client) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get("/blog/feed/").status_code == 200
    return len(queries)


def test_a_feed_of_many_posts_takes_as_many_queries_as_one_of_few(client):
    topic, person, event = build_topic("Rivers"), build_person("Ada", "Quill"), build_event("An evening")

    def build(number: int) -> None:
        linked = f'<p>See <a linktype="page" id="{event.pk}">the evening</a>.</p>'
        build_post(
            f"Post {number}",
            authors=[{"person": person}],
            topics=[topic],
            body=[paragraph_block(linked), quote_block(f"Words {number}", person=person)],
        )

    build(1), build(2)
    client.get("/blog/feed/")  # what is looked up once
    few = count_queries(client)
    for number in range(3, 12):
        build(number)
    assert count_queries(client) == few
