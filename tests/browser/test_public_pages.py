"""Accessibility of every kind of public page: contrast, keyboard and small screens."""

import pytest

from .prepare import STATES
from .visitor import expect_accessible, expect_no_sideways_scrolling, expect_working_skip_link

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PAGES = {
    "home": "/",
    "blog": "/blog/",
    "post": "/blog/what-a-timetable-promises/",
    "events": "/events/",
    "month": "/events/month/",
    "past event": "/events/round-table-the-last-bus/",
    **{f"{state} event": f"/events/{state}/" for state in STATES},
    "people": "/people/",
    "quotes": "/people/voices/",
    "person": "/people/wilma-ashdown/",
    "topics": "/topics/",
    "topic": "/topics/bus-travel/",
    "search": "/search/?q=timetable",
    "search without results": "/search/?q=zeppelin",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_anybody_can_use_it(new_page, path):
    page = new_page()
    assert page.goto(path).ok
    expect_working_skip_link(page)
    expect_accessible(page)
    page.set_viewport_size({"width": 320, "height": 640})
    expect_no_sideways_scrolling(page)
    assert not page.context.cookies()
