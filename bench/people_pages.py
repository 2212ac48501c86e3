"""Benchmark of the pages of people and topics as a site grows, and of rebuilding the quotes.

``make bench-people``. Both sides of a ratio are measured in turn within one run, under the same load of the machine.
"""

import statistics
import time
import uuid

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from blog.models import BlogPage, BlogPageAuthor
from demo.builders import build_person, build_post, build_topic, quote_block
from people.models import Quote
from people.quote_index import rebuild_quotes

from .search.database import bench_database

QUOTES_OF_MANY, QUOTES_OF_FEW = 500, 10
POSTS_OF_MANY, POSTS_OF_FEW = 5_000, 10
QUOTES_A_POST = 4
ROUNDS = 21


def multiply(post: BlogPage, number: int) -> None:
    """Add ``number`` copies of a post directly in the tables, each a minute older than the one before."""
    parent = post.get_parent()
    shared = {field.attname: getattr(post, field.attname) for field in Page._meta.concrete_fields}
    first = parent.numchild + 1
    pages = [
        Page(
            **shared
            | {
                "id": None,
                "path": Page._get_path(parent.path, parent.depth + 1, step),
                "slug": f"{post.slug}-{step}",
                "url_path": f"{parent.url_path}{post.slug}-{step}/",
                "translation_key": uuid.uuid4(),
                "live_revision_id": None,
                "latest_revision_id": None,
            }
        )
        for step in range(first, first + number)
    ]
    ids = [page.pk for page in Page.objects.bulk_create(pages, batch_size=1000)]
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + number)
    with connection.cursor() as cursor:
        for model, key in (
            (BlogPage, "page_ptr_id"),
            (BlogPageAuthor, "page_id"),
            (BlogPage.topics.through, "blogpage_id"),
        ):
            columns = [f.column for f in model._meta.local_concrete_fields if f.column not in {key, "id"}]
            names = ", ".join(f'"{column}"' for column in columns)
            table = model._meta.db_table
            cursor.execute(
                f"INSERT INTO {table} ({key}, {names}) "  # noqa: S608 - names of our own tables
                f"SELECT copy, {names} FROM {table}, unnest(%s) AS copy WHERE {key} = %s",
                [ids, post.pk],
            )
        cursor.execute(
            "UPDATE blog_blogpage SET date = date - array_position(%s, page_ptr_id) * interval '1 minute' "
            "WHERE page_ptr_id = ANY(%s)",
            [ids, ids],
        )
        cursor.execute("ANALYZE")


def fill() -> dict[str, str]:
    """Create the pages and return the URLs to compare."""
    many, few = build_person("Ana", "Many"), build_person("Ben", "Few")
    wide, narrow = build_topic("Wide"), build_topic("Narrow")
    words = "The hall was full by six, and the council's own figures lay on every chair. " * 3
    for name, speaker, topic, number, quotes in (
        ("guests", None, wide, POSTS_OF_MANY, QUOTES_A_POST),
        ("narrow", None, narrow, POSTS_OF_FEW, QUOTES_A_POST),
        ("many", many, None, QUOTES_OF_MANY, 1),
        ("few", few, None, QUOTES_OF_FEW, 1),
    ):
        body = [quote_block(words, person=speaker, name="" if speaker else "Guest", role="As it was")] * quotes
        topics = [topic] if topic else []
        post = build_post(f"Report {name}", body=body, topics=topics, authors=[{"name": "Guest"}])
        multiply(post, number - 1)
    return {"many": many.url, "few": few.url, "wide": wide.url, "narrow": narrow.url, "voices": "/people/voices/"}


def measure_rebuilding() -> None:
    """Print how long it takes to rebuild all quotes."""
    started = time.perf_counter()
    pages = sum(rebuild_quotes())
    seconds = time.perf_counter() - started
    print(f"{Quote.objects.count():,} quotes in {pages:,} pages were rebuilt in {seconds:.1f} s")


def compare(client: Client, addresses: dict[str, str], large: str, small: str) -> None:
    """Print the median times of both pages and their ratio."""
    taken: dict[str, list[float]] = {large: [], small: []}
    for _round in range(ROUNDS):
        for name, times in taken.items():
            started = time.perf_counter()
            response = client.get(addresses[name])
            times.append(time.perf_counter() - started)
            if response.status_code != 200:
                raise SystemExit(f"{addresses[name]} answers {response.status_code}")
    for name, times in taken.items():
        with CaptureQueriesContext(connection) as queries:
            client.get(addresses[name])
        print(f"{name}: {statistics.median(times) * 1000:.0f} ms, {len(queries)} queries")
    ratio = statistics.median(taken[large]) / statistics.median(taken[small])
    print(f"{large} takes {ratio:.2f} times as long as {small}")


def main() -> None:
    with bench_database("bench_people"):
        addresses, client = fill(), Client()
        measure_rebuilding()
        print(f"A person with {QUOTES_OF_MANY} quotes, and one with {QUOTES_OF_FEW}:")
        compare(client, addresses, "many", "few")
        print(f"A topic with {POSTS_OF_MANY:,} posts, and one with {POSTS_OF_FEW}:")
        compare(client, addresses, "wide", "narrow")
        print("Every published quote, and the person with few:")
        compare(client, addresses, "voices", "few")


if __name__ == "__main__":
    main()
