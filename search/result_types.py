"""Types of result: the kinds of page, quotes and documents."""

from zlib import crc32

from django.utils.translation import gettext_lazy as _
from wagtail.models import get_page_models

from content.models import BasePage

from .models.documents import DOCUMENT, QUOTE
from .tokenizer import split_words


def get_result_types() -> dict[str, str]:
    """Return the label of each type, by the word that addresses have for it."""
    page_types = {
        model.kind: model.kind_label
        for model in get_page_models()
        if issubclass(model, BasePage) and model.kind != "page"
    }
    return page_types | {"page": _("Page"), QUOTE: _("Quote"), DOCUMENT: _("Document")}


def get_type_words() -> dict[str, str]:
    """Return the type that each normalised word after ``type:`` means.

    Types are known by their word in addresses and by their label, in the singular and in the plural.
    """
    types: dict[str, str] = {}
    for kind, label in get_result_types().items():
        for text in (kind, str(label)):
            word = " ".join(split_words(text))
            types |= {word: kind, f"{word}s": kind}
    return {**types, "people": "person"} if "person" in types.values() else types


def get_kind_number(kind: str) -> int:
    """Return the number that a kind of result has in the index: the same whatever other kinds there are."""
    return crc32(kind.encode()) >> 1
