"""Suggestions while typing: by keyboard, told to those who cannot see them, and not in anybody's way."""

import re

import pytest
from playwright.sync_api import expect

from .prepare import EARLIER_POST
from .visitor import expect_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def page(new_page):
    page = new_page()
    page.goto("/search/")
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")
    return page


def type_and_wait(page, words: str):
    field = page.get_by_role("combobox")
    field.press_sequentially(words)
    expect(page.get_by_role("option").first).to_be_visible()
    return field


def test_they_are_found_and_announced(page):
    field = type_and_wait(page, "timetab")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("suggestion")
    expect_accessible(page)


def test_an_option_is_reached_by_keyboard_and_opens_its_page(page):
    field = type_and_wait(page, "timetab")
    page.keyboard.press("ArrowDown")
    option = page.get_by_role("option").first
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    expect(field).to_be_focused()
    expect(field).to_have_value("timetab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(EARLIER_POST)


def test_keys_leave_and_close_the_list(page):
    field = type_and_wait(page, "timetab")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("Escape")
    expect(page.get_by_role("option").first).to_be_hidden()
    expect(field).to_have_value("timetab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(field).to_have_value("")


def test_enter_without_a_choice_searches(page):
    type_and_wait(page, "timetab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=timetab"))


def test_they_are_chosen_with_the_mouse(page):
    type_and_wait(page, "timetab")
    page.get_by_role("option").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(EARLIER_POST)


def test_a_result_that_is_followed_is_counted(new_page):
    page = new_page()
    page.goto("/search/?q=timetable")
    with page.expect_request("**/search/click/") as sent:
        page.get_by_role("main").get_by_role("link", name=EARLIER_POST).first.click()
    assert sent.value.post_data == "q=timetable"
    expect(page.get_by_role("heading", level=1)).to_have_text(EARLIER_POST)


def test_searching_works_without_scripts(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/search/")
    page.get_by_role("searchbox").fill("timetable")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main").get_by_role("link", name=EARLIER_POST).first).to_be_visible()
