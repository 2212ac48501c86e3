"""An editor's and an administrator's journeys by keyboard alone, from the page that each begins with.

Others are walked by keyboard where they are tested: scheduling, the clipboard of blocks, undoing.
"""

import re

import pytest
from playwright.sync_api import expect

from .editor import PASSWORDS, PostForm, field_of, start_post
from .keyboard import KeyboardActions
from .prepare import AUTHOR, CONFIRMED_EVENT
from .test_journeys_of_events import copy_and_publish
from .test_lost_connection import end_session
from .test_report_by_hand import Report
from .test_saving import NOT_ACTING, address_of, open_post, type_word

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_an_event_is_copied_and_published(new_page):
    copy_and_publish(KeyboardActions(new_page(account="editor")), "Round table: the night bus")


def test_an_event_moves_online(new_page):
    page = new_page(account="editor")
    actions = KeyboardActions(page)
    page.goto("/admin/events/")
    actions.click(page.get_by_role("button", name=f"More options for '{CONFIRMED_EVENT}'"))
    actions.click(page.get_by_role("link", name=f"Cancel or postpone: {CONFIRMED_EVENT}"))
    actions.click(page.get_by_role("radio", name="It takes place online"))
    actions.fill(field_of(page, "Link to join online"), "https://example.org/supper")
    actions.click(page.get_by_role("button", name="Publish it"))
    expect(PostForm(page).expect_message(CONFIRMED_EVENT)).to_be_visible()


class ReportByKeyboard(Report, KeyboardActions):
    """The report of ``test_report_by_hand``, without a mouse."""


def test_a_report_is_written_and_published(new_page):
    page = new_page(account="editor")
    page.goto("/admin/")
    report = ReportByKeyboard(page)
    report.start()
    report.write(report.add_block("Paragraph"), "Nobody came by bus.")
    quote = report.add_block("Quote")
    report.write(quote, "We walked, and were early.")
    report.create_person(quote, "Prof Mina Ferriby", "Professor of Walking")
    report.create_event(report.add_block("Event"), "The next walk", "in a fortnight", "The old ferry")
    report.create_topics("Walking", "Being early")
    report.publish()
    PostForm(page).expect_message("Live")


def test_marked_words_become_a_link_to_what_they_name(new_page):
    page = new_page(account="editor")
    form = start_post(page, "With a link")
    block = form.add_block("Paragraph")
    form.write(block, AUTHOR.removeprefix("Dr "))
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("[name=q]")).to_be_focused()
    actions = KeyboardActions(page)
    actions.click(dialog.get_by_role("link", name=AUTHOR))
    expect(dialog).to_have_count(0)
    expect(block.locator("[data-draftail-trigger]")).to_have_text(AUTHOR.removeprefix("Dr "))


def test_whoever_is_logged_out_logs_in_again_in_place(new_page, make_draft):
    form = open_post(new_page(account="editor", expected_errors="Failed to load resource|Error fetching"), make_draft)
    page = form.page
    actions = KeyboardActions(page)
    end_session(page)
    word = type_word(page, 0)
    expect(page.get_by_role("dialog", name="Log in again")).to_be_visible()
    frame = page.frame_locator("dialog iframe")
    for label, text in (("Username", "editor"), ("Password", PASSWORDS["editor"])):
        actions.tab_into(frame.get_by_label(label))
        page.keyboard.insert_text(text)
    page.keyboard.press("Enter")
    expect(page.locator("dialog")).to_have_count(0)
    form.wait_for_autosave()
    assert word in page.request.get(address_of(page)).text()


def test_two_versions_are_put_together(new_page, make_draft):
    mine = open_post(new_page(account="editor"), make_draft).page
    theirs = new_page(account="administrator")
    theirs.goto(address_of(mine))
    their_word = type_word(theirs, 0)
    theirs.keyboard.press("Control+s")
    expect(theirs.locator(".messages")).to_contain_text("has been saved")
    my_word = type_word(mine, 0)
    actions = KeyboardActions(mine)
    actions.click(mine.get_by_role("button", name="See both versions and choose"))
    actions.click(mine.get_by_role("group", name=re.compile("Paragraph")).get_by_label("Keep both"))
    actions.click(mine.get_by_role("button", name="Save as I chose"))
    mine.wait_for_url(re.compile("/edit/"))
    for word in (my_word, their_word):
        assert word in mine.content()


def test_posts_go_to_the_trash_together_and_one_comes_back(new_page, make_draft):
    page = new_page(account="editor")
    titles = ["To throw away first", "To throw away second"]
    for title in titles:
        make_draft(title)
    actions = KeyboardActions(page)
    page.goto("/admin/posts/")
    for title in titles:
        actions.click(page.get_by_role("row").filter(has_text=title).get_by_role("checkbox"))
    actions.click(page.get_by_role("link", name="Move selected pages to the trash"))
    actions.click(page.get_by_role("button", name="Move to the trash"))
    expect(page.locator(".messages")).to_contain_text("trash")
    actions.click(page.get_by_role("link", name="Trash", exact=True))
    actions.click(page.get_by_role("button", name=f"Restore “{titles[0]}”"))
    page.wait_for_url("**/edit/")
    expect(page.locator(".messages").filter(has_text="was restored")).to_be_visible()


def test_an_earlier_version_is_brought_back(new_page, make_draft):
    form = open_post(new_page(account="editor"), make_draft)
    page = form.page
    for _version in range(2):
        type_word(page, 0)
        page.keyboard.press("Control+s")
        page.wait_for_function(NOT_ACTING)
    actions = KeyboardActions(page)
    page.goto(address_of(page).replace("/edit/", "/history/"))
    actions.click(page.locator("tbody").get_by_role("button", name="Actions").last)
    actions.click(page.get_by_role("link", name="Review this version"))
    actions.click(page.get_by_role("button", name="Replace current draft"))
    form.expect_message("has been")


def test_a_redirect_and_a_role_are_made(new_page):
    page = new_page(account="administrator")
    actions = KeyboardActions(page)
    page.goto("/admin/redirects/")
    actions.click(page.get_by_role("link", name="Add redirect"))
    actions.fill(field_of(page, "Redirect from"), "/by-keyboard/")
    actions.fill(field_of(page, "Redirect to any URL"), "https://example.org/")
    actions.click(page.get_by_role("button", name="Create"))
    expect(page.locator(".messages")).to_contain_text("/by-keyboard")

    page.goto("/admin/groups/")
    actions.click(page.get_by_role("link", name="Add a role"))
    actions.fill(field_of(page, "Name"), "Typists")
    actions.select(page.get_by_label("Begins like"), "Editors")
    actions.click(page.get_by_role("button", name="Create"))
    expect(page.locator(".messages")).to_contain_text("Typists")
