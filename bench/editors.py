"""Benchmark of what editors wait for at 5,000 posts and 5,000 people, and of a post page for comparison.

``make bench-editors`` makes databases of its own, measures each operation five times and prints the median in
milliseconds. Related posts are compared with the same post page without them, in one run. The screens of the admin are
compared with those of a site of 50 posts (``bench.editor_screens``); the command fails if one costs too much.
"""

import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.contrib.postgres.search import SearchVector
from django.db import connection
from django.db.models import F

from blog.models import BlogPage
from content.references.usage import get_uses
from demo.builders import build_event, build_person, build_topic
from people.guests import find_guests
from people.models import PersonPage
from topics.models import TopicPage

from .editor_screens import measure_screens, report
from .people import load_people
from .search.database import bench_database
from .search.posts import Post, load_posts

POSTS, PEOPLE, TOPICS = 5000, 5000, 40
FEW, EVENTS = 50, 30
EVENTS = 30
GIVEN = ("Ana", "Ben", "Éva", "José", "Ida", "Tomas", "Mina", "Rut", "Ola", "Piers", "Edna", "Zoë", "Ivo", "Wilma")
#: Enough words that two posts seldom share two of them in their titles, as on a real site.
WORDS = [f"{first}{second}" for first in ("fer", "nig", "wag", "lib", "harb") for second in map(str, range(80))]


def median_ms(work: Callable[[], object]) -> float:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def build(chance: random.Random, number_of_posts: int, number_of_people: int) -> None:
    """Fill the database: topics and events are published, people and posts written directly into the tables."""
    topics = [build_topic(f"Topic {number}").pk for number in range(TOPICS)]
    build_person("José", "Saramago Peña")
    people = load_people([(chance.choice(GIVEN), f"Quill{number:04}") for number in range(number_of_people)])
    for number in range(EVENTS):
        build_event(f"Event {number}", takes_bookings=True)
    now = datetime.now(UTC)
    load_posts(
        Post(
            slug=f"post-{number}",
            title=" ".join(chance.sample(WORDS, 4)).capitalize(),
            paragraphs=[" ".join(chance.choices(WORDS, k=60)) for _ in range(8)],
            date=now - timedelta(hours=number + 1),
            topic_ids=chance.sample(topics, 3),
            person_ids=chance.sample(people, 2),
        )
        for number in range(number_of_posts)
    )
    # The summary is the title here.
    BlogPage.objects.update(related_vector=SearchVector(F("summary"), config="english"))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def measure() -> dict[str, float]:
    post = BlogPage.for_serving().get(slug="post-2500")
    post.body.preload([])
    person = post.credits[0].person
    topic = TopicPage.objects.first()
    assert topic is not None
    return {
        "related posts of a post": median_ms(post.get_related),
        "the post itself, loaded": median_ms(lambda: list(BlogPage.for_serving().get(pk=post.pk).body)),
        "find a person by a part of the name": median_ms(
            lambda: list(PersonPage.objects.matching_name("jose ramag")[:20])
        ),
        "find people who are alike": median_ms(lambda: list(PersonPage.objects.similar_to("Ana", "Quil0042")[:5])),
        "uses of a person": median_ms(lambda: get_uses(person)),
        f"uses of a topic of {topic.posts.count()} posts": median_ms(lambda: get_uses(topic)),
        "guests that recur": median_ms(find_guests),
    }


def main() -> None:
    chance = random.Random(7)  # noqa: S311 - the same data each time
    with bench_database("bench_editors_small"):
        build(chance, FEW, FEW)
        small = measure_screens()
    with bench_database("bench_editors"):
        build(chance, POSTS, PEOPLE)
        for name, milliseconds in measure().items():
            print(f"{milliseconds:9.1f} ms  {name}")
        if report(small, measure_screens()):
            raise SystemExit(1)


if __name__ == "__main__":
    main()
