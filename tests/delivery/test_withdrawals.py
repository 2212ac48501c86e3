"""The database tells the paths of pages that are withdrawn, however that is done."""

import pytest
from django.db import connection, transaction
from wagtail.models import Page, PageViewRestriction

from core.generation import follow
from core.shared_counter import SharedCounter
from demo.builders import build_post

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told(tmp_path):
    """The paths that this process is told of. They come before the commit has returned."""
    paths: list[str] = []
    follow(SharedCounter(tmp_path / "generation"), paths.append)
    connection.close()
    connection.ensure_connection()
    yield paths
    follow(None)
    connection.close()


def test_every_way_of_withdrawing_a_page_is_told_before_the_commit_returns(told):
    posts = [build_post(f"Post {number}") for number in range(5)]
    paths = [post.url_path for post in posts]
    told.clear()

    posts[0].save_revision().publish()
    assert told == []
    posts[0].unpublish()
    assert told == [paths[0]]
    with transaction.atomic():
        posts[1].delete()
        assert len(told) == 1
    assert told[1:] == [paths[1]]
    PageViewRestriction.objects.create(page=posts[2], restriction_type="login")
    assert told[2:] == [paths[2]]
    posts[3].slug = "another"
    posts[3].save_revision().publish()
    assert told[3:] == [paths[3]]
    Page.objects.filter(pk=posts[4].pk).update(live=False)
    assert told[4:] == [paths[4]]
