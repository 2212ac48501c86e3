"""The database tells the paths of pages that are withdrawn, however that is done, and web processes hear of it."""

from types import SimpleNamespace
from unittest.mock import MagicMock

import pytest
from django.db import connection
from wagtail.models import Page, PageViewRestriction

from core.generation import follow
from core.shared_counter import SharedCounter
from delivery.generation import CHANNEL, WITHDRAWN_CHANNEL, listen
from demo.builders import build_post

pytestmark = pytest.mark.django_db


class Told:
    """What triggers tell in this transaction: PostgreSQL would send it with the commit, which a test has not."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE told (channel text, payload text) ON COMMIT DROP")
            cursor.execute(
                "CREATE FUNCTION public.pg_notify(text, text) RETURNS void LANGUAGE sql "
                "AS 'INSERT INTO told VALUES ($1, $2)'"
            )
            cursor.execute("SET LOCAL search_path = public, pg_catalog")

    def take(self) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM told WHERE channel = %s RETURNING payload", [WITHDRAWN_CHANNEL])
            return [payload for (payload,) in cursor.fetchall()]


def test_every_way_of_withdrawing_a_page_is_told():
    posts = [build_post(f"Post {number}") for number in range(5)]
    paths = [post.url_path for post in posts]
    told = Told()
    posts[0].save_revision().publish()
    assert told.take() == []
    posts[0].unpublish()
    assert told.take() == [paths[0]]
    posts[1].delete()
    assert told.take() == [paths[1]]
    PageViewRestriction.objects.create(page=posts[2], restriction_type="login")
    assert told.take() == [paths[2]]
    posts[3].slug = "another"
    posts[3].save_revision().publish()
    assert told.take() == [paths[3]]
    Page.objects.filter(pk=posts[4].pk).update(live=False)
    assert told.take() == [paths[4]]


def test_a_web_process_hears_of_both(tmp_path):
    counter, paths = SharedCounter(tmp_path / "generation"), []
    database = MagicMock(is_replica=False)
    follow(counter, paths.append)
    try:
        listen(None, database)
        hear = database.connection.add_notify_handler.call_args[0][0]
        hear(SimpleNamespace(channel=WITHDRAWN_CHANNEL, payload="/home/blog/a-post/"))
        hear(SimpleNamespace(channel=CHANNEL, payload="7"))
    finally:
        follow(None)
    assert (paths, counter.value) == (["/home/blog/a-post/"], 7)
