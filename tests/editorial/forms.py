"""The editor's form of a post, as the browser sends it."""

from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from blog.models import BlogPage

AUTOSAVE = {"Accept": "application/json", "X-Save-Queue": "autosave"}
ACTION = {"X-Save-Queue": "action"}


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def loaded_from(page: Page) -> dict[str, str]:
    """Return the fields that say from which version the form was loaded: from the latest one."""
    revision = Page.objects.get(pk=page.pk).latest_revision
    if revision is None:
        return {"loaded_revision_id": "", "loaded_revision_created_at": ""}
    return {"loaded_revision_id": str(revision.pk), "loaded_revision_created_at": revision.created_at.isoformat()}


def form_of(post: BlogPage, **fields: Any) -> dict[str, Any]:
    """Return what the form of ``post`` sends; ``fields`` are changes, ``paragraphs`` the body by block id."""
    paragraphs = fields.pop("paragraphs", {"p1": "First."})
    body = streamfield([("paragraph", rich_text(f"<p>{text}</p>")) for text in paragraphs.values()])
    for number, block_id in enumerate(paragraphs):
        body[f"{number}"]["id"] = block_id
    data = {
        "title": post.title,
        "slug": post.slug,
        "summary": "In brief.",
        "date": "2026-03-01 09:30",
        "body": body,
        "authors": inline_formset([]),
        "related_posts": inline_formset([]),
        "corrections": streamfield([]),
        "comments": inline_formset([]),
        "submission": str(uuid4()),
    }
    return nested_form_data(data | loaded_from(post) | fields)


def send(client: Client, post: BlogPage, data: dict[str, Any], headers: dict[str, str] | None = None):
    return client.post(edit_url(post), data, headers=headers or {})
