"""The network drops, or the session ends, while somebody writes: no word is lost, and none is offered twice."""

import re

import pytest
from playwright.sync_api import Page, expect

from demo.accounts import ACCOUNTS

from .editor import PostForm, sign_in
from .test_saving import address_of, stored, type_word, write_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ERRORS = "Failed to load resource|Error fetching"
PASSWORD = next(account.password for account in ACCOUNTS if account.username == "editor")


def kept(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('roundtable:words:'))")


def end_session(page: Page) -> None:
    page.context.clear_cookies(name="sessionid")


def log_in_again(page: Page) -> None:
    frame = page.frame_locator("dialog iframe")
    frame.get_by_label("Username").fill("editor")
    frame.get_by_label("Password").fill(PASSWORD)
    frame.get_by_role("button", name="Sign in").click()
    expect(page.locator("dialog")).to_have_count(0)


@pytest.fixture
def form(new_page) -> PostForm:
    return write_post(new_page(account="editor", expected_errors=ERRORS))


def test_words_written_without_a_network_are_saved_when_it_is_back(form):
    page = form.page
    page.context.set_offline(True)
    word = type_word(page, 0)
    expect(page.get_by_text("The site cannot be reached")).to_be_visible()
    assert len(kept(page)) == 1
    page.context.set_offline(False)
    form.wait_for_autosave()
    assert word in stored(page)
    assert kept(page) == []


def test_a_button_without_a_network_says_so_and_can_be_tried_again(form):
    page = form.page
    word = type_word(page, 0)
    page.context.set_offline(True)
    page.keyboard.press("Control+s")
    dialogue = page.get_by_role("dialog", name="Not done yet")
    expect(dialogue).to_be_visible()
    page.context.set_offline(False)
    dialogue.get_by_role("button", name="Try again").click()
    form.expect_message("has been saved")
    assert word in stored(page)


@pytest.mark.parametrize("button", ["", "Save draft"])
def test_somebody_whose_session_ends_logs_in_again_in_place(form, button):
    page = form.page
    end_session(page)
    word = type_word(page, 0)
    if button:
        page.get_by_role("button", name=button).click()
    expect(page.get_by_role("dialog", name="Log in again")).to_be_visible()
    log_in_again(page)
    if button:
        form.expect_message("has been saved")
    form.wait_for_autosave()
    assert word in stored(page)
    assert kept(page) == []
    form.publish()  # with the new token against forged requests
    form.expect_message("Live")


def test_words_of_a_closed_window_are_offered_field_by_field_and_only_once(form):
    page = form.page
    address = address_of(page)
    page.route("**/edit/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    word = type_word(page, 0)
    form.fill("Summary", f"Summary with {word}.")
    expect(page.get_by_text("The site cannot be reached")).to_be_visible()
    page.unroute("**/edit/")
    other = page.context.new_page()
    page.close(run_before_unload=False)

    other.goto(address)
    notice = other.get_by_role("alert").filter(has_text="This browser kept words")
    expect(notice).to_be_visible()
    notice.get_by_role("button", name="Show them").click()
    expect(other.get_by_role("heading", name="Words that this browser kept")).to_be_visible()
    expect(other.get_by_role("group")).to_have_count(2)
    other.get_by_role("group", name=re.compile("Paragraph")).get_by_label("Mine").check()
    other.get_by_role("group", name=re.compile("Summary")).get_by_label("The saved version").check()
    other.get_by_role("button", name="Save as I chose").click()
    other.wait_for_url(re.compile("/edit/$"))  # without the note on the choice, which the editor takes away
    assert f" {word}" in other.content()
    assert f"Summary with {word}" not in other.content()
    assert kept(other) == []


def test_what_the_server_has_is_not_offered(form):
    page = form.page
    word = type_word(page, 0)
    form.wait_for_autosave()
    page.evaluate("key => localStorage.setItem(key, '{}')", "roundtable:words:0:/elsewhere/")
    page.reload()
    page.wait_for_timeout(2500)
    expect(page.get_by_role("alert").filter(has_text="kept words")).to_have_count(0)
    assert word in page.content()


def test_logging_out_forgets_kept_words(new_page):
    page = new_page()
    sign_in(page, "editor")
    page.evaluate("key => localStorage.setItem(key, JSON.stringify({time: Date.now()}))", "roundtable:words:1:/x/")
    page.goto("/admin/")
    page.get_by_role("button", name=re.compile("Edda")).click()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/login/**")
    assert kept(page) == []


def test_the_words_of_a_new_post_are_kept_as_well(new_page):
    page = new_page(account="editor", expected_errors=ERRORS)
    page.goto("/admin/pages/")
    page.get_by_role("link", name="Explore child pages of 'Blog'").click()
    with page.expect_response("**/editor/session/") as session:  # the form asks once its scripts have started
        page.get_by_role("link", name="Add child page").click()
    session.value.finished()
    page.wait_for_url("**/add/**")
    address = page.url
    page.context.set_offline(True)
    PostForm(page).fill("Title", "Never sent")
    expect(page.get_by_text("The site cannot be reached")).to_be_visible()
    other = page.context.new_page()
    page.close(run_before_unload=False)
    other.context.set_offline(False)
    other.goto(address)
    other.get_by_role("alert").get_by_role("button", name="Show them").click()
    other.wait_for_url(re.compile("/edit/"))
    expect(other.get_by_role("textbox", name=re.compile("^Title"))).to_have_value("Never sent")
