"""How a field or a block of one version is shown beside the other version, with what has changed marked."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from wagtail.admin.compare import diff_text, get_comparison_class_for_block

from content.models import BasePage
from editorial.history.contents import get_keys


def show_field(page: BasePage, name: str, base: BasePage | None) -> SafeString:
    """Return the value of a field as HTML; what differs from ``base`` is marked as added or deleted."""
    text = get_text(page, name)
    if base is None:
        return escape(text or gettext("(empty)"))
    return diff_text(get_text(base, name), text).to_html() or escape(gettext("(empty)"))


def get_text(page: BasePage, name: str) -> str:
    """Return the value of a field as an editor would read it aloud."""
    field = page._meta.get_field(name)
    value = getattr(page, name)
    if field.is_relation and (field.one_to_many or field.many_to_many):
        return "\n".join(str(record) for record in value.all())
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(field, models.DateTimeField):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT") if value else ""
    if getattr(field, "choices", None):
        return str(getattr(page, f"get_{name}_display")())
    return "" if value is None else strip_tags(str(value))


def show_block(page: BasePage, name: str, key: str, base: BasePage | None) -> SafeString:
    """Return a block of a body as HTML, likewise."""
    block, before = find_block(page, name, key), find_block(base, name, key)
    if block is None:
        return format_html("<em>{}</em>", gettext("(not in this version)"))
    compare = get_comparison_class_for_block(block.block)
    if before is None or before.block_type != block.block_type:
        return compare(block.block, True, True, block.value, block.value).htmlvalue(block.value)
    return compare(block.block, True, True, before.value, block.value).htmldiff()


def get_blocks(page: BasePage, name: str) -> dict[str, Any]:
    """Return the blocks of a body by their keys, in their order."""
    stream = getattr(page, name)
    return dict(zip(get_keys(block.id for block in stream), stream, strict=True))


def find_block(page: BasePage | None, name: str, key: str) -> Any:
    return get_blocks(page, name).get(key) if page else None
