"""Events as visitors elsewhere, without a mouse or without JavaScript, meet them."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

EVENT = "/events/upcoming/"


def test_a_visitor_elsewhere_is_told_their_own_time(new_page):
    page = new_page(timezone_id="America/New_York")
    page.goto(EVENT)
    expect(page.get_by_text("On your clocks:")).to_be_visible()


def test_a_visitor_whose_clocks_agree_is_not(new_page):
    page = new_page(timezone_id="Europe/London")
    page.goto(EVENT)
    expect(page.get_by_text("London time").first).to_be_visible()
    expect(page.locator("[data-local-time]")).to_be_hidden()


def test_the_month_is_read_and_turned_by_keyboard(new_page):
    page = new_page()
    page.goto("/events/month/")
    table = page.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_count(7)
    expect(table.get_by_text("today", exact=True)).to_be_visible()
    month = page.get_by_role("heading", level=1).text_content()
    page.get_by_role("navigation", name="Other months").get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(month)
    expect(page).to_have_url(re.compile(r"/events/month/\d{4}/\d{1,2}/$"))


def test_the_month_stays_a_table_on_a_telephone(new_page):
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto("/events/month/")
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("row").nth(1)).to_be_attached()
    expect(page.get_by_role("cell").filter(has_text="today")).to_be_visible()


def test_a_date_is_kept_without_javascript(new_page):
    page = new_page(java_script_enabled=False)
    page.goto(EVENT)
    page.get_by_text("Add to your calendar").click()
    for name in ("Calendar file", "Google Calendar", "Outlook.com", "Subscribe to"):
        expect(page.get_by_role("link", name=name)).to_be_visible()
    assert page.request.get(f"{EVENT}event.ics").headers["content-type"] == "text/calendar; charset=utf-8"
