"""Somebody books, confirms the address, and asks to be forgotten; an administrator finds and erases all of it."""

import time

import pytest
from playwright.sync_api import expect

from .conftest import ARTEFACTS
from .test_booking import expect_well_set, own_address, wait_for_a_writer
from .test_search_admin import expect_no_barrier

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ADDRESS = "dora@example.org"


def test_confirm_and_be_forgotten(new_page):
    visitor = new_page()
    visitor.goto("/events/supper-at-the-terminus/book/")
    opened = time.monotonic()
    visitor.get_by_label("Your name").fill("Dora Quay")
    visitor.get_by_label("Your e-mail address").fill("Dora+supper@example.org")
    wait_for_a_writer(visitor, opened)
    seen = len((ARTEFACTS / "server.log").read_text())
    visitor.get_by_role("button", name="Book a place").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("One more step: confirm your address")
    expect_well_set(visitor)
    link = own_address(seen)
    visitor.goto(link)
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Confirm your address")
    expect_well_set(visitor)
    visitor.get_by_role("button", name="Yes, this is my address").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("You have a place")

    administrator = new_page(account="administrator")
    administrator.goto("/admin/personal-data/")
    expect_no_barrier(administrator)
    administrator.get_by_label("E-mail address").fill(ADDRESS)
    administrator.get_by_role("button", name="Find").click()
    expect(administrator.get_by_role("heading", name="Bookings and waiting lists (1)")).to_be_visible()
    expect(administrator.get_by_role("link", name="Supper at the terminus: Confirmed")).to_be_visible()
    expect_no_barrier(administrator)
    with administrator.expect_download() as download:
        administrator.get_by_role("button", name="Download all of it").click()
    assert download.value.suggested_filename == "personal-data.json"
    administrator.get_by_role("button", name="Erase all of it").click()
    expect_no_barrier(administrator)
    administrator.get_by_role("button", name="Yes, erase it").click()
    expect(administrator.get_by_text("2 records were erased.")).to_be_visible()

    response = visitor.request.get(link)  # a page would complain in its console that it is not found
    assert response.status == 404
    assert "This booking is no longer there" in response.text()
