"""Benchmark of what publishing a post costs, on a site of 25 posts and on one of 20,000.

``make bench-publish`` makes a database of its own. For each way to publish it prints the CPU time of this process (the
median of several runs) and of the database's (their mean), both in milliseconds, and the number of queries. The tasks
that a publication leaves to the worker are counted and timed apart.
"""

import os
import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from blog.models import BlogPage
from config.settings.base import TASKS
from demo.builders import build_event, build_person, build_post, build_topic, paragraph_block, quote_block
from users.models import User

from .search.database import bench_database
from .search.posts import Post, index_for_wagtail, load_posts

SIZES = (25, 20_000)
RUNS = 15
WORDS = [f"{first}{second}" for first in ("fer", "nig", "wag", "lib", "harb") for second in range(80)]
#: In these units the kernel counts a process's CPU time.
TICKS = os.sysconf("SC_CLK_TCK")


def get_database_cpu_ms() -> float:
    """Return the CPU time of the connection's server process so far; PostgreSQL runs on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS * 1000


def measure(name: str, work: Callable[[], object]) -> None:
    """Print what one call of ``work`` costs. The database's time is a mean: the kernel counts in hundredths."""
    for _ in range(3):
        work()
    times, queries = [], []
    before = get_database_cpu_ms()
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    database = (get_database_cpu_ms() - before) / RUNS
    for _ in range(3):
        with CaptureQueriesContext(connection) as captured:
            work()
        queries.append(len(captured))
    median = statistics.median(times)
    print(
        f"  {name:<34} {median:6.1f} + {database:5.1f} = {median + database:6.1f} ms {max(queries):5} queries",
        flush=True,
    )


def load(number: int) -> None:
    chance = random.Random(7)  # noqa: S311 - the same data each time
    topics = [build_topic(f"Topic {n}").pk for n in range(20)]
    people = [build_person("Ida", f"Quill{n:02}").pk for n in range(20)]
    now = datetime.now(UTC)
    load_posts(
        Post(
            slug=f"post-{n}",
            title=" ".join(chance.sample(WORDS, 4)).capitalize(),
            paragraphs=[" ".join(chance.choices(WORDS, k=60)) for _ in range(4)],
            date=now - timedelta(hours=n + 1),
            topic_ids=chance.sample(topics, 2),
            person_ids=chance.sample(people, 2),
        )
        for n in range(number)
    )
    index_for_wagtail()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def make_post() -> BlogPage:
    person, topic = build_person("Ana", "Borrow"), build_topic("Harbours")
    return build_post(
        "The harbour at night",
        authors=[{"person": person}],
        topics=[topic],
        tags=["night"],
        event_reported=build_event(speakers=[{"person": person}]),
        body=[
            *[paragraph_block(f"<p>{' '.join(WORDS[n : n + 60])}</p>") for n in range(4)],
            quote_block("Nobody counts the boats.", person=person, role="Harbour master"),
            quote_block("Somebody should.", person=person),
        ],
    )


def press_publish(client: Client, post: BlogPage) -> None:
    """Press *Publish now* in the panel of a draft that has just been saved."""
    revision = BlogPage.objects.values_list("latest_revision_id", flat=True).get(pk=post.pk)
    data = {"when": "now", "at": "", "expire_at": "", "revision": revision}
    client.post(reverse("publish_page", args=[post.pk]), data)
    assert BlogPage.objects.values_list("live_revision_id", flat=True).get(pk=post.pk) == revision


def run_tasks() -> None:
    """Run what waits for the worker, in this process."""
    for task in DBTaskResult.objects.ready():
        task.task.call(*task.args_kwargs["args"], **task.args_kwargs["kwargs"])
    DBTaskResult.objects.all().delete()


def measure_all() -> None:
    post = make_post()
    run_tasks()
    number = count()
    client = Client()
    client.force_login(User.objects.create_superuser("bench"))

    def save_draft() -> BlogPage:
        page = BlogPage.objects.get(pk=post.pk).get_latest_revision_as_object()
        page.body[0].value.source = f"<p>Words {next(number)}.</p>"
        page.save_revision()
        return page

    measure("save a draft", save_draft)
    measure("save a draft and publish it", lambda: save_draft().get_latest_revision().publish())
    measure("save a draft, publish in the panel", lambda: press_publish(client, save_draft()))
    DBTaskResult.objects.all().delete()
    save_draft().get_latest_revision().publish()
    print(f"  tasks of one publication: {DBTaskResult.objects.count()}")
    post_tasks = [(task.task, task.args_kwargs) for task in DBTaskResult.objects.ready()]
    measure("its tasks, in the worker", lambda: [t.call(*a["args"], **a["kwargs"]) for t, a in post_tasks])


@override_settings(TASKS=TASKS, ALLOWED_HOSTS=["testserver"])
def main() -> None:
    for size in SIZES:
        with bench_database("bench_publishing"):
            load(size)
            print(f"{size:,} posts (Python + database)")
            measure_all()


if __name__ == "__main__":
    main()
