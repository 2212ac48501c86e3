"""What an editor of events does every month, in as many actions as promised (``actions``), from the front page on."""

import re

import pytest
from playwright.sync_api import expect

from .actions import Actions
from .editor import PostForm, field_of
from .prepare import BOOKED_EVENT, EVENT
from .test_people_journey import expect_accessible_part

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def copy_and_publish(actions: Actions, title: str) -> None:
    """Make an event from last month's, with another title, and publish it."""
    page = actions.page
    page.goto("/admin/")
    actions.click(page.get_by_role("link", name="Events", exact=True))
    actions.click(page.get_by_role("button", name=f"More options for '{EVENT}'"))
    actions.click(page.get_by_role("link", name="Copy to other dates"))
    expect_accessible_part(page)
    actions.fill(field_of(page, "Title"), title)
    actions.fill(field_of(page, "Days"), "next Tuesday")
    actions.click(page.get_by_role("button", name="Make the drafts"))
    page.wait_for_url("**/edit/")
    actions.click(page.get_by_role("button", name="Publish", exact=True))
    page.wait_for_url("**/publish/")
    actions.click(page.get_by_role("button", name="Publish", exact=True))
    expect(PostForm(page).expect_message(title)).to_contain_text("Live")


def test_an_event_from_last_months_takes_at_most_ten_actions(new_page):
    actions = Actions(new_page(account="editor"))
    copy_and_publish(actions, "Round table: the first bus")
    actions.expect_at_most(10)


def test_whoever_changes_what_people_booked_is_asked_in_the_panel(new_page):
    page = new_page(account="editor")
    page.goto("/admin/events/")
    page.get_by_role("link", name=BOOKED_EVENT).first.click()
    form = PostForm(page)
    field_of(page, "Room or place").fill("The goods shed")
    form.open_panel()
    yes = page.get_by_role("radio", name=re.compile("Tell the 2 people who booked"))
    expect(yes).to_be_checked()
    page.get_by_text("Read the e-mail").click()
    expect(page.get_by_text("Where: The goods shed")).to_be_visible()
    page.get_by_role("button", name="Publish", exact=True).click()
    form.expect_message("2 people who booked are told.")


# After the test above: what is cancelled cannot move.
def test_to_cancel_with_a_reason_and_tell_those_who_booked_takes_at_most_six(new_page):
    page = new_page(account="editor")
    actions = Actions(page)
    page.goto("/admin/")
    row = page.get_by_role("region", name="Next events").get_by_role("listitem").filter(has_text=BOOKED_EVENT)
    actions.click(row.get_by_role("link", name="Cancel or postpone"))
    expect_accessible_part(page)
    actions.fill(field_of(page, "Reason"), "The conductor has lost his voice.")
    preview = page.get_by_role("region", name="The e-mail")
    expect(preview).to_contain_text("has been cancelled")
    expect(preview).to_contain_text("The conductor has lost his voice.")
    actions.click(page.get_by_role("button", name="Publish it and tell them"))
    expect(PostForm(page).expect_message(BOOKED_EVENT)).to_contain_text("It is cancelled. 2 people are told.")
    actions.expect_at_most(6)

    page.goto("/admin/events/")
    page.get_by_role("link", name=f"Change its status: {BOOKED_EVENT}").click()
    page.get_by_role("radio", name="It takes place online").check()
    expect(field_of(page, "Link to join online")).to_be_visible()
    expect(preview).to_contain_text("takes place online")
