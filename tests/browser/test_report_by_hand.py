"""A whole report, typed by hand: with topics, people and events that do not exist yet, in at most 55 actions."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .actions import Actions
from .editor import PostForm, field_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PROMISE = 55

TITLE = "Ilse Marrow round table"
STRAPLINE = "Bringing libraries to the doorstep"
SUMMARY = "Researchers met Ilse Marrow MP this week to discuss how lending at the door might change public libraries."
OPENING = (
    "The round table, led by the Wharf, the university’s think tank, let those who study reading talk to somebody who "
    "votes on it. It turned on the doorstep: how can a library lend to those who never come to it?"
)
SPEAKERS = {
    "Prof Tamsin Okell": "She spoke of readers in the last year of their lives, and of how few books reach a ward.",
    "Ilse Marrow MP": "She said that lending at the door “does not feel like a big idea”, and that it is one.",
}
ROLES = {"Prof Tamsin Okell": "Professor of Palliative Care", "Ilse Marrow MP": "Member of Parliament"}
CHAIR, CHAIR_ROLE = "Prof Jonas Feld", "Professor of Evaluation"
QUOTE = [
    "We thank Ilse for taking the time to visit us. She heard at first hand what stands between a book and its reader.",
    "There is an appetite for it, and hardly any evidence. I hope that somebody will pay for both.",
]
CLOSING = "The next event at the Wharf is an inaugural lecture by Professor Orla Whitcombe on 25 April."
EVENT_REPORTED, NEXT_EVENT = "Round table with Ilse Marrow", "Inaugural lecture: Orla Whitcombe"
TOPICS = [
    "Reading and health",
    "Think tank news",
    "Current questions",
    "Lending at the door",
    "Library policy",
    "Public service reform in libraries",
]


class Report(Actions):
    """What an editor does to write the report, from the front page on."""

    def __init__(self, page: Page):
        super().__init__(page)
        self.main = page.get_by_role("main")

    def press_button(self, name: str, place: Page | Locator | None = None) -> None:
        self.click((place or self.page).get_by_role("button", name=name, exact=True))

    def start(self) -> None:
        self.click(self.main.get_by_role("link", name="Write a post"))
        for label, text in (("Title", TITLE), ("Strapline", STRAPLINE), ("Summary", SUMMARY)):
            self.fill(field_of(self.page, label), text)

    def add_block(self, kind: str) -> Locator:
        self.press_button(kind, self.page.get_by_role("group", name="Add", exact=True))
        return self.page.locator("[data-streamfield-child]").last

    def write(self, block: Locator, *paragraphs: str) -> None:
        """Type into the text of a new block, which has the focus already."""
        expect(block.locator("[contenteditable=true]")).to_be_focused()
        for number, text in enumerate(paragraphs):
            if number:
                self.press("Enter")
            self.insert_text(text)

    def create_person(self, place: Locator, name: str, role: str) -> None:
        """Look for somebody who is not there, and create them from what was typed."""
        self.press_button("Choose a person", place)
        dialog = self.page.get_by_role("dialog")
        self.fill(dialog.get_by_label("Search term"), name)
        self.press_button(f"Create “{name}”", dialog)
        self.fill(field_of(dialog, "Role today"), role)
        self.press("Enter", field_of(dialog, "Role today"))
        expect(place).to_contain_text(name)
        expect(place.locator(":focus")).to_have_count(1)  # whoever works by keyboard goes on from there

    def create_event(self, place: Locator, title: str, day: str, where: str) -> None:
        self.press_button("Choose an event", place)
        dialog = self.page.get_by_role("dialog")
        self.click(dialog.get_by_role("tab", name="New event"))
        for label, text in (("Title", title), ("Day", day), ("Place", where)):
            self.fill(field_of(dialog, label), text)
        self.press("Enter", field_of(dialog, "Place"))
        expect(place).to_contain_text(title)

    def create_topics(self, *titles: str) -> None:
        self.press_button("Choose or create topics")
        dialog = self.page.get_by_role("dialog")
        self.click(dialog.get_by_role("tab", name="New topic"))
        self.fill(field_of(dialog, "Title"), "\n".join(titles))
        self.press_button("Create and choose", dialog)
        for title in titles:
            expect(self.page.get_by_role("checkbox", name=title, exact=True)).to_be_checked()

    def publish(self) -> None:
        self.press_button("Publish")
        self.page.wait_for_url("**/publish/")
        self.press_button("Publish")


def test_a_whole_report_takes_no_more_actions_than_promised(new_page):
    page = new_page(account="editor")
    page.goto("/admin/")
    report, form = Report(page), PostForm(page)
    report.start()
    report.write(report.add_block("Paragraph"), OPENING)
    for name, words in SPEAKERS.items():
        block = report.add_block("Speaker")
        report.write(block, words)
        report.create_person(block, name, ROLES[name])
        expect(field_of(block, "Role that day")).to_have_value(ROLES[name])
    quote = report.add_block("Quote")
    report.write(quote, *QUOTE)
    report.create_person(quote, CHAIR, CHAIR_ROLE)
    report.write(report.add_block("Paragraph"), CLOSING)
    report.create_event(report.add_block("Event"), NEXT_EVENT, "25 April", "The old chapel")
    report.create_topics(*TOPICS)
    report.create_event(form.panel("Event reported"), EVENT_REPORTED, "yesterday", "The committee room")
    report.publish()
    form.expect_message("Live")
    print(report)
    report.expect_at_most(PROMISE)

    page.goto("/blog/")
    page.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    main = page.get_by_role("main")
    expected = (STRAPLINE, OPENING, *SPEAKERS, *SPEAKERS.values(), *ROLES.values(), *QUOTE, CHAIR, CHAIR_ROLE, CLOSING)
    for text in (*expected, NEXT_EVENT, EVENT_REPORTED, *TOPICS):
        expect(main).to_contain_text(text)
    for name in (*SPEAKERS, CHAIR, NEXT_EVENT, EVENT_REPORTED, *TOPICS):
        expect(main.get_by_role("link", name=re.compile(re.escape(name))).first).to_be_visible()
