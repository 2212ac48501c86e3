"""Somebody books a place and gives it back: without JavaScript, with a keyboard, on a small screen."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from bookings.tokens import FORM_MIN_AGE

from .conftest import ARTEFACTS
from .visitor import expect_well_set

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

EVENT = "/events/a-walk-along-the-old-line/"
PATIENCE = 120  # seconds until an e-mail has been sent


def own_address(seen: int) -> str:
    """Return the link to somebody's own booking from the e-mail that the site sends, past what was sent before."""
    for _attempt in range(PATIENCE * 10):
        log = (ARTEFACTS / "server.log").read_text()[seen:]
        if link := re.search(r"http\S+/booking/[\w-]+/", log):
            return link[0]
        time.sleep(0.1)
    pytest.fail(f"No e-mail was sent:\n{log}")


def wait_for_a_writer(page: Page, opened: float) -> None:
    """Wait until somebody could have filled in a form that was opened at that time: a faster one is a program."""
    page.wait_for_timeout(max(0, 1000 * (opened + FORM_MIN_AGE + 0.5 - time.monotonic())))


def test_book_and_cancel(new_page):
    page = new_page(java_script_enabled=True)
    page.goto(EVENT)
    assert not page.context.cookies()
    page.get_by_role("link", name="Book a place").click()
    opened = time.monotonic()
    expect(page.get_by_role("heading", level=1)).to_have_text("Book a place")
    assert [cookie["name"] for cookie in page.context.cookies()] == ["csrftoken"]
    expect_well_set(page)

    wait_for_a_writer(page, opened)
    page.get_by_label("Your e-mail address").fill("ada@")
    page.get_by_role("button", name="Book a place").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    expect_well_set(page)

    summary.get_by_role("link", name="Write your name.").click()
    expect(page.get_by_label("Your name")).to_be_focused()
    expect(page.get_by_label("Your e-mail address")).to_have_accessible_description(re.compile("name@example.org"))
    summary.get_by_role("link", name=re.compile("Which way round")).click()
    expect(page.get_by_role("radio", name="With the river")).to_be_focused()

    page.keyboard.press("Space")
    page.get_by_label("Your name").fill("Ada Quill")
    page.get_by_label("Your e-mail address").fill("ada@example.org")
    seen = len((ARTEFACTS / "server.log").read_text())
    page.get_by_role("button", name="Book a place").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your place is booked")
    expect(page.get_by_text("ada@example.org")).to_be_visible()
    expect_well_set(page)

    page.goto(EVENT)
    expect(page.get_by_role("link", name="Join the waiting list")).to_be_visible()

    page.goto(own_address(seen))
    expect(page.get_by_role("heading", level=1)).to_have_text("You have a place")
    expect_well_set(page)
    page.get_by_role("link", name="I cannot come").click()
    expect_well_set(page)
    page.get_by_role("button", name="Yes, cancel it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your booking is cancelled")
    expect_well_set(page)


def test_works_without_javascript(new_page):
    page = new_page(java_script_enabled=False)
    page.goto(f"{EVENT}book/")
    wait_for_a_writer(page, time.monotonic())
    page.get_by_label("Your name").fill("Bea")
    page.get_by_role("button").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Write your e-mail address.")
    page.get_by_label("Your e-mail address").fill("bea@example.org")
    page.get_by_role("radio", name="Against it").check()
    page.locator("form.form button").click()
    # There is one place, which somebody else may have just now.
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Your place is booked|we have your booking"))
