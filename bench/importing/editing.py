"""Sending a page through the editor's form as a browser would, whatever blocks its body has."""

import json
from typing import Any

import lxml.html
from django.http import QueryDict
from django.urls import reverse
from wagtail.blocks import BooleanBlock, ListBlock, RichTextBlock, StaticBlock, StreamBlock, StructBlock
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text


def block_data(block, value, prefix: str) -> dict[str, str]:
    """Return the fields that the editor's form has for a block: ``value`` is what StreamField stores."""
    if isinstance(block, StreamBlock):
        return _numbered(
            [(item["id"], item["type"], block.child_blocks[item["type"]], item["value"]) for item in value], prefix
        )
    if isinstance(block, ListBlock):
        items = [
            (item["id"], None, block.child_block, item["value"])
            for item in block.get_prep_value(block.to_python(value))
        ]
        return _numbered(items, prefix)
    if isinstance(block, StructBlock):
        data: dict[str, str] = {}
        for name, child in block.child_blocks.items():
            data |= block_data(child, (value or {}).get(name), f"{prefix}-{name}")
        return data
    if isinstance(block, StaticBlock):
        return {}
    if isinstance(block, RichTextBlock):
        return {prefix: rich_text(value or "", features=block.features)}
    if isinstance(block, TableBlock):
        return {prefix: json.dumps(value)}
    if isinstance(block, BooleanBlock):
        return {prefix: "on"} if value else {}
    return {prefix: "" if value is None else str(value)}


def _numbered(items: list, prefix: str) -> dict[str, str]:
    data = {f"{prefix}-count": str(len(items))}
    for number, (block_id, kind, block, value) in enumerate(items):
        here = f"{prefix}-{number}"
        data |= {f"{here}-deleted": "", f"{here}-order": str(number), f"{here}-id": block_id or ""}
        if kind:
            data[f"{here}-type"] = kind
        data |= block_data(block, value, f"{here}-value")
    return data


def form_fields(html: str) -> QueryDict:
    """Return what a browser would send of the editor's form.

    Wagtail's ``querydict_from_html`` says the same, and takes fifteen times as long for a page of this size.
    """
    document: Any = lxml.html.document_fromstring(html)
    form = document.get_element_by_id("page-edit-form")
    # lxml leaves a field without a value out; a browser sends it empty.
    for field in form.xpath(".//input[not(@value) and not(@type='checkbox') and not(@type='radio')]"):
        field.set("value", "")
    data = QueryDict(mutable=True)
    for name, value in form.form_values():
        data.appendlist(name, value)
    return data


def publish_in_editor(client, page: Page) -> list[str]:
    """Open a page in the editor, press “Publish”, and return what is complained of."""
    page = page.specific
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = client.get(url)
    if response.status_code != 200:
        return [f"the editor answers {response.status_code}"]
    data = form_fields(response.content.decode())
    latest = page.get_latest_revision_as_object()
    for name in ("body", "corrections", "agenda", "photos"):
        if hasattr(latest, name):
            stream = getattr(latest, name)
            for key, value in block_data(stream.stream_block, stream.get_prep_value(), name).items():
                data[key] = value
    data["action-publish"] = "1"
    response = client.post(url, data)
    if response.status_code == 302:
        return []
    form = response.context_data["form"]
    complaints = [f"{name}: {error}" for name, error in form.errors.items()]
    complaints += [str(formset.errors) for formset in form.formsets.values() if not formset.is_valid()]
    return complaints or ["it was not published"]
