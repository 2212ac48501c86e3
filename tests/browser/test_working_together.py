"""What editors, contributors and guests do together, in as many actions as promised (``actions``).

Editors and contributors walk their journeys by keyboard alone, which takes as many actions as with a mouse.
"""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from .actions import Actions
from .conftest import ARTEFACTS
from .editor import PostForm, field_of
from .keyboard import KeyboardActions
from .prepare import GUEST, OUT_OF_DATE, QUOTING_DRAFT, SUBMITTED_DRAFT
from .test_people_journey import expect_accessible_part
from .visitor import expect_accessible, expect_no_sideways_scrolling

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PHONE = {"width": 390, "height": 844}
WORDING = "Hardly anybody got on after Thornby."


def row_of(page: Page, title: str):
    return page.get_by_role("listitem").filter(has_text=title).first


def make_latest(page: Page, title: str) -> None:
    """Change a draft, so that it is the first of the editor's drafts, which the front page shows few of."""
    page.goto(f"/admin/posts/?{urlencode({'q': title})}")
    page.get_by_role("link", name=title).first.click()
    form = PostForm(page)
    form.fill("Strapline", "As seen from the front seat")
    page.keyboard.press("Control+s")
    form.expect_message("has been saved")


def picture(page: Page, name: str) -> None:
    page.screenshot(path=str(ARTEFACTS / f"{name}.png"), full_page=True)


def test_an_approval_by_link_takes_four_actions_and_at_most_six_taps(new_page):
    page = new_page(account="editor")
    make_latest(page, QUOTING_DRAFT)
    actions = KeyboardActions(page)
    page.goto("/admin/")
    actions.click(row_of(page, QUOTING_DRAFT).get_by_role("link", name="Ask for approval by link"))
    expect_accessible_part(page)
    actions.fill(page.get_by_label("Whom you ask"), GUEST)
    actions.fill(field_of(page, "E-mail"), "jutta@example.net")
    actions.click(page.get_by_role("button", name="Make the link"))
    address = page.get_by_label("Address of the link").input_value()
    actions.expect_at_most(4)
    picture(page, "approvals")

    phone = new_page(viewport=PHONE, has_touch=True, is_mobile=True)
    taps = Actions(phone)
    phone.goto(address)
    expect_no_sideways_scrolling(phone)
    expect_accessible(phone)
    phone.emulate_media(color_scheme="light")
    picture(phone, "approval-on-a-phone")
    taps.click(phone.get_by_role("link", name="Answer"))
    taps.click(phone.get_by_text(re.compile(f"{GUEST}: “Nobody got on")))
    taps.fill(phone.get_by_label("Your wording").locator("visible=true"), WORDING)
    taps.click(phone.get_by_role("button", name="Send this wording").locator("visible=true"))
    expect(phone.get_by_text("You would have it so:")).to_be_visible()
    taps.click(phone.get_by_role("button", name="I approve this"))
    expect(phone.get_by_text("You approved this version")).to_be_visible()
    taps.expect_at_most(6)

    page.goto("/admin/")
    KeyboardActions(page).click(row_of(page, f"{GUEST} would change a passage").get_by_role("link"))
    expect(page.locator(".approvals__change")).to_contain_text("NobodyHardly anybody got on after Thornby.")
    expect_accessible_part(page)
    picture(page, "approvals-answered")
    KeyboardActions(page).click(page.get_by_role("button", name="Take this wording"))
    expect(page.get_by_text("are in the draft")).to_be_visible()
    page.goto("/admin/")
    page.get_by_role("link", name=QUOTING_DRAFT, exact=True).first.click()
    expect(page.get_by_text(WORDING).first).to_be_visible()


def test_a_submission_is_approved_in_five_actions(new_page):
    writer, page = new_page(account="contributor"), new_page(account="editor")
    writer.goto("/admin/")
    writer.get_by_role("link", name=SUBMITTED_DRAFT).first.click()
    actions = KeyboardActions(writer)
    actions.click(writer.get_by_role("button", name="Submit", exact=True))
    writer.wait_for_url("**/publish/")
    expect(writer.get_by_label("Please answer by")).not_to_have_value("")
    actions.click(writer.get_by_role("button", name="Submit", exact=True))
    writer.wait_for_url("**/edit/")

    page.goto("/admin/")
    actions = KeyboardActions(page, actions.log)
    row = row_of(page, SUBMITTED_DRAFT)
    expect(row).to_contain_text("Con Tribute asks you to approve this by")
    actions.click(row.get_by_role("link", name=SUBMITTED_DRAFT))
    expect(page.get_by_role("heading", name=re.compile("Con Tribute asks you"))).to_be_visible()
    expect_accessible_part(page)
    picture(page, "review")
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    picture(page, "review-on-a-phone")
    page.set_viewport_size({"width": 1280, "height": 900})
    actions.fill(field_of(page, "Comment"), "Which year?")
    actions.click(page.get_by_role("button", name="Send back"))
    actions.expect_at_most(5)
    page.wait_for_url("**/admin/")

    writer.reload()
    expect(PostForm(writer).expect_message("Edda Torres sent this back")).to_contain_text("Which year?")


def test_the_care_list_is_empty_after_its_repairs_without_a_reload(new_page):
    page = new_page(account="editor")
    page.goto("/admin/")
    care = page.get_by_role("region", name="To look after")
    line = care.get_by_role("link", name="1 page due for review")
    expect(line).to_be_visible()
    expect_accessible_part(page, "section:has(> #home-panel-care)")
    picture(page, "front-page")
    other = page.context.new_page()
    repair = KeyboardActions(other)
    other.goto("/admin/reports/reviews/")
    repair.click(other.get_by_role("link", name=OUT_OF_DATE))
    repair.fill(field_of(other, "Review on"), "1 March 2090")
    repair.click(other.get_by_role("button", name="Save", exact=True))
    other.wait_for_url("**/edit/")
    other.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")  # one comes back to the window
    expect(line).not_to_be_visible()


def test_the_calendar_is_a_grid_and_on_a_telephone_a_list(new_page):
    page = new_page(account="editor")
    page.goto("/admin/calendar/")
    expect_accessible_part(page)
    picture(page, "calendar")
    page.get_by_role("link", name=re.compile("→")).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/calendar/?month=*")
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.goto("/admin/calendar/")
    picture(page, "calendar-on-a-phone")
