"""The screens of the admin that are this project's own: by keyboard, at the width of a telephone, and with axe."""

import re

import pytest
from playwright.sync_api import Page, expect

from .editor import field_of, start_post
from .test_people_journey import expect_accessible_part

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 390, "height": 844}
SCREENS = ["", "posts/", "events/", "people/", "topics/", "publications/"]
FRONT_PAGE_PARTS = [".home-create", "#home-panel-next-events", "section:has(> #home-panel-next-events)"]
#: Screens without a journey of their own; where nothing else does, a test of the journey runs axe-core.
QUIET_SCREENS = [
    "bookings/",
    "calendar/",
    "care/",
    "corrections/",
    "groups/",
    "groups/new/",
    "guide/",
    "guide/announcing-an-event/",
    "personal-data/",
    "redirects/",
    "redirects/add/",
    "reports/broken-links/",
    "reports/events-to-follow-up/",
    "reports/findings/",
    "reports/guests/",
    "reports/reviews/",
    "reports/schedule/",
    "reports/scheduled/",
    "reports/unread-documents/",
    "trash/",
    "trash/empty/",
    "users/",
    "wordpress/",
]


def expect_readable_titles(page: Page) -> None:
    """No title is squeezed into a column of a few letters, and nothing sticks out at the side."""
    # The menu slides away after the window has become narrow, and the page takes its place.
    page.wait_for_function(
        "width => document.querySelector('main').getBoundingClientRect().left < 1"
        " && document.documentElement.scrollWidth <= width",
        arg=NARROW["width"],
    )
    for link in page.locator("td.title a, .home-panel__title").all():
        box = link.bounding_box()
        assert box is None or box["width"] > 100 or box["height"] < 40, (link.inner_text(), box)


def test_the_screens_of_editors_are_accessible_and_fit_a_telephone(new_page):
    page = new_page(account="editor")
    for screen in SCREENS:
        page.set_viewport_size(WIDE)
        page.goto(f"/admin/{screen}")
        for part in ["#listing-results"] if screen else FRONT_PAGE_PARTS:
            expect_accessible_part(page, part)
        page.set_viewport_size(NARROW)
        expect(page.get_by_role("main")).to_be_visible()
        expect_readable_titles(page)
        page.screenshot(path=f"var/browser/narrow-{screen.strip('/') or 'front-page'}.png", full_page=True)


def test_the_quiet_screens_are_accessible_and_fit_a_telephone(new_page):
    page = new_page(account="administrator")
    page.goto("/admin/groups/")
    role = page.get_by_role("link", name="Editors", exact=True).get_attribute("href")
    page.goto("/admin/posts/")
    edit = page.locator("td.title a").first.get_attribute("href")
    for address in [*(f"/admin/{screen}" for screen in QUIET_SCREENS), role, edit.replace("/edit/", "/history/")]:
        page.set_viewport_size(WIDE)
        page.goto(address)
        expect_accessible_part(page)
        page.set_viewport_size(NARROW)
        expect_readable_titles(page)


def test_several_posts_are_chosen_and_changed_by_keyboard(new_page):
    page = new_page(account="editor")
    page.goto("/admin/posts/")
    page.locator("tbody input[type=checkbox]").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("link", name="Change the topics of the chosen pages").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Change topics")
    expect_accessible_part(page)


def test_a_topic_is_created_in_the_form_of_a_post(new_page):
    page = new_page(account="editor")
    form = start_post(page, "Night buses")
    page.get_by_role("button", name="Choose or create topics").click()
    dialog = page.get_by_role("dialog")
    expect_accessible_part(page, "#search-results table")
    dialog.get_by_role("tab", name="New topic").click()
    expect_accessible_part(page, "#tab-create")
    field_of(dialog, "Title").fill("Buses after midnight")
    dialog.get_by_role("button", name="Create and choose").click()
    expect(page.get_by_role("checkbox", name="Buses after midnight")).to_be_checked()
    form.wait_for_autosave()
    page.reload()
    expect(page.get_by_role("checkbox", name=re.compile("Buses after midnight"))).to_be_checked()
