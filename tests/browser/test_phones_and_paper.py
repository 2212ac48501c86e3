"""All kinds of public pages on a screen of 320 pixels (WCAG 2.2, 1.4.10 and 2.5.8), and on paper.

Each page is opened once, in one test for all of them, since that takes most of the time. It names every page at fault.
"""

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from .test_public_pages import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

EVERY_PAGE = [
    *PAGES.values(),
    *(f"{above}words-that-need-room/" for above in ("/blog/", "/publications/", "/")),
    *("/publications/", "/blog/tag/paper/", "/events/a-walk-along-the-old-line/", "/nothing-is-here/"),
]
FORMS = [
    *("/events/a-walk-along-the-old-line/book/", "/events/supper-at-the-terminus/book/"),
    "/blog/words-that-need-room/correct/",
]

#: Elements that stick out of the window, or cut off what is in them. What scrolls by itself may be wider.
FIND_CUT = """() => {
    const scrolls = element => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
    const isHidden = element => element.closest(".visually-hidden, .skip-link, .form-trap, svg, [hidden]");
    const isForScreenReaders = element => element.clientWidth <= 1 || element.closest("thead")?.clientWidth <= 1;
    const isInside = element => {
        for (let above = element.parentElement; above; above = above.parentElement) if (scrolls(above)) return true;
    };
    const found = [];
    for (const element of document.querySelectorAll("body *")) {
        const box = element.getBoundingClientRect(), style = getComputedStyle(element);
        if (!box.width || !box.height || isHidden(element)) continue;
        if (isForScreenReaders(element) || isInside(element)) continue;
        const cuts = style.overflowX === "hidden" || style.overflowX === "clip" || element.matches("input, select");
        const isCut = cuts && !element.matches("input") && element.scrollWidth > element.clientWidth + 1;
        if (box.right > innerWidth + 1 || box.left < -1 || isCut)
            found.push(`${element.tagName}.${element.className}: ${element.textContent.trim().slice(0, 40)}`);
    }
    return found;
}"""
OPEN_ALL = "document.querySelectorAll('details').forEach(details => { details.open = true; })"
#: What nobody can use on paper.
FIND_USELESS = """() => [...document.querySelectorAll("nav, button, input, select, form, .add-to-calendar, .subscribe")]
    .filter(element => element.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}))
    .filter(element => element.getBoundingClientRect().height)
    .map(element => `${element.tagName}.${element.className}: ${element.textContent.trim().slice(0, 40)}`)"""
#: Links in the text that lead elsewhere, without their address.
FIND_WITHOUT_ADDRESS = """() => [...document.querySelectorAll('.body a[href^="http"]')]
    .filter(link => link.getClientRects().length && !link.textContent.includes(link.getAttribute("href")))
    .filter(link => !getComputedStyle(link, "::after").content.includes(link.getAttribute("href")))
    .map(link => link.href)"""


def test_every_page_on_a_phone_and_on_paper(new_page):
    page = new_page(expected_errors="404", viewport={"width": 320, "height": 640})
    faults = {}
    for address in [*EVERY_PAGE, *FORMS]:
        page.goto(address)
        page.evaluate(OPEN_ALL)
        faults[address, "phone"] = find_faults_on_phone(page)
        if address in EVERY_PAGE:
            faults[address, "paper"] = find_faults_on_paper(page)
    page.goto("/search/")
    page.locator("input[name=q]").first.fill("tim")
    expect(page.get_by_role("listbox").first).to_be_visible()
    faults["/search/", "suggestions"] = find_faults_on_phone(page)
    assert {where: found for where, found in faults.items() if found} == {}


def find_faults_on_phone(page: Page) -> list[str]:
    found = page.evaluate(FIND_CUT)
    width = page.evaluate("document.documentElement.scrollWidth")
    found += [f"It is {width} pixels wide."] if width > 320 else []
    results = Axe().run(page, options={"runOnly": {"type": "rule", "values": ["target-size"]}})
    return found + ([results.generate_report()] if results.violations_count else [])


def find_faults_on_paper(page: Page) -> list[str]:
    page.emulate_media(media="print")
    found = page.evaluate(FIND_USELESS)
    found += [f"{link} is not printed" for link in page.evaluate(FIND_WITHOUT_ADDRESS)]
    footer = page.locator(".site-footer").inner_text()
    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    if squeeze(sheets[-1]) in squeeze(footer):
        found.append("Its last sheet has the footer alone.")
    page.emulate_media(media="screen")
    return found


def squeeze(text: str) -> str:
    return "".join(text.split()).lower()
