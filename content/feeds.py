"""Feeds that any text can stand in."""

import re

# XML 1.0, section 2.2. A slide or a PDF leaves such characters in what is pasted from it.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def strip_forbidden_characters(value):
    """Return a text, or the texts of a list, without characters that XML does not allow; anything else as it is."""
    if isinstance(value, str):
        return _FORBIDDEN.sub("", value)
    return [strip_forbidden_characters(item) for item in value] if isinstance(value, list | tuple) else value


class XMLTextMixin:
    """For a feed generator of Django's, which refuses a feed with a forbidden character anywhere."""

    def __init__(self, title, link, description, **fields):
        fields = {name: strip_forbidden_characters(value) for name, value in fields.items()}
        super().__init__(strip_forbidden_characters(title), link, strip_forbidden_characters(description), **fields)

    def add_item(self, title, link, description, **fields):
        fields = {name: strip_forbidden_characters(value) for name, value in fields.items()}
        super().add_item(strip_forbidden_characters(title), link, strip_forbidden_characters(description), **fields)
