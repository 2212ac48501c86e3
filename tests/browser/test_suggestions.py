"""Suggestions while typing: by keyboard, told to those who cannot see them, and not in anybody's way."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from .prepare import EARLIER_POST
from .visitor import expect_accessible, expect_no_sideways_scrolling

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


def test_the_keys_of_the_text_leave_the_choice(page):
    field = type_and_wait(page, "timetab")
    for key, cursor in (("Home", 0), ("End", 7), ("ArrowLeft", 6), ("ArrowRight", 7)):
        page.keyboard.press("ArrowDown")
        expect(field).to_have_attribute("aria-activedescendant", re.compile("."))
        page.keyboard.press(key)
        expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))
        assert field.evaluate("field => field.selectionStart") == cursor


def test_past_the_last_option_is_the_field(page):
    field = type_and_wait(page, "ferry")
    count = page.get_by_role("option").count()
    assert count > 1
    for _option in range(count):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))
    expect(page.locator("[aria-selected=true]")).to_have_count(0)


def test_alt_opens_and_closes_without_choosing(page):
    field = type_and_wait(page, "timetab")
    page.keyboard.press("Alt+ArrowUp")
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Alt+ArrowDown")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)


def test_tab_goes_on_and_closes_the_list(page):
    field = type_and_wait(page, "timetab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Search")).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("timetab")


def test_their_number_is_announced_and_so_is_none(page):
    status = page.get_by_role("status")
    field = type_and_wait(page, "ferry")
    expect(status).to_have_text(f"{page.get_by_role('option').count()} suggestions. The down arrow leads to them.")
    field.fill("zzqqx")
    expect(status).to_have_text("No suggestions.")
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.fill("z")
    expect(status).to_have_text("")


def test_an_old_list_does_not_come_back(page):
    field = type_and_wait(page, "timetab")
    field.fill("")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(400)
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_a_late_answer_is_passed_over(page):
    late = []

    def answer(route):
        if route.request.url.endswith("q=ti"):
            late.append(route)
        else:
            route.continue_()

    page.route("**/suggest.json?*", answer)
    field = page.get_by_role("combobox")
    with page.expect_request("**/suggest.json?q=ti"):
        field.press_sequentially("ti")
    field.press_sequentially("metab")
    expect(page.get_by_role("option")).to_have_text([re.compile(EARLIER_POST)])
    assert late
    with suppress(Error):  # it was given up
        late[0].fulfill(json={"suggestions": [{"title": "Too late", "url": "/", "type": "page"}]})
    page.wait_for_timeout(200)
    expect(page.get_by_text("Too late")).to_have_count(0)


def test_a_word_that_is_being_composed_is_not_asked_for(page):
    asked = []
    page.on("request", lambda request: "suggest.json" in request.url and asked.append(request.url))
    keyboard = page.context.new_cdp_session(page)
    page.get_by_role("combobox").focus()
    keyboard.send("Input.imeSetComposition", {"text": "time", "selectionStart": 4, "selectionEnd": 4})
    page.wait_for_timeout(400)
    assert not asked
    keyboard.send("Input.insertText", {"text": "timetable"})
    expect(page.get_by_role("option").first).to_be_visible()
    assert asked[-1].endswith("q=timetable")


def test_without_an_answer_searching_goes_on(page):
    page.route("**/suggest.json?*", lambda route: route.fulfill(body="Out of order"))
    with page.expect_response("**/suggest.json?q=timetable"):
        page.get_by_role("combobox").press_sequentially("timetable")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.unroute("**/suggest.json?*")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=timetable"))


@pytest.mark.parametrize("width", [1100, 1280])
def test_in_the_header_they_stay_on_the_page(new_page, width):
    page = new_page(viewport={"width": width, "height": 800})
    page.goto("/")
    type_and_wait(page, "timetab")
    expect(page.get_by_role("listbox")).to_be_in_viewport(ratio=1)
    expect_no_sideways_scrolling(page)
    expect_accessible(page)


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
