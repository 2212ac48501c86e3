"""Known items: texts that somebody has read and looks for again, by what is remembered of them.

The queries are drawn from the texts of an archive by a fixed seed, so that any archive has them. Each has one good
answer, the text that it was drawn from.
"""

import random
import re
from collections.abc import Callable

from .judged import Judged
from .posts import Post

#: How many texts are drawn for each class.
PER_CLASS = 100
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONG = 6


def known_items(posts: list[Post], seed: int = 7) -> list[Judged]:
    chance = random.Random(seed)  # noqa: S311 - the same queries each time are wanted
    makers: dict[str, Callable[[Post], str]] = {
        "exact title": lambda post: post.title,
        "three words of the title": lambda post: _some(_WORD.findall(post.title), 3, chance),
        "title with slips": lambda post: _WORD.sub(lambda word: _misspell(word[0]), post.title),
        "five words of the body": lambda post: _run(post, 5, chance),
        "a sentence of eight words": lambda post: _run(post, 8, chance),
        "a quoted phrase": lambda post: f'"{_run(post, 4, chance)}"',
        "two words": lambda post: _some([w for w in _words(post) if len(w) > _LONG], 2, chance),
    }
    long_enough = [post for post in posts if len(_words(post)) > 40 and len(_WORD.findall(post.title)) > 2]
    queries = []
    for kind, make in makers.items():
        for post in chance.sample(long_enough, min(PER_CLASS, len(long_enough))):
            queries.append(Judged(kind, make(post).replace("{", "").replace("}", ""), (f"/{post.slug}/",)))
    return queries


def _words(post: Post) -> list[str]:
    return _WORD.findall(" ".join(post.paragraphs))


def _run(post: Post, size: int, chance: random.Random) -> str:
    """Return words that stand side by side in a text."""
    words = _words(post)
    start = chance.randrange(len(words) - size)
    return " ".join(words[start : start + size])


def _some(words: list[str], size: int, chance: random.Random) -> str:
    """Return some different words in the order of the text."""
    distinct = list(dict.fromkeys(words))
    places = sorted(chance.sample(range(len(distinct)), min(size, len(distinct))))
    return " ".join(distinct[place] for place in places)


def _misspell(word: str) -> str:
    """Return a long word with two letters exchanged."""
    return f"{word[:2]}{word[3]}{word[2]}{word[4:]}" if len(word) >= _LONG else word
