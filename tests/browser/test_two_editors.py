"""Two editors of one post: whoever saves second sees what changed, block by block, and chooses."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .test_saving import address_of, open_post, stored, type_word
from .visitor import RULES

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def group(page, name: str):
    return page.get_by_role("group", name=re.compile(name))


def test_the_second_to_save_chooses_block_by_block(new_page, make_draft):
    first = open_post(new_page(account="editor"), make_draft)
    mine, address = first.page, address_of(first.page)
    theirs = new_page(account="administrator")
    theirs.goto(address)
    their_word = type_word(theirs, 0)
    theirs.keyboard.press("Control+s")
    expect(theirs.locator(".messages")).to_contain_text("has been saved")

    my_word = type_word(mine, 0)
    notice = mine.get_by_role("alert").filter(has_text="Ada Ministrel has saved this page since you opened it.")
    expect(notice).to_be_visible()
    assert my_word not in stored(mine)
    mine.locator("[name=action-open-publish-panel]").evaluate("button => button.click()")  # it publishes nothing unseen
    expect(mine.get_by_role("heading", name="This page has two versions")).to_be_visible()
    expect(group(mine, "Paragraph")).to_contain_text("changed in both")
    expect(group(mine, "Paragraph")).to_contain_text(my_word)
    expect(group(mine, "Paragraph")).to_contain_text(their_word)
    results = Axe().run(mine, context=".versions", options={"runOnly": RULES})
    assert not results.violations_count, results.generate_report()
    group(mine, "Paragraph").get_by_label("Keep both").check()
    mine.get_by_role("button", name="Save as I chose").click()
    mine.wait_for_url(re.compile("/edit/"))
    expect(mine.locator(".messages")).to_contain_text("Both versions are together in this draft")
    assert my_word in mine.content()
    assert their_word in mine.content()


def test_what_only_one_has_changed_is_chosen_already(new_page, make_draft):
    first = open_post(new_page(account="editor"), make_draft)
    mine, address = first.page, address_of(first.page)
    theirs = new_page(account="administrator")
    theirs.goto(address)
    their_word = type_word(theirs, 0)
    theirs.keyboard.press("Control+s")
    expect(theirs.locator(".messages")).to_contain_text("has been saved")

    first.fill("Summary", "A better summary.")
    mine.get_by_role("button", name="See both versions and choose").click()
    expect(group(mine, "Summary")).to_contain_text("changed by you")
    expect(group(mine, "Paragraph")).to_contain_text("changed in the saved version")
    mine.get_by_role("button", name="Save as I chose").click()
    mine.wait_for_url(re.compile("/edit/"))
    assert "A better summary." in mine.content()
    assert their_word in mine.content()
