"""Checks of public pages: accessibility, scrolling, the skip link."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

# WCAG 2.2, levels A and AA, with the practices that axe-core recommends beside it.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def expect_accessible(page: Page) -> None:
    """Run axe-core in the light and the dark colour scheme."""
    grounds = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        results = Axe().run(page, options={"runOnly": RULES})
        assert not results.violations_count, f"{page.url} ({scheme}):\n{results.generate_report()}"
    assert len(grounds) == 2, "Light and dark look the same."


def expect_no_sideways_scrolling(page: Page) -> None:
    width, shown = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= shown, f"{page.url} is {width} pixels wide, shown on {shown}."


def expect_working_skip_link(page: Page) -> None:
    """Check that the first press of Tab shows a link past the header."""
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    expect(link).to_have_role("link")
    expect(link).to_have_accessible_name("Skip to the content")
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)"), (
        "Tab after the skip link does not go on in the content."
    )


def search(page: Page, words: str) -> None:
    """Search from the home page."""
    page.goto("/")
    # A search box at first, and a combobox when its script has run.
    field = page.locator("input[name=q]")
    if not field.is_visible():
        page.get_by_role("link", name="Search").first.click()
    field.fill(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?**")


def expect_well_set(page: Page) -> None:
    """Expect a page to be accessible, and to need no scrolling sideways on a narrow screen."""
    expect_accessible(page)
    page.set_viewport_size({"width": 320, "height": 640})
    expect_no_sideways_scrolling(page)
    page.set_viewport_size({"width": 1280, "height": 720})
