"""Blocks are copied between tabs, texts are pasted as blocks, and a deleted page is restored."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from demo import builders

from .editor import PostForm, start_post
from .prepare import AUTHOR

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# What Chromium hands over when a part of a Google document is copied.
FROM_DOCS = """<meta charset="utf-8"><b style="font-weight:normal" id="docs-internal-guid-1">
<h2><span>What we heard</span></h2>
<p><span>The </span><span style="font-weight:700">last</span> <a href="https://www.google.com/url?q=https://example.org/bus">bus</a>
<a href="file:///C:/notes.docx">notes</a></p>
<table><tbody><tr><td>Year</td><td>Buses</td></tr><tr><td>1974</td><td>12</td></tr></tbody></table>
<p><img src="https://example.org/a.png" width="600" height="400"></p></b>"""
PASTE = """(editor, {html, text}) => {
    const data = new DataTransfer()
    data.setData("text/html", html)
    data.setData("text/plain", text)
    editor.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}))
}"""


def check_accessibility(page: Page, place: str) -> None:
    """Run axe-core on this project's part of an admin page; the rest is Wagtail's."""
    found = Axe().run(page, context=place).response["violations"]
    assert found == [], "\n".join(f"{rule['id']}: {[node['html'] for node in rule['nodes']]}" for rule in found)


def paste(block: Locator, html: str, text: str = "") -> None:
    editor = block.locator("[contenteditable=true]")
    editor.click()
    expect(editor).to_be_focused()
    editor.evaluate(PASTE, {"html": html, "text": text})


def kinds(page: Page) -> list[str]:
    """The kinds of the blocks of the body that are there."""
    return page.evaluate(
        """() => [...document.querySelectorAll("[data-streamfield-child]:not([aria-hidden]) > input[name$=-type]")]
            .filter(input => /^body-\\d+-type$/.test(input.name)).map(input => input.value)"""
    )


def test_blocks_are_copied_from_one_tab_to_another(new_page, make_draft):
    page = new_page(account="editor")
    body = [
        builders.paragraph_block("<p>The last bus left at six.</p>"),
        builders.heading_block("Timetables"),
        builders.paragraph_block("<p>Nobody had asked.</p>"),
    ]
    page.goto(make_draft("To copy from", body=body))
    menus = page.get_by_role("button", name="Copy and paste")
    menus.first.click()
    page.get_by_role("button", name="Copy this block").click()
    expect(page.get_by_role("status").filter(has_text="1 block copied.")).to_be_visible()
    menus.last.focus()
    page.keyboard.press("Enter")
    check_accessibility(page, ".block-clipboard-menu")
    page.get_by_role("button", name="Copy from the last copied block to this one").click()
    expect(menus.last).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="3 blocks copied.")).to_be_visible()

    other = page.context.new_page()
    other.goto(make_draft("To copy to", body=[]))
    # By keyboard, twice: the first time is undone.
    line = other.get_by_role("status").filter(has_text="3 blocks pasted.")
    for is_undone in (True, False):
        other.locator("[data-contentpath=body]").get_by_role("button", name="Paste copied blocks", exact=True).focus()
        other.keyboard.press("Enter")
        expect(line).to_be_visible()
        if is_undone:
            assert len(kinds(other)) == 3
            line.get_by_role("button", name="Undo").click()
            expect(line).to_have_count(0)
            assert kinds(other) == []
    assert kinds(other) == ["paragraph", "heading", "paragraph"]
    expect(other.locator("[contenteditable=true]").first).to_have_text("The last bus left at six.")
    other.get_by_role("button", name="Copy and paste").first.click()
    other.get_by_role("button", name="Paste 3 copied blocks below").click()
    blocks = other.locator("[data-contentpath=body] [data-streamfield-child]:not([aria-hidden])")
    expect(blocks).to_have_count(6)
    assert kinds(other) == ["paragraph", *["paragraph", "heading", "paragraph"], "heading", "paragraph"]
    # Those that the undoing took out are still in the form, hidden.
    expect(blocks.locator("[contenteditable=true]")).to_have_text(
        ["The last bus left at six.", "The last bus left at six.", "Nobody had asked.", "Nobody had asked."]
    )
    form_there = PostForm(other)
    form_there.save_draft()
    form_there.expect_message("has been")
    assert len(kinds(other)) == 6
    check_accessibility(other, ".block-clipboard-paste")


def test_what_is_pasted_becomes_blocks_once_that_was_confirmed(new_page):
    page = new_page(account="editor")
    form = start_post(page, "Pasted")
    block = form.add_block("Paragraph")
    paste(block, FROM_DOCS, "What we heard")
    dialog = page.get_by_role("dialog", name="Keep the structure of what you paste?")
    expect(dialog).to_be_visible()
    check_accessibility(page, ".block-clipboard-dialog")
    dialog.get_by_role("button", name="Paste as blocks").click()
    status = page.get_by_role("status").filter(has_text="blocks pasted")
    expect(status).to_contain_text("1 picture was not pasted")
    expect(status).to_contain_text("The link to file:///C:/notes.docx came off")
    assert kinds(page) == ["heading", "paragraph", "table"]
    check_accessibility(page, ".editor-undo")
    form.save_draft()
    form.expect_message("has been")
    expect(page.locator("[data-streamfield-child] [contenteditable=true] a")).to_have_text("bus")

    # As text, and without the structure no question is asked.
    paragraph = page.locator("[data-streamfield-child]:not([aria-hidden])").nth(1)
    paste(paragraph, FROM_DOCS, "What we heard")
    dialog.get_by_role("button", name="Paste as text only").click()
    expect(paragraph).to_contain_text("What we heard")
    paste(paragraph, '<p>More <a href="http://127.0.0.1/x">words</a> <a href="file:///a">here</a></p>', "More")
    expect(page.get_by_role("status").filter(has_text="1 link came off")).to_be_visible()
    expect(paragraph).to_contain_text("More words here")
    assert kinds(page) == ["heading", "paragraph", "table"]


def test_a_page_without_a_body_takes_clean_text(new_page):
    page = new_page(account="editor")
    page.goto("/admin/pages/")
    page.get_by_role("link", name="Explore child pages of 'People'").click()
    page.get_by_role("link", name=AUTHOR).first.click()
    biography = page.locator("[data-contentpath=biography]")
    paste(biography, '<h2>About</h2><p>She <a href="C:\\a.docx">walks</a>.</p><img src="a.png">', "About")
    status = page.get_by_role("status").filter(has_text="1 picture was not pasted.")
    expect(status).to_contain_text("1 link came off")
    expect(biography).to_contain_text("She walks.")


def test_a_deleted_page_is_restored_on_a_telephone(new_page, make_draft):
    page = new_page(account="editor", viewport={"width": 390, "height": 800})
    page.goto(make_draft("Thrown away by mistake").replace("/edit/", "/delete/"))
    check_accessibility(page, "main form")
    page.get_by_role("button", name="Move to the trash").click()
    message = page.locator(".messages").filter(has_text="“Thrown away by mistake” is in the trash.")
    expect(message).to_be_visible()
    page.goto("/admin/trash/")
    expect(page.get_by_role("heading", name="Thrown away by mistake")).to_be_visible()
    check_accessibility(page, ".trash-list")
    check_accessibility(page, ".trash-filters")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Restore “Thrown away by mistake”").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit/")
    expect(page.locator(".messages").filter(has_text="was restored")).to_be_visible()
