"""Posts of invented words with the frequencies of real texts (Zipf's law), the same for the same seed."""

import random
from datetime import UTC, datetime, timedelta
from itertools import accumulate, product

from demo.builders import build_person, build_topic

from .posts import Post, load_posts

WORDS_A_POST = 600
VOCABULARY = 30_000
TOPICS, PEOPLE = 40, 200
_SYLLABLES = [a + b for a, b in product("bdfgklmnprstvz", "aeiou")]


class Language:
    """Invented words by rank, the commonest first; about the first ten occur in every post of 600 words."""

    def __init__(self, seed: int = 1):
        self.random = random.Random(seed)  # noqa: S311 - the same posts each time are wanted
        words: dict[str, None] = {}
        while len(words) < VOCABULARY:
            # Short words are common in every language; a final “x” keeps the stemmer from taking endings off.
            length = 2 if len(words) < 300 else 3 if len(words) < 5000 else 4
            words["".join(self.random.choices(_SYLLABLES, k=length)) + "x"] = None
        self.words = list(words)
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))

    def text(self, length: int) -> str:
        return " ".join(self.random.choices(self.words, cum_weights=self._weights, k=length))

    def posts(self, count: int, topic_ids: list[int], person_ids: list[int]):
        for number in range(count):
            paragraphs = [self.text(WORDS_A_POST // 6) for _ in range(6)]
            yield Post(
                slug=f"post-{number}",
                title=self.text(6).capitalize(),
                summary=self.text(20),
                paragraphs=paragraphs,
                date=datetime(2010, 1, 1, tzinfo=UTC) + timedelta(days=self.random.randrange(5800), seconds=number),
                topic_ids=self.random.sample(topic_ids, self.random.randrange(1, 4)),
                person_ids=self.random.sample(person_ids, self.random.randrange(1, 3)),
            )


def load(count: int, seed: int = 1) -> Language:
    """Fill the database with topics, people and ``count`` posts, and return the language that they are written in."""
    language = Language(seed)
    topics = [build_topic(language.text(2).title()).pk for _ in range(TOPICS)]
    people = [build_person(*language.text(2).title().split()).pk for _ in range(PEOPLE)]
    load_posts(language.posts(count, topics, people))
    return language
