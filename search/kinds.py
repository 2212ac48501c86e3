from zlib import crc32

from django.utils.translation import gettext_lazy as _
from wagtail.models import get_page_models

from content.models import BasePage

from .models.documents import DOCUMENT, QUOTE


def kinds() -> dict[str, str]:
    """The types of result: word in addresses, and label."""
    return {
        model.kind: model.kind_label
        for model in get_page_models()
        if issubclass(model, BasePage) and model.kind != "page"
    } | {"page": _("Page"), QUOTE: _("Quote"), DOCUMENT: _("Document")}


def kind_number(kind: str) -> int:
    """Return the number that a kind of result has in the index: the same whatever other kinds there are."""
    return crc32(kind.encode()) >> 1
