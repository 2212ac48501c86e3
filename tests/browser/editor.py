"""Actions of editors in Wagtail's admin, by the labels and clicks that they would use."""

import re

from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from blog.models import BlogIndexPage
from demo.accounts import ACCOUNTS

# Whether what the form holds has been saved, or was there from the beginning.
IS_SAVED = """() => {
    const form = document.querySelector("form[data-edit-form]")
    const controller = name => window.wagtail?.app?.getControllerForElementAndIdentifier(form, name)
    const unsaved = controller("w-unsaved")
    return !unsaved?.isDirty && !controller("w-autosave")?.running
}"""
PASSWORDS = {account.username: account.password for account in ACCOUNTS}


def sign_in(page: Page, username: str) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORDS[username])
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile("/admin/$"))


def start_post(page: Page, title: str) -> "PostForm":
    """Open the form of a new post and fill in its title; return once the draft has been saved automatically.

    So no later click coincides with the first saving.
    """
    blog = BlogIndexPage.objects.get()  # the site's database is a copy of the tests' own
    page.goto(reverse("wagtailadmin_pages:add", args=["blog", "blogpage", blog.pk]))
    return fill_in_title(page, title)


def find_form_and_start_post(page: Page, title: str) -> "PostForm":
    """Do the same from the list of pages on, as an editor does who has no address of the form."""
    page.goto("/admin/pages/")
    page.get_by_role("link", name="Explore child pages of 'Blog'").click()
    page.get_by_role("link", name="Add child page").click()
    return fill_in_title(page, title)


def fill_in_title(page: Page, title: str) -> "PostForm":
    form = PostForm(page)
    form.fill("Title", title)
    page.wait_for_url("**/edit/")
    return form


def field_of(place: Page | Locator, label: str) -> Locator:
    """Return the text field with that label, with or without the star of a required field."""
    return place.get_by_role("textbox", name=re.compile(rf"^{label}\s*\*?$"))


class PostForm:
    """A post that is open in the editor."""

    def __init__(self, page: Page):
        self.page = page

    def tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name).click()

    def fill(self, label: str, text: str) -> None:
        field_of(self.page, label).fill(text)

    def panel(self, name: str) -> Locator:
        return self.page.locator("section.w-panel").filter(has=self.page.get_by_role("heading", name=name)).last

    # The body

    def add_block(self, kind: str) -> Locator:
        """Add a block at the end of the body and return it."""
        types = self.page.locator("input[name^=body-][name$=-type]")
        number = types.count()
        body = self.page.locator("[data-contentpath=body]")
        body.get_by_role("button", name="Insert a block").last.click()
        self.page.get_by_role("option", name=kind, exact=True).click()
        expect(types).to_have_count(number + 1)
        block = self.page.locator("[data-streamfield-child]").filter(
            has=self.page.locator(f"input[name=body-{number}-type]")
        )
        # It slides open, and what is clicked meanwhile may have moved away.
        expect(block).to_be_visible()
        self.page.wait_for_function("() => jQuery(':animated').length === 0")
        return block

    def write(self, block: Locator, *paragraphs: str) -> None:
        """Type into the rich text of a block, and wait until the form's hidden field has the whole text."""
        # It is made when it comes near the window.
        block.locator(":is([contenteditable=true], .editor-text-to-come)").scroll_into_view_if_needed()
        editor = block.locator("[contenteditable=true]")
        editor.click()
        expect(editor).to_be_focused()
        for number, text in enumerate(paragraphs):
            if number:
                self.page.keyboard.press("Enter")
            self.page.keyboard.insert_text(text)
        sent = block.locator("input[type=hidden]:has(+ [data-draftail-editor-wrapper])")
        expect(sent).to_have_value(re.compile(".*".join(map(re.escape, paragraphs))))

    # People

    def create_person(self, place: Locator, name: str, **fields: str) -> None:
        """Create a person in the chooser dialog of ``place``. ``name`` is their full name."""
        place.get_by_role("button", name="Choose a person").click()
        self.create_person_in_dialog(**fields)
        expect(place).to_contain_text(name)

    def create_person_in_dialog(self, **fields: str) -> None:
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("tab", name="New person").click()
        for field, value in fields.items():
            field_of(dialog, field.replace("_", " ")).fill(value)
        dialog.get_by_role("button", name="Create and choose").click()

    def choose_person(self, place: Locator, name: str) -> None:
        place.get_by_role("button", name="Choose a person").click()
        self.page.get_by_role("dialog").get_by_role("link", name=name).click()
        expect(place).to_contain_text(name)

    # Key details

    def add_author(self, name: str, role: str) -> None:
        self.page.get_by_role("button", name="Add author").click()
        authors = self.panel("Authors")
        self.choose_person(authors, name)
        authors.get_by_label("Role that day").fill(role)

    def choose_topics(self, *titles: str) -> None:
        for title in titles:
            self.panel("Topics").get_by_role("checkbox", name=title, exact=True).check()

    def choose_event(self, title: str) -> None:
        panel = self.panel("Event reported")
        panel.get_by_role("button", name="Choose an event").click()
        self.page.get_by_role("dialog").get_by_role("link", name=title).click()
        expect(panel).to_contain_text(title)

    # What is done with the whole

    def preview(self) -> Locator:
        """Open the preview beside the form and return the page in it."""
        self.page.get_by_role("button", name="Toggle preview").click()
        return self.page.frame_locator("iframe[title=Preview]").first.locator("body")

    def preview_in_new_tab(self) -> Page:
        with self.page.expect_popup() as popup:
            self.page.get_by_role("link", name="Preview in new tab").click()
        return popup.value

    def wait_for_autosave(self) -> None:
        self.page.wait_for_function(IS_SAVED)

    def save_draft(self) -> None:
        self.page.get_by_role("button", name="Save draft").click()

    def publish(self, name: str = "Publish") -> None:
        """Press *Publish*, *Submit* or *Approve*, and the same in the panel, where the page goes out now."""
        self.open_panel(name)
        self.page.get_by_role("button", name=name, exact=True).click()

    def open_panel(self, name: str = "Publish") -> None:
        self.wait_for_autosave()
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.wait_for_url("**/publish/")

    def act(self, name: str) -> None:
        """Choose from the menu beside "Publish"."""
        self.actions().get_by_role("button", name=name, exact=True).click()

    def actions(self) -> Locator:
        """Open the menu beside "Publish"."""
        self.page.get_by_role("button", name="More actions").click()
        return self.page.get_by_role("navigation", name="Actions (footer)")

    def expect_message(self, text: str) -> Locator:
        message = self.page.locator(".messages").filter(has_text=text)
        expect(message).to_be_visible()
        return message

    def errors(self, name: str) -> Locator:
        """The messages at the field of that name."""
        return self.page.locator(f"[data-contentpath={name}] .error-message")
