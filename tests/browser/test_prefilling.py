"""Choosing a person fills in their current role and organisation, in empty fields only."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, expect

from .editor import PostForm, field_of, start_post
from .prepare import AUTHOR, EARLIER_POST

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

NEWCOMER = "Petra Holm"


def expect_position(place: Locator | Page, role: str, organisation: str) -> None:
    expect(field_of(place, "Role that day")).to_have_value(role)
    expect(field_of(place, "Organisation that day")).to_have_value(organisation)


def create_another_person(form: PostForm, place: Locator, name: str, **fields: str) -> None:
    """Replace the chosen person by a new one."""
    place.locator(".chooser").get_by_role("button", name="Actions").click()
    form.page.get_by_role("button", name="Choose another person").click()
    form.create_person_in_dialog(**fields)
    expect(place).to_contain_text(name)


def test_choosing_a_person_fills_in_what_they_are_today(new_page):
    page = new_page(account="editor")
    form = start_post(page, "Who was what that day")

    quote = form.add_block("Quote")
    form.choose_person(quote, AUTHOR)
    expect_position(quote, "Editor", "The Crossing")
    field_of(quote, "Role that day").fill("Acting editor")
    # Another choice changes what nobody touched, and leaves what an editor wrote.
    create_another_person(
        form,
        quote,
        NEWCOMER,
        Given_name="Petra",
        Family_name="Holm",
        Role_today="Surveyor",
        Organisation_today="Harbour Board",
    )
    expect_position(quote, "Acting editor", "Harbour Board")

    speaker = form.add_block("Speaker")
    field_of(speaker, "Organisation that day").fill("For herself")
    form.choose_person(speaker, NEWCOMER)
    expect_position(speaker, "Surveyor", "For herself")

    form.tab("Key details")
    page.get_by_role("button", name="Add author").click()
    authors = form.panel("Authors")
    form.choose_person(authors, NEWCOMER)
    expect_position(authors, "Surveyor", "Harbour Board")


def test_a_form_that_is_opened_again_is_left_as_it_was(new_page):
    """The quote has no organisation, although the speaker has one today."""
    page = new_page(account="editor")
    page.goto(f"/admin/posts/?{urlencode({'q': EARLIER_POST})}")
    page.get_by_role("link", name=EARLIER_POST).first.click()
    quote = page.locator("[data-streamfield-child]").filter(has=page.locator("input[name$=-type][value=quote]"))
    expect(quote).to_contain_text(AUTHOR)
    expect_position(quote, "Editor", "")
