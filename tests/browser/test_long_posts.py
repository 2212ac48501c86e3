"""A post of 150 blocks is drawn in part at first, and whole soon after.

How fast it opens is measured by ``make bench-editors`` (measure_long_posts.py)."""

import re

import pytest
from playwright.sync_api import Page, expect

from .prepare import VERY_LONG_POST

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def address_of(page: Page, title: str) -> str:
    page.goto("/admin/pages/")
    page.get_by_role("link", name="Explore child pages of 'Blog'").click()
    page.get_by_role("main").get_by_role("link", name=title, exact=True).first.click()
    page.wait_for_url(re.compile("/edit/"))
    return re.sub("#.*", "", page.url)


def test_all_blocks_of_a_very_long_post_stand_in_order(new_page):
    page = new_page(account="editor")
    page.goto(address_of(page, VERY_LONG_POST))
    blocks = page.locator("[data-streamfield-child]")
    expect(blocks).to_have_count(150)
    numbers = [re.search(r"(?:Paragraph|Quotation|Heading) (\d+)", text) for text in blocks.all_text_contents()]
    orders = page.locator("input[name^=body-][name$=-order]").evaluate_all("fields => fields.map(field => field.value)")
    assert [int(found[1]) for found in numbers if found][-1] == 150
    assert sorted(int(found[1]) for found in numbers if found) == [int(found[1]) for found in numbers if found]
    assert [int(order) for order in orders] == list(range(150))


def test_text_far_down_is_there_and_is_saved(new_page):
    page = new_page(account="editor")
    page.goto(address_of(page, VERY_LONG_POST))
    last = page.locator("[data-streamfield-child]").last
    expect(last).to_contain_text("Paragraph 150.")
    assert last.locator("[contenteditable=true]").count() == 0
    last.scroll_into_view_if_needed()
    text = last.locator("[contenteditable=true]")
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" And the end.")
    page.keyboard.press("Control+s")
    expect(page.locator(".messages")).to_contain_text("has been saved")
    page.reload()
    expect(page.locator("[data-streamfield-child]").last).to_contain_text("Paragraph 150. And the end.")


def test_the_form_is_whole_before_all_blocks_are_drawn(new_page):
    """Whoever reads the form gets what it would send once everything is drawn."""
    page = new_page(account="editor")
    # Nothing is drawn later by itself.
    page.add_init_script("window.requestIdleCallback = () => 0")
    page.goto(address_of(page, VERY_LONG_POST))
    expect(page.locator("[data-contentpath=body] [contenteditable=true]").first).to_be_visible()
    read = """() => {
        const form = document.getElementById("page-edit-form")
        const read = () => JSON.stringify([...new FormData(form)].sort())
        const drawn = document.querySelectorAll("[data-streamfield-child]").length
        const before = read()
        return [drawn, before === read(), new FormData(form).get("body-count")]
    }"""
    assert page.evaluate(read) == [12, True, "150"]
