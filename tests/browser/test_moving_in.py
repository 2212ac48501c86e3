"""An administrator moves a blog in: a wrong file, a look first, the import, its report, and all of it taken back."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.wordpress.archive import Archive, picture

from .test_people_journey import expect_accessible_part

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def export(tmp_path) -> Path:
    archive = Archive(tmp_path)
    archive.attach(5, "hall.png", picture(), alt="The hall")
    archive.add(
        7, "Keys of the Weigh House", "Ida Quill, keeper, said: “We lost the key to the cupboard.”\n\n<font>Red.</font>"
    )
    return archive.write()


def hand_in(page: Page, file: Path) -> None:
    page.goto("/admin/wordpress/")
    expect(page.get_by_role("heading", level=1)).to_have_text("WordPress import")
    page.get_by_label("Export").set_input_files(file)
    expect_accessible_part(page)
    page.get_by_role("button", name="Look at what would come in").click()


def test_a_file_that_is_no_export_is_refused_in_words(new_page, tmp_path):
    page = new_page(account="administrator")
    wrong = tmp_path / "wrong.xml"
    wrong.write_text("<html><body>Not found</body></html>")
    hand_in(page, wrong)
    expect(page.get_by_role("alert")).to_contain_text("wrong.xml is not a WordPress export")
    expect_accessible_part(page)
    page.get_by_role("link", name="Choose other files").click()
    expect(page.get_by_label("Export")).to_be_visible()


def test_a_blog_moves_in_and_out_again(new_page, export):
    page, visitor = new_page(account="administrator"), new_page()
    hand_in(page, export)
    expect(page.get_by_role("main")).to_contain_text("Nothing has been changed so far")
    expect(page.get_by_role("row", name="Posts")).to_contain_text("1 new")
    expect_accessible_part(page)

    with page.expect_popup() as opened:
        page.get_by_role("link", name="Read the report").click()
    report = opened.value
    expect(report.get_by_role("heading", level=1)).to_contain_text("What an import would do")
    report.get_by_role("rowheader").get_by_role("link", name="Keys of the Weigh House").click()
    expect(report.get_by_role("heading", name="After")).to_be_visible()
    report.close()

    page.get_by_role("button", name="Import it now").click()
    expect(page.get_by_role("main")).to_contain_text("The import is done")
    expect_accessible_part(page)
    visitor.goto("/2014/03/19/post-7/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Keys of the Weigh House")
    expect(visitor.get_by_role("main")).to_contain_text("We lost the key to the cupboard.")

    page.get_by_role("link", name="Undo", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Posts: 1")
    expect_accessible_part(page)
    page.get_by_role("button", name="Yes, take it out").click()
    expect(page.get_by_role("main")).to_contain_text("is gone, and so are its redirects")
    expect_accessible_part(page)
    visitor.goto("/blog/")
    expect(visitor.get_by_role("main")).not_to_contain_text("Keys of the Weigh House")


def test_an_editor_may_not_import(new_page):
    page = new_page(account="editor")
    page.goto("/admin/wordpress/")
    expect(page.locator(".messages")).to_contain_text("you do not have permission")
