"""Topics and their parts."""

import pytest
from django.core.exceptions import ValidationError

from demo.builders import build_topic
from topics.models import TopicPage

pytestmark = pytest.mark.django_db


def test_a_branch_is_a_topic_and_all_below_it(django_assert_num_queries):
    homes = build_topic("Homes")
    rents = build_topic("Rents", parent_topic=homes)
    arrears = build_topic("Arrears", parent_topic=rents)
    build_topic("Buses")
    with django_assert_num_queries(1):
        assert TopicPage.objects.branch_ids(homes.pk) == {homes.pk, rents.pk, arrears.pk}
    assert arrears.branch_ids == {arrears.pk}


def test_a_topic_is_no_part_of_itself_or_of_its_parts():
    homes = build_topic("Homes")
    rents = build_topic("Rents", parent_topic=homes)
    for impossible in (homes, rents):
        homes.parent = impossible
        with pytest.raises(ValidationError, match="part of itself"):
            homes.full_clean()
    rents.full_clean()
