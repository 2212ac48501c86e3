"""Actions of somebody who has no mouse: every control is reached with Tab alone, and used with its own key.

``KeyboardActions`` has the methods of ``Actions``, so that one journey can be walked both ways. Whatever Tab does not
reach, or what shows no sign that it has the focus, fails the journey (WCAG 2.1.1 and 2.4.7).
"""

from playwright.sync_api import Locator

from .actions import Actions

#: Presses of Tab: more than any screen has controls.
MOST_CONTROLS = 250
#: Milliseconds after which the focus has moved within a group: Wagtail's tabs move it by a timer.
MOVE = 100
IS_FOCUSED = "element => element === document.activeElement"
IS_BEFORE_FOCUS = """element => Boolean(
    document.activeElement.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING
)"""
#: Whether the focus is drawn on the element itself, on its label, or on what holds it, such as a tile of a list.
SHOWS_FOCUS = """element => {
    const isDrawn = part => {
        const style = getComputedStyle(part)
        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none"
    }
    return [element, element.parentElement, ...(element.labels ?? [])].some(isDrawn)
}"""
CHECKABLE = ("radio", "checkbox")


class KeyboardActions(Actions):
    """As ``Actions``, without a mouse."""

    def go_to(self, target: Locator) -> None:
        """Press Tab, or Shift and Tab where the target comes before the focus, until the target has the focus."""
        target.wait_for()
        key = "Shift+Tab" if target.evaluate(IS_BEFORE_FOCUS) else "Tab"
        for _press in range(MOST_CONTROLS):
            if target.evaluate(IS_FOCUSED):
                self._expect_visible_focus(target)
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{key} does not reach {target}.\n{self}")

    def _expect_visible_focus(self, target: Locator) -> None:
        for _attempt in range(10):  # it may be drawn by a transition
            if target.evaluate(SHOWS_FOCUS):
                return
            self.page.wait_for_timeout(MOVE)
        raise AssertionError(f"Nothing shows that {target} has the focus.")

    def tab_into(self, field: Locator) -> None:
        """As ``go_to``, for a field of another document, such as that of an iframe."""
        for _press in range(MOST_CONTROLS):
            if field.evaluate(IS_FOCUSED) and self.page.evaluate("document.activeElement.tagName") == "IFRAME":
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {field}.\n{self}")

    def click(self, target: Locator) -> None:
        if target.get_attribute("role") == "tab":
            self._choose(target, target.locator("xpath=ancestor::*[@role='tablist']").get_by_role("tab"), "ArrowRight")
        elif target.get_attribute("type") == "radio":
            name = target.get_attribute("name")
            self._choose(target, self.page.locator(f"input[type=radio][name='{name}']"), "ArrowDown")
        else:
            self.go_to(target)
            self.page.keyboard.press("Space" if target.get_attribute("type") == "checkbox" else "Enter")
        self._count("use", target)

    def fill(self, field: Locator, text: str) -> None:
        self.go_to(field)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)
        self._count(f"type {text!r} into", field)

    def select(self, field: Locator, label: str) -> None:
        self.go_to(field)
        self.page.keyboard.type(label)
        self._count(f"choose {label!r} in", field)

    def _choose(self, target: Locator, group: Locator, key: str) -> None:
        """Choose one of a group that Tab stops at once, at the chosen one or the first: the arrows go on from there."""
        chosen = group.and_(self.page.locator(":checked, [aria-selected=true]"))
        if chosen.count():
            self.go_to(chosen)
        else:
            self.go_to(group.first)
            self.page.keyboard.press("Space")
        for _press in range(group.count()):
            if target.evaluate(IS_FOCUSED):
                return
            self.page.keyboard.press(key)
            self.page.wait_for_timeout(MOVE)
        raise AssertionError(f"{key} does not reach {target}.")
