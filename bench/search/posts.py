"""Posts in thousands, written straight into the tables: publishing them one by one would take hours."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

from django.contrib.contenttypes.models import ContentType
from django.db.models import sql
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from blog.models import BlogIndexPage, BlogPage
from search.models import SearchDocument


@dataclass
class Post:
    slug: str
    title: str
    paragraphs: list[str]
    date: datetime
    summary: str = ""
    topic_ids: list[int] = field(default_factory=list)
    person_ids: list[int] = field(default_factory=list)


def clear_posts() -> None:
    """Take all posts away again, and what is known of them."""
    SearchDocument.objects.filter(kind__in=["post", "quote"]).delete()
    for page in BlogIndexPage.objects.get().get_children():
        page.specific.delete()


def index_for_wagtail() -> None:
    """Put all posts into Wagtail's own search, as publishing them does."""
    backend = get_search_backend()
    index = backend.get_index_for_model(BlogPage)
    ids = list(BlogPage.objects.values_list("pk", flat=True))
    for start in range(0, len(ids), 500):
        index.add_items(BlogPage, BlogPage.objects.filter(pk__in=ids[start : start + 500]))


def load_posts(posts: Iterable[Post]) -> None:
    """Add published posts below the blog, without indexing them."""
    index = BlogIndexPage.objects.get()
    content_type = ContentType.objects.get_for_model(BlogPage)
    steplen, alphabet = Page.steplen, Page.alphabet
    pages, bodies = [], []
    for number, post in enumerate(posts, start=index.numchild + 1):
        page = BlogPage(
            title=post.title,
            draft_title=post.title,
            slug=post.slug,
            content_type=content_type,
            path=index.path + Page._int2str(number).rjust(steplen, alphabet[0]),
            depth=index.depth + 1,
            url_path=f"{index.url_path}{post.slug}/",
            live=True,
            first_published_at=post.date,
            last_published_at=post.date,
            locale_id=index.locale_id,
            date=post.date,
            summary=post.summary or post.title,
        )
        pages.append(page)
        bodies.append(post)
    _insert(pages, bodies)
    Page.objects.filter(pk=index.pk).update(numchild=index.numchild + len(pages))


def _insert(pages: list[BlogPage], posts: list[Post]) -> None:
    """Insert both rows of each page, for Django's ``bulk_create`` refuses models with a parent's table."""
    parents = [Page(**{f.attname: getattr(page, f.attname) for f in Page._meta.concrete_fields}) for page in pages]
    Page.objects.bulk_create(parents, batch_size=1000)
    for page, parent, post in zip(pages, parents, posts, strict=True):
        page.pk = page.page_ptr_id = page.id = parent.pk
        blocks = [
            {"type": "paragraph", "value": f"<p>{escape(text)}</p>", "id": str(uuid.uuid4())}
            for text in post.paragraphs
        ]
        setattr(page, "body", json.dumps(blocks))  # noqa: B010 - the type of what is assigned is not that of the field
    fields = BlogPage._meta.local_concrete_fields
    for start in range(0, len(pages), 500):
        query = sql.InsertQuery(BlogPage)
        query.insert_values(fields, [*pages[start : start + 500]])
        query.get_compiler("default").execute_sql()
    topics = BlogPage.topics.through
    topics.objects.bulk_create(
        [
            topics(blogpage_id=page.pk, topicpage_id=pk)
            for page, post in zip(pages, posts, strict=True)
            for pk in post.topic_ids
        ],
        batch_size=2000,
    )
    authors = BlogPage.authors.rel.related_model
    authors._default_manager.bulk_create(
        [
            authors(page_id=page.pk, person_id=pk, sort_order=n)
            for page, post in zip(pages, posts, strict=True)
            for n, pk in enumerate(post.person_ids)
        ],
        batch_size=2000,
    )
