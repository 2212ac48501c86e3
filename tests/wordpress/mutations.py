"""Damaged exports: the same ones for the same seed. Tests use a few, ``bench/wordpress_fuzz.py`` thousands."""

import random
from collections.abc import Callable, Iterator

NESTED_ENTITIES = b"<!DOCTYPE rss [<!ENTITY a 'ha'>" + b"".join(
    b"<!ENTITY %c '&%c;&%c;&%c;'>" % (98 + n, 97 + n, 97 + n, 97 + n) for n in range(20)
) + b"]>"  # fmt: skip
TOKENS = [
    *(b"]]>", b"<![CDATA[", b"<item>", b"</item>", b"</channel>", b"<!--", b"-->", b"&u;", b"<wp:post_id>", b"</"),
    *(b'<!-- wp:block {"ref":1} /-->', b"<!-- /wp:", b"[caption]", b'[gallery ids="1,2"]', b"<blockquote>", b"<table>"),
    *(b"<div>" * 500, b"<b><p>" * 300, b"<pre>", b'"', b">", "“".encode(), " said: “".encode(), b"\n\n"),
    *(b"\x00", b"\xff\xfe"),
]


def flip_bits(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 200)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def cut(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.choice([1, 20, 5000, len(data)])]


def repeat(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    data[start:start] = data[start : start + chance.choice([5, 300, 4000])] * chance.choice([2, 50])


def insert_tokens(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 30)):
        place = chance.randrange(len(data) + 1)
        data[place:place] = chance.choice(TOKENS)


def nest_entities(data: bytearray, chance: random.Random) -> None:
    place = data.find(b"<rss")
    data[max(place, 0) : max(place, 0)] = NESTED_ENTITIES
    for _ in range(20):
        place = chance.randrange(len(data))
        data[place:place] = b"&u;"


def swell_attribute(data: bytearray, chance: random.Random) -> None:
    places = [place for place in range(len(data)) if data[place : place + 1] == b">"]
    place = chance.choice(places) if places else 0
    data[place:place] = b' note="' + b"x" * chance.choice([1000, 200_000]) + chance.choice([b'"', b""])


MUTATIONS: list[Callable] = [flip_bits, cut, repeat, insert_tokens, nest_entities, swell_attribute]


def mutated(sources: list[bytes], number: int, seed: int = 1) -> Iterator[bytes]:
    """Yield ``number`` damaged versions of the sources, each with one to three kinds of damage."""
    chance = random.Random(seed)  # noqa: S311 - chance, not secrets
    for _ in range(number):
        data = bytearray(chance.choice(sources))
        for mutate in chance.sample(MUTATIONS, chance.randint(1, 3)):
            if data:
                mutate(data, chance)
        yield bytes(data)
