"""A read set tells whether the queries that something was made from return the same rows."""

from datetime import timedelta
from unittest import mock

import pytest
from django.db import ProgrammingError
from django.db.models import Count
from django.utils import timezone
from wagtail.models import Page, Site

from core.read_sets import add_part, forget, has_hidden_order, is_query, recording
from demo.builders import build_post

pytestmark = pytest.mark.django_db


def read(queryset, generation=1):
    with recording(generation) as read_set:
        list(queryset)
    return read_set


@pytest.fixture
def post():
    forget()  # what other tests read, in generations of their own
    return build_post("Otters")


def test_the_same_rows_are_unchanged_whatever_happened_elsewhere(post):
    read_set = read(Page.objects.filter(pk=post.pk))
    build_post("Beavers")
    assert read_set.is_unchanged(2)


@pytest.mark.parametrize("value", ["Beavers", "Otters ", ""])
def test_another_value_is_a_change(post, value):
    read_set = read(Page.objects.filter(pk=post.pk))
    Page.objects.filter(pk=post.pk).update(title=value)
    assert not read_set.is_unchanged(2)
    Page.objects.filter(pk=post.pk).update(title="Otters")
    assert not read_set.is_unchanged(3)  # once changed, it is of no use


@pytest.mark.parametrize(
    "find",
    [
        lambda: Page.objects.filter(title="Otters").values_list("pk", flat=True),
        lambda: Page.objects.values("depth").annotate(number=Count("pk")).order_by("depth"),
        lambda: Page.objects.filter(title__in=["Otters", "50% more"]),
        lambda: Page.objects.filter(title__iendswith="tters").extra(where=["title LIKE '%%s'"]),
    ],
)
def test_a_row_that_is_added_or_removed_is_a_change(post, find):
    read_set = read(find())
    assert read_set.is_unchanged(2)
    Page.objects.filter(pk=post.pk).delete()
    assert not read_set.is_unchanged(3)


def test_null_is_not_the_empty_text_nor_the_word(post):
    rows = Page.objects.filter(pk=post.pk).values_list("search_description", "expire_at")
    read_set = read(rows)
    Page.objects.filter(pk=post.pk).update(search_description="null")
    assert not read_set.is_unchanged(2)


def test_what_was_compared_in_a_generation_is_not_compared_again(post, django_assert_num_queries):
    read_set = read(Page.objects.filter(pk=post.pk))
    with django_assert_num_queries(0):
        assert read_set.is_unchanged(1)
    assert read_set.is_unchanged(2)
    with django_assert_num_queries(0):
        assert read_set.is_unchanged(2)
        assert read_set.is_unchanged(1)


def test_the_time_of_a_query_is_the_present_one_when_it_is_compared(post):
    """A post that is published after a list was made has a date after the time that the list was asked for."""
    earlier = timezone.now() - timedelta(days=400)
    with recording(1) as read_set:
        list(type(post).objects.filter(date__lte=timezone.now(), date__gt=earlier))
    assert len(read_set.queries[0].moments) == 1
    assert read_set.is_unchanged(2)
    build_post("Beavers", date=timezone.now())
    assert not read_set.is_unchanged(3)


def test_a_change_of_a_part_is_one_of_the_whole(post):
    part = read(Page.objects.filter(pk=post.pk))
    with recording(1) as whole:
        add_part(part)
    assert whole.is_unchanged(2)
    Page.objects.filter(pk=post.pk).update(title="Beavers")
    assert not whole.is_unchanged(3)


def test_a_part_that_fails_leaves_the_whole_incomplete():
    with recording(1) as whole, pytest.raises(ValueError, match="gone"), recording(1):
        raise ValueError("gone")
    assert not whole.is_complete


def test_what_every_result_depends_on_is_compared_too(post):
    read_set = read(Page.objects.filter(pk=post.pk))
    Site.objects.update(hostname="www.example.org")
    assert not read_set.is_unchanged(2)


def test_what_was_made_without_a_query_holds_for_its_generation():
    with recording(1) as read_set:
        pass
    assert read_set.is_unchanged(1)
    assert not read_set.is_unchanged(2)


def test_what_is_written_or_read_in_parts_is_not_compared(post):
    with recording(1) as written:
        Page.objects.filter(pk=post.pk).update(title="Beavers")
    with recording(1) as streamed:
        list(Page.objects.all().iterator())
    assert not written.is_complete
    assert not streamed.is_complete


def test_a_query_that_cannot_be_prepared_is_a_change(post):
    read_set = read(Page.objects.filter(pk=post.pk))
    with mock.patch("core.read_sets.run_prepared", side_effect=ProgrammingError):
        assert not read_set.is_unchanged(2)
    assert not read_set.is_unchanged(2)


@pytest.mark.parametrize(("sql", "answer"), [("\n SELECT 1", True), ("(SELECT 1)", True), ("INSERT INTO a", False)])
def test_which_statements_are_queries(sql, answer):
    assert is_query(sql) is answer


@pytest.mark.parametrize(
    ("sql", "answer"),
    [
        ("SELECT a FROM b", False),
        ("SELECT a, b.c FROM b ORDER BY b.c DESC NULLS LAST, a ASC LIMIT 5", False),
        ("SELECT a, lower(c) AS d FROM b ORDER BY 2 ASC", False),
        ("SELECT a FROM b ORDER BY c", True),
        ("SELECT a FROM b ORDER BY lower(a)", True),
        ("SELECT a FROM b WHERE c IN (SELECT d FROM (e) ORDER BY f)", False),
        ("SELECT a, (SELECT b FROM c ORDER BY d LIMIT 1) FROM e ORDER BY f", True),
        ("(SELECT a) UNION (SELECT b)", True),
    ],
)
def test_which_queries_have_an_order_that_their_rows_do_not_tell(sql, answer):
    assert has_hidden_order(sql) is answer


def test_an_order_by_what_is_not_read_counts():
    for title in ("Otters", "Beavers"):
        build_post(title)
    pages = Page.objects.filter(title__in=["Otters", "Beavers"])
    unordered, ordered = read(pages.order_by()), read(pages.order_by("draft_title").values_list("pk"))
    for title, other in (("Otters", "Aa"), ("Beavers", "Bb")):
        Page.objects.filter(title=title).update(draft_title=other)
    assert not ordered.is_unchanged(2)
    assert not unordered.is_unchanged(2)  # the rows have that title
    unordered = read(pages.order_by().values_list("pk"))
    Page.objects.filter(title="Otters").update(show_in_menus=True)  # moves the row
    assert unordered.is_unchanged(2)
