"""A block that was deleted or moved by mistake comes back, by the line or by the keyboard."""

import pytest
from playwright.sync_api import Page, expect

from demo import builders

from .editor import PostForm

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def form(new_page, make_draft) -> PostForm:
    trees = [builders.paragraph_block(f"<p>{tree}</p>") for tree in ("Alder.", "Birch.", "Cedar.")]
    page = new_page(account="editor")
    page.goto(make_draft("Blocks that come back", body=trees))
    return PostForm(page)


def words(page: Page) -> list[str]:
    """The words of the blocks in their order; those outside the window are not laid out, and have no inner text."""
    texts = page.locator("[data-contentpath=body] [data-streamfield-child]:not([aria-hidden])").all_text_contents()
    return [word for text in texts for word in ("Alder.", "Birch.", "Cedar.") if word in text]


def block(page: Page, text: str):
    return page.locator("[data-contentpath=body] [data-streamfield-child]").filter(has_text=text)


def settle(page: Page) -> None:
    page.wait_for_function("() => jQuery(':animated').length === 0")


@pytest.mark.parametrize("how", ["line", "keyboard"])
def test_a_deleted_block_comes_back_with_its_words(form, how):
    page = form.page
    block(page, "Birch.").get_by_role("button", name="Delete").click()
    settle(page)
    assert words(page) == ["Alder.", "Cedar."]
    line = page.get_by_role("status").filter(has_text="Paragraph deleted.")
    expect(line).to_be_visible()
    assert page.evaluate("document.activeElement.matches('[data-panel-toggle]')")
    if how == "line":
        line.get_by_role("button", name="Undo").click()
    else:
        page.keyboard.press("Control+z")
    settle(page)
    assert words(page) == ["Alder.", "Birch.", "Cedar."]
    form.wait_for_autosave()
    page.reload()
    expect(page.locator("[data-contentpath=body] [data-streamfield-child]")).to_have_count(3)
    assert words(page) == ["Alder.", "Birch.", "Cedar."]


def test_a_moved_block_goes_back_and_the_button_keeps_the_focus(form):
    page = form.page
    down = block(page, "Alder.").get_by_role("button", name="Move down")
    down.focus()
    page.keyboard.press("Enter")
    expect(down).to_be_focused()
    page.keyboard.press("Enter")
    assert words(page) == ["Birch.", "Cedar.", "Alder."]
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert words(page) == ["Alder.", "Birch.", "Cedar."]


def test_in_a_text_the_keys_undo_the_text_only(form):
    page = form.page
    block(page, "Birch.").get_by_role("button", name="Delete").click()
    settle(page)
    block(page, "Cedar.").locator("[contenteditable=true]").click()
    page.keyboard.type("x")
    page.keyboard.press("Control+z")
    assert words(page) == ["Alder.", "Cedar."]
