"""A Word file becomes a published report, with its people, topics and events, in at most twelve actions."""

import re

import pytest
from playwright.sync_api import expect

from tests.word.files import REPORT, make_docx

from .actions import Actions
from .prepare import EVENT

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PROMISE = 12
TITLE = "Ilse Marrow Round Table"
PEOPLE = ("Tamsin Okell", "Ilse Marrow", "Jonas Feld")
TOPICS = ("Reading and health", "Blog", "Current questions", "Lending", "Policy", "Public Service Reform")


def test_a_word_file_is_published_in_twelve_actions(new_page):
    page = new_page(account="editor")
    page.goto("/admin/")
    report = Actions(page)
    main = page.get_by_role("main")
    report.click(main.get_by_role("link", name="Write from Word or text"))
    file = {
        "name": "report.docx",
        "mimeType": "application/octet-stream",
        "buffer": make_docx(REPORT.replace(TITLE, EVENT, 1)),
    }
    report.upload(page.get_by_label("Word files"), file)
    report.click(page.get_by_role("button", name="Read it"))
    page.wait_for_url(re.compile(r"/write-from-text/\d+/$"))
    report.click(page.get_by_role("button", name="Accept all that are certain"))
    report.click(page.get_by_label("A new event, as a draft"))
    report.fill(page.get_by_label("Place"), "The old chapel")
    report.click(page.get_by_role("button", name="Make the draft"))
    page.wait_for_url("**/edit/")
    report.click(page.get_by_role("button", name="Publish", exact=True))
    page.wait_for_url("**/publish/")
    report.click(page.get_by_role("button", name="Publish", exact=True))
    expect(page.locator(".messages")).to_contain_text("Live")
    print(report)
    report.expect_at_most(PROMISE)

    page.goto("/blog/")
    page.get_by_role("main").get_by_role("link", name=EVENT).first.click()
    shown = page.get_by_role("main")
    for text in ("We thank Ilse for taking the time to visit us.", "Professor of Evaluation", *PEOPLE, *TOPICS):
        expect(shown).to_contain_text(text)
    for name in (*PEOPLE, *TOPICS, EVENT, "Inaugural lecture from Professor Orla Whitcombe"):
        expect(shown.get_by_role("link", name=re.compile(re.escape(name))).first).to_be_visible()


def test_the_screen_is_read_by_keyboard(new_page):
    page = new_page(account="editor")
    page.goto("/admin/write-from-text/")
    page.get_by_label("Or paste a text").fill(REPORT)
    page.get_by_role("button", name="Read it").click()
    proposals = page.locator("[data-word-proposal]")
    expect(page.get_by_role("button", name="Accept all that are certain")).to_be_visible()
    page.keyboard.press("j")
    expect(proposals.first).to_be_focused()
    page.keyboard.press("a")
    expect(proposals.first.get_by_label("Accept")).to_be_checked()
    expect(proposals.nth(1)).to_be_focused()
    page.keyboard.press("z")
    expect(proposals.first.get_by_label("Accept")).not_to_be_checked()
    page.keyboard.press("r")
    expect(proposals.nth(1).get_by_label("Leave as text")).to_be_checked()
