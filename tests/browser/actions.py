"""Counting what an editor does: a click, a key chord, or a field that is typed into, is one action.

Journeys are promised in actions ("cancel an event in at most 6"). ``Actions`` does what Playwright's locators do and
counts it, with a name for each, so that a journey that became longer says by what.
"""

from playwright.sync_api import FilePayload, Locator, Page


class Actions:
    """What one editor has done on ``page``: ``log`` has a line for each action, ``len()`` their number.

    ``before`` is the log of what somebody else has done for it.
    """

    def __init__(self, page: Page, before: list[str] | None = None):
        self.page = page
        self.log = list(before or [])

    def __len__(self) -> int:
        return len(self.log)

    def __str__(self) -> str:
        lines = (f"{number:3}. {action}" for number, action in enumerate(self.log, start=1))
        return "\n".join([f"{len(self)} actions:", *lines])

    def _count(self, verb: str, what: object) -> None:
        self.log.append(f"{verb} {str(what).removeprefix('<Locator ').removesuffix('>')}")

    def click(self, target: Locator) -> None:
        target.click()
        self._count("click", target)

    def fill(self, field: Locator, text: str) -> None:
        """Type into a field: one action, however long the text."""
        field.fill(text)
        self._count(f"type {text!r} into", field)

    def insert_text(self, text: str) -> None:
        """Type where the focus is already, e.g. into rich text that a click has opened."""
        self.page.keyboard.insert_text(text)
        self._count("type", repr(text))

    def press(self, keys: str, field: Locator | None = None) -> None:
        """Press a key or a chord, e.g. ``Enter`` or ``Control+s``, in a field or where the focus is."""
        if field:
            field.press(keys)
        else:
            self.page.keyboard.press(keys)
        self._count("press", keys)

    def select(self, field: Locator, label: str) -> None:
        """Choose from a drop-down list: one action, as by typing the first letters."""
        field.select_option(label=label)
        self._count(f"choose {label!r} in", field)

    def upload(self, field: Locator, file: FilePayload) -> None:
        field.set_input_files(file)
        self._count(f"upload {file['name']} to", field)

    def expect_at_most(self, number: int) -> None:
        assert len(self) <= number, f"{self}\nThe promise is {number}."
