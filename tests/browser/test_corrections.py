"""A reader says what is wrong with a post."""

import re

import pytest
from playwright.sync_api import expect

from .visitor import expect_accessible, expect_well_set

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_a_reader_sends_a_correction(new_page):
    page = new_page()
    page.goto("/blog/what-a-timetable-promises/")
    page.get_by_role("link", name="Send a correction").click()
    expect_well_set(page)

    page.get_by_role("button", name="Send the correction").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    expect_well_set(page)

    page.get_by_label("What is wrong, and what would be right?").fill("The first bus left at five, and not at six.")
    page.get_by_role("button", name="Send the correction").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    expect_accessible(page)
    page.get_by_role("link", name="Back to the page").click()
    expect(page).to_have_url(re.compile("/what-a-timetable-promises/$"))
