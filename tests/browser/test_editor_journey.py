"""The way of a report: an editor writes and publishes it, visitors find it; contributors submit for approval."""

import pytest
from playwright.sync_api import Page, expect

from .editor import PostForm, field_of, find_form_and_start_post, sign_in, start_post
from .prepare import AUTHOR, EVENT, TOPICS
from .test_people_journey import expect_accessible_part
from .visitor import expect_accessible, search

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

TITLE = "Waiting for the last bus"
STRAPLINE = "Who pays for the seat that nobody sits in"
SUMMARY = "Researchers met Perdita Quarrendon MP to ask what a village loses with its evening bus."
OPENING = [
    "Researchers met Perdita Quarrendon MP this week to discuss what a village loses with its evening bus.",
    "The round table, led by the Crossing, brought those who count passengers together with those who answer for "
    "timetables. Dr Ivo Pellander said that most of the riders he had followed were on their way to a night shift. He "
    "added that nobody had asked them before the timetable was cut.",
]
SPEAKER = "Perdita Quarrendon MP"
SPEAKER_ROLE = "Member of Parliament for Lower Aldersea"
ARGUMENT = "She spoke of her own road to school, and said that transport “does not feel like care” until it is gone."
CHAIR = "Prof Anselm Yarrowby"
CHAIR_ROLE_TODAY = "Professor of Mobility"
CHAIR_ROLE = "Chair of the round table"
QUOTE = [
    "We thank everybody who came out on a wet evening. The lamplighter had a better connection than the night nurse.",
    "There is no lack of trials. What is missing is somebody who still counts the passengers when the trial is over.",
]
WORD_OF_QUOTE = "lamplighter"
CLOSING = "The next event at the Crossing will be a lecture on ferries in the spring."


def write_report(page: Page) -> PostForm:
    form = find_form_and_start_post(page, TITLE)
    form.fill("Strapline", STRAPLINE)
    form.fill("Summary", SUMMARY)
    form.write(form.add_block("Paragraph"), *OPENING)
    speaker = form.add_block("Speaker")
    form.create_person(speaker, SPEAKER, Given_name="Perdita", Family_name="Quarrendon", Letters_after_the_name="MP")
    speaker.get_by_label("Role that day").fill(SPEAKER_ROLE)
    form.write(speaker, ARGUMENT)
    quote = form.add_block("Quote")
    form.write(quote, *QUOTE)
    form.create_person(
        quote, CHAIR, Honorific="Prof", Given_name="Anselm", Family_name="Yarrowby", Role_today=CHAIR_ROLE_TODAY
    )
    quote.get_by_label("Role that day").fill(CHAIR_ROLE)
    form.write(form.add_block("Paragraph"), CLOSING)
    form.choose_topics(*TOPICS)
    form.choose_event(EVENT)
    form.tab("Key details")
    form.add_author(AUTHOR, "Editor")
    return form


def expect_report(body) -> None:
    for text in (TITLE, STRAPLINE, *OPENING, SPEAKER, SPEAKER_ROLE, ARGUMENT, *QUOTE, CHAIR, CHAIR_ROLE, CLOSING):
        expect(body).to_contain_text(text)


def teaser(visitor):
    """The link to the post in a list; quotes from it in the same list link to their places in it."""
    return visitor.get_by_role("main").get_by_role("heading").get_by_role("link", name=TITLE)


def test_an_editor_reports_a_round_table_and_visitors_find_it(new_page):
    page = new_page()
    sign_in(page, "editor")
    form = write_report(page)
    expect_report(form.preview())
    expect_report(form.preview_in_new_tab().locator("body"))
    form.publish()
    form.expect_message("Live")

    visitor = new_page()
    for words in (WORD_OF_QUOTE, SPEAKER):
        search(visitor, words)
        expect(teaser(visitor)).to_be_visible()
    for topic in TOPICS:
        visitor.goto("/topics/")
        visitor.get_by_role("main").get_by_role("link", name=topic).click()
        expect(teaser(visitor)).to_be_visible()
    teaser(visitor).click()
    expect_post(visitor)
    expect_its_links(visitor)
    assert not visitor.context.cookies()


def expect_post(page: Page) -> None:
    """The published report, as a visitor reads it."""
    main = page.get_by_role("main")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect_report(page.locator("body"))
    quote = main.locator("blockquote")
    expect(quote.get_by_role("paragraph")).to_have_text(QUOTE)
    expect(main.get_by_text(CHAIR_ROLE_TODAY)).to_have_count(0)
    expect(main.get_by_role("link", name=AUTHOR).first).to_be_visible()
    for topic in TOPICS:
        expect(main.get_by_role("link", name=topic).first).to_be_visible()
    expect_accessible(page)


def expect_its_links(page: Page) -> None:
    """The person quoted and the event reported are linked both ways."""
    main = page.get_by_role("main")
    post = page.url
    main.locator(".article__body").get_by_role("link", name=CHAIR).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(CHAIR)
    expect(main).to_contain_text(CHAIR_ROLE_TODAY)
    expect(main).to_contain_text(QUOTE[0])
    expect_accessible(page)
    main.get_by_role("link", name=TITLE).first.click()
    main.get_by_role("link", name=EVENT).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(EVENT)
    expect_accessible(page)
    main.get_by_role("link", name=TITLE).first.click()
    expect(page).to_have_url(post)


def test_a_draft_needs_no_more_than_a_title(new_page):
    page = new_page(account="editor")
    form = start_post(page, "Only a thought")
    form.add_block("Quote")
    form.save_draft()
    form.expect_message("Only a thought")
    form.wait_for_autosave()  # one that is under way while the page loads again would make the form outdated
    page.reload()
    expect(page.locator("input[name=body-0-type]")).to_have_value("quote")

    form.open_panel()
    expect(page.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    missing = page.get_by_role("region", name="Still missing")
    expect(missing).to_contain_text("Text: This field is required.")
    expect(missing).to_contain_text("Person: Choose a person, or type the name of a guest.")
    expect_accessible_part(page)
    missing.get_by_role("link", name="Summary is missing.").click()
    expect(field_of(page, "Summary")).to_be_focused()


def test_a_contributor_submits_and_an_editor_approves(new_page):
    title = "Notes from the back seat"
    contributor = new_page(account="contributor")
    form = find_form_and_start_post(contributor, title)
    form.write(form.add_block("Paragraph"), "The heating is on the left-hand side.")
    form.fill("Summary", "What can be seen from there.")
    expect(contributor.get_by_role("button", name="Publish")).to_have_count(0)
    form.publish("Submit")
    form.expect_message("Waits for Edda Torres")
    visitor = new_page()
    visitor.goto("/blog/")
    expect(visitor.get_by_role("link", name=title)).to_have_count(0)

    editor = new_page(account="editor")
    editor.goto("/admin/")
    editor.get_by_role("main").get_by_role("link", name=title).click()
    editor.wait_for_url("**/publish/")  # the panel says what is asked
    editor.get_by_role("button", name="Approve", exact=True).click()
    PostForm(editor).expect_message("Live")
    visitor.reload()
    visitor.get_by_role("link", name=title).click()
    expect(visitor.get_by_role("main")).to_contain_text("The heating is on the left-hand side.")
