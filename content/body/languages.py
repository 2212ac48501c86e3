"""The block for the language of a text that is not in that of its page (WCAG 2.2, 3.1.2)."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChoiceBlock

from core.languages import get_language_choices

HELP_TEXT = _("If it is not that of the page, so that screen readers pronounce it and browsers set it rightly.")


class LanguageBlock(ChoiceBlock):
    """A code of BCP 47, or nothing for the language of the page. It is no word of the text, so search leaves it out."""

    def __init__(self, **kwargs: Any) -> None:
        defaults = {"label": _("Language"), "required": False, "help_text": HELP_TEXT}
        super().__init__(**(defaults | kwargs | {"choices": get_language_choices}))

    def get_searchable_content(self, value):
        return []
