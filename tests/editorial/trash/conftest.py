"""The post that most tests of the trash delete."""

import pytest

from demo.builders import build_person, build_post, build_topic, quote_block


@pytest.fixture
def post():
    person = build_person("Ana", "Silva")
    topic = build_topic("Housing")
    body = [quote_block("A roof is a start.", person=person)]
    return build_post("A fair rent", body=body, topics=[topic], authors=[{"person": person}])
