"""Whoever is chosen brings role and organisation of today, into empty fields only."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .editor import PostForm, field_of, sign_in, start_post
from .prepare import AUTHOR

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

NEWCOMER = "Petra Holm"
SENT = re.compile(r"authors-0-organisation\W+Harbour")


def expect_position(place: Locator | Page, role: str, organisation: str) -> None:
    expect(field_of(place, "Role that day")).to_have_value(role)
    expect(field_of(place, "Organisation that day")).to_have_value(organisation)


def create_another_person(form: PostForm, place: Locator, name: str, **fields: str) -> None:
    """Put somebody new in the place of whoever was chosen."""
    place.locator(".chooser").get_by_role("button", name="Actions").click()
    form.page.get_by_role("button", name="Choose another person").click()
    form.create_person_in_dialog(**fields)
    expect(place).to_contain_text(name)


def test_choosing_a_person_fills_in_what_they_are_today(new_page):
    page = new_page()
    sign_in(page, "editor")
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
    # What was filled in is saved like what was typed.
    with page.expect_response(lambda response: response.ok and SENT.search(response.request.post_data or "")):
        form.choose_person(authors, NEWCOMER)
        expect_position(authors, "Surveyor", "Harbour Board")
    page.reload()
    form.tab("Content")
    quote, speaker = (page.locator(f"[data-streamfield-child]:has(input[name=body-{n}-type])") for n in (0, 1))
    expect_position(quote, "Acting editor", "Harbour Board")
    expect_position(speaker, "Surveyor", "For herself")
