"""No word is lost, and no button acts twice, however soon after a key it is pressed, on a slow server."""

import re
from collections.abc import Callable
from itertools import count

import pytest
from playwright.sync_api import Locator, Page, expect

from demo import builders
from tests.randomised import IS_LONG, randomised

from .editor import PostForm, start_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db, randomised]

#: Milliseconds from the last key to the button. Wagtail writes rich text into the form after 250, looks for changes
#: every 500, and saves 500 after that.
DELAYS = list(range(0, 1001, 50)) if IS_LONG else [0, 300, 700]
LATENCY = 400  # milliseconds that each request takes longer

# Whether no button is being carried out.
NOT_ACTING = """() => !window.wagtail.app.getControllerForElementAndIdentifier(
    document.getElementById("page-edit-form"), "w-autosave").isActing"""

words = (f"word{number}" for number in count(1))


def slow_down(page: Page, latency: int = LATENCY) -> None:
    session = page.context.new_cdp_session(page)
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": latency, "downloadThroughput": -1, "uploadThroughput": -1},
    )


def write_post(page: Page) -> PostForm:
    """Make a post with one paragraph and a summary, all of it saved."""
    form = start_post(page, f"Post of {next(words)}")
    form.write(form.add_block("Paragraph"), "To begin with.")
    form.fill("Summary", "In brief.")
    form.wait_for_autosave()
    return form


def open_post(page: Page, make_draft: Callable[..., str]) -> PostForm:
    """Open such a post, which nobody has typed; return once the form's scripts have started."""
    body = [builders.paragraph_block("<p>To begin with.</p>")]
    address = make_draft(f"Post of {next(words)}", summary="In brief.", body=body)
    with page.expect_response("**/editor/session/") as session:
        page.goto(address)
    session.value.finished()
    return PostForm(page)


def type_word(page: Page, delay: int) -> str:
    """Type a word at the end of the paragraph, and wait so long after its last key."""
    word = next(words)
    page.locator("[data-contentpath=body] [contenteditable=true]").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(f" {word}")
    page.wait_for_timeout(delay)
    return word


def address_of(page: Page) -> str:
    """The address without the tab: to go to another tab of a page loads nothing."""
    return re.sub(r"[?#].*", "", page.url)


def stored(page: Page) -> str:
    """The editor of the page as the server has it now."""
    return page.request.get(address_of(page)).text()


@pytest.fixture
def form(new_page, make_draft) -> PostForm:
    return open_post(new_page(account="editor"), make_draft)


def press_twice(button: Locator) -> None:
    """Press a button twice at once, though the menu that it is in may be folded."""
    button.first.evaluate("button => { button.click(); button.click() }")


def test_saving_takes_the_last_word(form):
    page = form.page
    slow_down(page)
    for delay in DELAYS:
        word = type_word(page, delay)
        page.keyboard.press("Control+s")
        form.expect_message("has been saved")
        page.wait_for_function(NOT_ACTING)
        assert word in stored(page)
        word = type_word(page, delay)
        page.get_by_role("button", name="Save draft").click()
        page.wait_for_function(NOT_ACTING)
        assert word in stored(page)
    word = type_word(page, 0)
    form.wait_for_autosave()
    assert word in stored(page)


def decide(page: Page, name: str, message: str) -> None:
    """Press the button that leads to the publish panel twice, and that of the panel, too."""
    press_twice(page.locator("[name=action-open-publish-panel]"))
    page.wait_for_url("**/publish/")
    press_twice(page.get_by_role("button", name=name, exact=True))
    PostForm(page).expect_message(message)


def test_publishing_takes_the_last_word(form):
    page = form.page
    address = address_of(page)
    for number, delay in enumerate(DELAYS, start=1):
        slow_down(page)
        word = type_word(page, delay)
        decide(page, "Publish", "Live")
        page.goto(address)
        assert word in page.content()
        history = page.request.get(address.replace("/edit/", "/history/")).text()
        assert history.count("Published") == number


def test_the_workflow_takes_the_last_word_and_each_step_once(new_page):
    writer, editor = new_page(account="contributor"), new_page(account="editor")
    address = address_of(write_post(writer).page)
    for number, delay in enumerate(DELAYS, start=1):
        waiting = "Waits for Edda Torres" if number == 1 else "Live, changes wait for Edda Torres"  # published once
        slow_down(writer)
        word = type_word(writer, delay)
        decide(writer, "Submit", waiting)

        editor.goto(address)
        assert word in editor.content()
        slow_down(editor)
        word = type_word(editor, delay)
        editor.locator("[data-workflow-action-name=reject]").first.evaluate("button => button.click()")
        dialogue = editor.get_by_role("dialog")
        dialogue.get_by_label("Comment").fill("More about buses.")
        press_twice(dialogue.locator("[type=submit]"))
        PostForm(editor).expect_message("updated")

        writer.goto(address)
        assert word in writer.content()
        word = type_word(writer, delay)
        decide(writer, "Submit", waiting)

        editor.goto(address)
        assert word in editor.content()
        word = type_word(editor, delay)
        decide(editor, "Approve", "Live")
        editor.goto(address)
        assert word in editor.content()
        history = editor.request.get(address.replace("/edit/", "/history/")).text()
        assert history.count("Published") == number
        writer.goto(address)


@pytest.mark.parametrize("delay", DELAYS[::2])
def test_a_new_post_is_made_once_though_the_button_comes_with_the_first_autosave(new_page, delay):
    page = new_page(account="editor")
    page.goto("/admin/pages/")
    page.get_by_role("link", name="Explore child pages of 'Blog'").click()
    page.get_by_role("link", name="Add child page").click()
    slow_down(page)
    title = f"Made of {next(words)}"
    page.get_by_role("textbox", name=re.compile("^Title")).press_sequentially(title)
    page.wait_for_timeout(delay + 500)
    page.keyboard.press("Control+s")
    PostForm(page).expect_message("has been saved")
    page.goto("/admin/pages/")
    page.get_by_role("link", name="Explore child pages of 'Blog'").click()
    expect(page.get_by_role("main").get_by_role("link", name=title, exact=True)).to_have_count(1)


def test_one_editor_in_one_window_is_never_told_of_another(form):
    page = form.page
    slow_down(page, 800)
    for _time in range(4):
        type_word(page, 600)
        page.keyboard.press("Control+s")
    form.expect_message("has been saved")
    expect(page.get_by_text("in another window")).to_have_count(0)
    expect(page.locator(".editor-notice")).to_have_count(0)
