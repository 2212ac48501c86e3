"""From a result to what was searched for: the browser scrolls there and highlights it."""

import re

import pytest
from playwright.sync_api import Page, expect

from .prepare import LONG_POST
from .visitor import expect_accessible, expect_no_sideways_scrolling

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def expect_arrival(page: Page, words: str) -> None:
    """The page is scrolled to some words that are far below its head."""
    expect(page.get_by_role("heading", level=1)).to_have_text(LONG_POST)
    place = page.get_by_text(words).first
    expect(place).to_be_in_viewport()
    page.wait_for_function("scrollY > 0")
    assert page.evaluate("'fragmentDirective' in document")


@pytest.mark.parametrize("query", ["ferryman", "cafe", '"never quite shut"', "ferrymans weir", "weir they say"])
def test_the_first_of_several_matches_is_in_view(new_page, query):
    page = new_page()
    page.goto(f"/search/?q={query}&verbatim=1")
    link = page.get_by_role("link", name=re.compile(r"\d+ matches in this post")).first
    assert ":~:text=" in link.get_attribute("href")
    link.click()
    expect_arrival(page, "By the weir")


def test_a_quote_is_in_view(new_page):
    page = new_page()
    page.goto("/search/?q=dredger&type=quote")
    page.get_by_role("main").get_by_role("link", name=LONG_POST).click()
    expect_arrival(page, "Nobody has asked the dredger")
    assert page.evaluate("document.querySelector(':target') !== null")


PAGES = {
    "narrowed": "/search/?q=the+weir&type=post&year=2024",
    "quotes": "/search/?q=timetable&type=quote",
    "events": "/search/?q=ferry&sort=date",
    "a person": "/search/?q=wilma+ashdown",
    "corrected": "/search/?q=timetabel",
    "promoted": "/search/?q=tickets",
    "nothing asked": "/search/",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_every_kind_of_answer_is_accessible(new_page, path):
    page = new_page()
    assert page.goto(path).ok
    expect_accessible(page)
    page.set_viewport_size({"width": 320, "height": 640})
    expect_no_sideways_scrolling(page)
