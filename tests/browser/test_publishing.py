"""Dates as people write them, and the publish panel, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from events.models import EventIndexPage

from .editor import PostForm, field_of, start_post
from .test_people_journey import expect_accessible_part

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def words_of(page: Page, name: str):
    return page.locator(f"#id_{name}-words, #{name}-words")


def test_dates_are_said_back_in_words_and_never_replaced(new_page):
    page = new_page(account="editor")
    form = start_post(page, "On time")
    form.tab("Key details")
    date = field_of(page, "Date")
    for typed, words in {
        "25 April 2018, 6pm": "Wednesday 25 April 2018, 18:00, London time",
        "25/4/18": "Wednesday 25 April 2018, 00:00, London time",
    }.items():
        date.fill(typed)
        expect(words_of(page, "date")).to_have_text(words)
        date.press("Tab")
        expect(date).to_have_value(typed)

    date.fill("soonish")
    date.press("Tab")
    expect(words_of(page, "date")).to_contain_text("“soonish” was not understood.")
    expect(date).to_have_value("soonish")
    date.fill("25 April 2018")
    page.get_by_role("button", name="Save draft").click()
    form.expect_message("has been saved")
    page.reload()
    form.tab("Key details")
    expect(date).to_have_value("2018-04-25 00:00")
    expect(words_of(page, "date")).to_have_text("Wednesday 25 April 2018, 00:00, London time")


def test_the_times_of_an_event_are_those_of_its_place(new_page):
    page = new_page(account="editor")
    page.goto(f"/admin/pages/add/events/eventpage/{EventIndexPage.objects.get().pk}/")
    field_of(page, "Starts").fill("25 April 2030, 6pm")
    expect(words_of(page, "starts_at")).to_have_text("Thursday 25 April 2030, 18:00, London time")
    field_of(page, "Ends").fill("7.30pm")
    expect(words_of(page, "ends_at")).to_have_text("Thursday 25 April 2030, 19:30, London time")
    page.get_by_label("Time zone").select_option("America/New_York")
    expect(words_of(page, "starts_at")).to_have_text("Thursday 25 April 2030, 18:00, New York time")
    programme = page.locator("#panel-child-content-programme-section")
    programme.get_by_role("button", name="Insert a block").click()
    page.get_by_role("option", name="Session", exact=True).click()
    field_of(programme, "From").fill("half past six in the evening")
    expect(words_of(page, "agenda-0-value-time")).to_have_text("18:30")
    page.keyboard.press("Control+s")  # from the field, whose list of times may cover the button
    PostForm(page).expect_message("Untitled")


def test_a_post_is_scheduled_in_one_step_by_keyboard(new_page):
    page = new_page(account="editor")
    page.set_viewport_size({"width": 390, "height": 844})
    form = start_post(page, "In good time")
    form.write(form.add_block("Paragraph"), "The clock of the station is right twice a day.")
    publish = page.get_by_role("button", name="Publish", exact=True)
    expect(publish).to_be_in_viewport()
    form.wait_for_autosave()
    publish.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/publish/")
    expect_accessible_part(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    missing = page.get_by_role("region", name="Still missing").get_by_role("link", name="Summary is missing.")
    missing.focus()
    page.keyboard.press("Enter")
    summary = field_of(page, "Summary")
    expect(summary).to_be_focused()
    page.keyboard.type("What a clock is for.")
    form.open_panel()
    at = field_of(page, "At this time")
    at.fill("next Tuesday 6pm")
    expect(words_of(page, "at")).to_have_text(re.compile(r"^Tuesday .*, 18:00, London time$"))
    expect(page.get_by_role("radio", name="At a time I choose")).to_be_checked()
    page.get_by_role("button", name="Publish", exact=True).click()
    message = PostForm(page).expect_message("In good time")
    expect(message).to_contain_text(re.compile(r"Goes live Tuesday \d+ \w+( \d{4})? at 18:00"))
    expect(page.get_by_role("link", name="Publish", exact=True)).to_be_visible()


def test_the_reports_of_publishing(new_page):
    page = new_page(account="editor")
    for address, heading in (("/admin/reports/scheduled/", "Scheduled"), ("/admin/reports/findings/", "What could")):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        expect_accessible_part(page)
