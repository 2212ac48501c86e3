"""Editors and people: duplicates, guests who become persons, merging, and protection from deletion."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .editor import PostForm, field_of, start_post
from .prepare import AUTHOR, EARLIER_POST, TOPICS, TWIN_DRAFT, TWIN_TOPIC
from .visitor import RULES

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
GUEST = "Bram Oosterlee"


# Resolves when all transitions and animations that have an end are over: half faded in, words have too little contrast.
NOTHING_MOVES = """() => Promise.allSettled(document.getAnimations()
    .filter(animation => animation.effect.getComputedTiming().endTime < Infinity)
    .map(animation => animation.finished))"""


def expect_accessible_part(page: Page, selector: str = "main") -> None:
    """Run axe-core on this project's part of an admin page; the rest is Wagtail's."""
    expect(page.locator(selector)).to_be_visible()
    page.evaluate(NOTHING_MOVES)
    results = Axe().run(page, context=selector, options={"runOnly": RULES})
    assert not results.violations_count, f"{page.url}:\n{results.generate_report()}"


def open_chooser(page: Page, form: PostForm):
    quote = form.add_block("Quote")
    quote.get_by_role("button", name="Choose a person").click()
    return quote, page.get_by_role("dialog")


def test_somebody_who_is_there_is_found_and_not_entered_twice(new_page):
    page = new_page(account="editor")
    quote, dialog = open_chooser(page, start_post(page, "Who is who"))
    dialog.get_by_label("Search term").fill("ashd")
    # Before that, all people are listed. (Wagtail’s heading has a role that a heading may not have.)
    expect(dialog).to_contain_text("There is 1 match")
    expect(dialog.get_by_role("row").filter(has_text=AUTHOR)).to_contain_text("The Crossing")
    expect_accessible_part(page, "#search-results table")

    dialog.get_by_role("tab", name="New person").click()
    field_of(dialog, "Given name").fill("Wílma")
    field_of(dialog, "Family name").fill("Ashdown")
    page.keyboard.press("Enter")
    asked = dialog.get_by_role("radio", name=f"{AUTHOR}, Editor, The Crossing")
    expect(asked).to_be_visible()
    expect(dialog).to_contain_text("Choose the person, or say that this is somebody new.")
    expect_accessible_part(page, "#tab-create")

    asked.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(quote).to_contain_text(AUTHOR)
    expect(field_of(quote, "Role that day")).to_have_value("Editor")


def test_a_namesake_is_created_on_purpose(new_page):
    page = new_page(account="editor")
    quote, dialog = open_chooser(page, start_post(page, "Namesakes"))
    dialog.get_by_role("tab", name="New person").click()
    field_of(dialog, "Given name").fill("Wilma")
    field_of(dialog, "Family name").fill("Ashdown")
    field_of(dialog, "Role today").fill("Ferrywoman")
    dialog.get_by_role("button", name="Create and choose").click()
    dialog.get_by_role("radio", name="No: create a new person all the same").check()
    dialog.get_by_role("button", name="Create and choose").click()
    expect(field_of(quote, "Role that day")).to_have_value("Ferrywoman")


def test_a_guest_becomes_a_person_everywhere(new_page):
    page = new_page(account="editor")
    page.goto("/admin/reports/guests/")
    expect_accessible_part(page)
    page.get_by_role("link", name=GUEST).click()
    expect(page.get_by_role("table")).to_contain_text(EARLIER_POST)
    expect_accessible_part(page)
    announced = page.locator("tbody tr", has=page.get_by_role("cell", name="Yes", exact=True)).count()
    assert announced
    page.get_by_role("button", name=f"Create “{GUEST}” and use them").click()
    number = f"{announced} page" if announced == 1 else f"{announced} pages"
    expect(page.locator(".messages")).to_contain_text(f"“{GUEST}” is “{GUEST}” now, on {number}.")
    visitor = new_page()
    visitor.goto("/blog/what-a-timetable-promises/")
    visitor.get_by_role("main").get_by_role("link", name=GUEST).first.click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(GUEST)
    expect(visitor.get_by_role("main")).to_contain_text(EARLIER_POST)


def test_two_topics_are_merged_and_one_in_use_is_not_deleted(new_page):
    page = new_page(account="editor")
    page.goto("/admin/pages/")
    page.get_by_role("link", name="Explore child pages of 'Topics'").click()
    page.get_by_role("link", name=TWIN_TOPIC, exact=True).first.click()
    page_id = page.url.rstrip("/").split("/")[-2]

    page.goto(f"/admin/pages/{page_id}/delete/")
    expect(page.get_by_role("table").first).to_contain_text(TWIN_DRAFT)
    expect_accessible_part(page)
    page.get_by_role("link", name="Merge it with another page").click()
    expect(page.get_by_role("button", name="Show what will change")).to_be_visible()
    expect_accessible_part(page)
    page.get_by_role("button", name="Choose a page").click()
    topic = next(iter(TOPICS))
    page.get_by_role("dialog").get_by_role("link", name=topic, exact=True).click()
    page.get_by_role("button", name="Show what will change").click()
    expect(page.get_by_role("table")).to_contain_text(TWIN_DRAFT)
    expect_accessible_part(page)
    page.get_by_role("button", name="Yes, merge them").click()
    expect(page.locator(".messages")).to_contain_text(f"“{TWIN_TOPIC}” was merged into “{topic}”")
    visitor = new_page()
    visitor.goto("/topics/journeys-by-bus/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text(topic)
