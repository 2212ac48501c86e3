"""Search as editors see it: from a search that led nowhere to a result of their choice."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .editor import field_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SCREENS = ["/admin/search_promotions/", "/admin/search_synonyms/new/", "/admin/search_ignored_words/new/"]


def expect_no_barrier(page: Page) -> None:
    # Wagtail scrolls gently to the field that has the focus, and its bar covers for a moment what passes below it.
    # A page that a link leads to has no element with the focus, nor any other, until its body begins.
    page.wait_for_function(
        """() => {
            const before = window.focusedAt
            window.focusedAt = document.activeElement?.getBoundingClientRect().top
            return window.focusedAt !== undefined && before === window.focusedAt
        }""",
        polling=250,
    )
    results = Axe().run(page, options={"runOnly": RULES})
    assert not results.violations_count, f"{page.url}:\n{results.generate_report()}"


def test_a_search_that_led_nowhere_gets_a_result(new_page):
    visitor, editor = new_page(), new_page(account="editor")
    visitor.goto("/search/?q=Zeppelin")
    expect(visitor.get_by_role("heading", name="Nothing found for “Zeppelin”")).to_be_visible()
    editor.goto("/admin/searches/")
    editor.get_by_role("link", name="Without results").click()
    expect(editor).to_have_url(re.compile("show=failed"))
    expect_no_barrier(editor)
    row = editor.get_by_role("row", name="zeppelin")
    row.get_by_role("link", name="Promote a result").click()
    expect(field_of(editor, "When visitors search for")).to_have_value("zeppelin")
    field_of(editor, "Or an address elsewhere").fill("https://example.org/lockers")
    field_of(editor, "Text of the link").fill("Lockers at the station")
    expect_no_barrier(editor)
    editor.get_by_role("button", name="Create").click()
    expect(editor.get_by_role("row", name="zeppelin")).to_contain_text("These words and no others")
    visitor.reload()
    result = visitor.get_by_role("link", name="Lockers at the station")
    expect(result).to_have_attribute("href", "https://example.org/lockers")
    editor.goto("/admin/searches/")
    editor.get_by_role("link", name="By day").click()
    expect(editor.get_by_role("columnheader", name="Different searches")).to_be_visible()
    expect_no_barrier(editor)


def test_what_else_they_keep_is_accessible(new_page):
    page = new_page(account="editor")
    for path in SCREENS:
        assert page.goto(path).ok
        expect_no_barrier(page)
