"""Exports of any size, the same for the same seed; and damaged ones."""

import random
from pathlib import Path

from PIL import Image

WORDS = [
    "the",
    "of",
    "and",
    "to",
    "a",
    "in",
    "that",
    "bus",
    "council",
    "library",
    "market",
    "hearing",
    "bridge",
    "lorry",
    "tenant",
    "rent",
    "minutes",
    "street",
    "figures",
    "evening",
    "printed",
    "chair",
    "road",
    "ferry",
    "archive",
    "keeper",
    "budget",
    "harbour",
    "warehouse",
    "ledger",
    "clerk",
    "question",
    "answer",
    "table",
    "room",
    "winter",
    "subsidy",
    "route",
    "passenger",
    "fare",
    "timetable",
    "quay",
    "scale",
    "weigh",
    "sack",
    "barley",
]
SITE = "https://large.weighhouse.example"
HEAD = f"""<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>A large archive</title><link>{SITE}</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>{SITE}</wp:base_site_url><wp:base_blog_url>{SITE}</wp:base_blog_url>
"""
AUTHORS, CATEGORIES = 20, 12


def sentence(rng: random.Random) -> str:
    return " ".join(rng.choices(WORDS, k=rng.randint(6, 18))).capitalize() + "."


def paragraph(rng: random.Random) -> str:
    return " ".join(sentence(rng) for _ in range(rng.randint(2, 6)))


def body(rng: random.Random, number: int, posts: int) -> str:
    """Classic or block HTML, with a heading, a quote, a list, and links to other posts."""
    other = rng.randint(1, posts)
    parts = [paragraph(rng) for _ in range(rng.randint(3, 6))]
    parts.insert(
        1, f'{sentence(rng)} See <a href="{SITE}/2015/03/19/post-{other}/">that report</a> and <em>others</em>.'
    )
    parts.insert(3, f"<h2>{sentence(rng)[:50]}</h2>")
    parts.insert(4, f"<blockquote><p>{paragraph(rng)}</p><cite>Ida Quill, keeper of the archive</cite></blockquote>")
    parts.append("<ul>" + "".join(f"<li>{sentence(rng)}</li>" for _ in range(3)) + "</ul>")
    if number % 2:
        return "\n\n".join(parts)
    return "\n\n".join(
        part if part.startswith("<") else f"<!-- wp:paragraph -->\n<p>{part}</p>\n<!-- /wp:paragraph -->"
        for part in parts
    )


def item(rng: random.Random, number: int, kind: str, posts: int) -> str:
    slug = f"post-{number}" if kind == "post" else f"file-{number}"
    content = body(rng, number, posts) if kind == "post" else ""
    attachment = (
        f"<wp:attachment_url>{SITE}/wp-content/uploads/2015/{slug}.jpg</wp:attachment_url>" if not content else ""
    )
    category = rng.randint(1, CATEGORIES)
    return f"""<item><title>{sentence(rng)[:60]}</title><link>{SITE}/2015/03/19/{slug}/</link>
<dc:creator><![CDATA[writer-{rng.randint(1, AUTHORS)}]]></dc:creator>
<guid isPermaLink="false">{SITE}/?p={number}</guid><content:encoded><![CDATA[{content}]]></content:encoded>
<excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_id>{number}</wp:post_id>
<wp:post_date>2015-03-{number % 28 + 1:02} 10:30:00</wp:post_date>
<wp:post_date_gmt>2015-03-{number % 28 + 1:02} 10:30:00</wp:post_date_gmt><wp:post_name>{slug}</wp:post_name>
<wp:status>{"publish" if content else "inherit"}</wp:status><wp:post_parent>0</wp:post_parent>
<wp:menu_order>0</wp:menu_order><wp:post_type>{kind}</wp:post_type><wp:post_password></wp:post_password>
<wp:is_sticky>0</wp:is_sticky>{attachment}
<category domain="category" nicename="topic-{category}"><![CDATA[Topic {category}]]></category>
<category domain="post_tag" nicename="tag-{number % 40}"><![CDATA[Tag {number % 40}]]></category></item>
"""


def write_export(path: Path, *, posts: int, attachments: int = 0, seed: int = 1) -> Path:
    """Write an export of so many items; about 3 kB a post."""
    rng = random.Random(seed)  # noqa: S311 - the same each time is what is wanted
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for number in range(1, AUTHORS + 1):
            file.write(f"<wp:author><wp:author_login>writer-{number}</wp:author_login><wp:author_display_name>")
            file.write(f"Writer {chr(64 + number)}berg</wp:author_display_name></wp:author>\n")
        for number in range(1, posts + 1):
            file.write(item(rng, number, "post", posts))
        for number in range(posts + 1, posts + attachments + 1):
            file.write(item(rng, number, "attachment", posts))
        file.write("</channel></rss>\n")
    return path


def damaged(data: bytes, rng: random.Random) -> bytes:
    """Return an export with something wrong in it, of one kind or another."""
    damage = rng.choice([_flip, _cut, _entities, _huge_attribute, _lose, _double, _nest, _control])
    return damage(bytearray(data), rng)


def _flip(data: bytearray, rng: random.Random) -> bytes:
    for _ in range(rng.randint(1, 60)):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(data)


def _cut(data: bytearray, rng: random.Random) -> bytes:
    return bytes(data[: rng.randrange(len(data))])


def _entities(data: bytearray, rng: random.Random) -> bytes:
    names = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    doctype = f'<!DOCTYPE rss [{names}<!ENTITY x SYSTEM "file:///etc/passwd">]>'.encode()
    return bytes(data).replace(b"<rss", doctype + b"<rss", 1).replace(b"<title>", b"<title>&e9;&x;")


def _huge_attribute(data: bytearray, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return bytes(data[:at] + b'<p title="' + b"x" * rng.randint(10_000, 1_000_000) + b'">' + data[at:])


def _lose(data: bytearray, rng: random.Random) -> bytes:
    start = rng.randrange(len(data))
    return bytes(data[:start] + data[start + rng.randint(1, 2000) :])


def _double(data: bytearray, rng: random.Random) -> bytes:
    start = rng.randrange(len(data))
    end = start + rng.randint(1, 4000)
    return bytes(data[:end] + data[start:])


def _nest(data: bytearray, rng: random.Random) -> bytes:
    tag = rng.choice([b"<div>", b"<blockquote>", b"<ul><li>", b"<b>", b"[caption]", b"<!-- wp:group -->"])
    at = max(data.find(b"<content:encoded><![CDATA["), 0) + 26
    return bytes(data[:at] + tag * rng.randint(100, 20_000) + data[at:])


def _control(data: bytearray, rng: random.Random) -> bytes:
    for _ in range(rng.randint(1, 40)):
        data.insert(rng.randrange(len(data)), rng.randrange(32))
    return bytes(data)


VARIED = (
    """{words}

Ida Quill, keeper of the archive, said: “{sentence}”

[caption id="attachment_6" align="left"]<img src="{site}/wp-content/uploads/2015/hall.png" alt="A hall"> Hall[/caption]
[gallery ids="6,7"] [unknown x="1"]

https://www.youtube.com/watch?v=abcdefghijk

<table><tr><th>Year</th><th>Visits</th></tr><tr><td>2024</td><td>18,200</td></tr></table>
<ul><li>One<ul><li>Half</li></ul></li></ul> <a href="{site}/?p=2">more</a>""",
    """<!-- wp:heading -->
<h2>{sentence}</h2>
<!-- /wp:heading --><!-- wp:columns --><div class="wp-block-columns"><!-- wp:column --><div class="wp-block-column">
<!-- wp:paragraph --><p>{words}</p><!-- /wp:paragraph --><!-- wp:block {{"ref":5}} /--></div>
<!-- /wp:column --></div><!-- /wp:columns -->
<!-- wp:quote --><blockquote class="wp-block-quote"><p>{words}</p><cite>Ida Quill</cite></blockquote>
<!-- /wp:quote --><!-- wp:image {{"id":6}} --><figure class="wp-block-image"><img
 src="{site}/wp-content/uploads/2015/hall-60x40.png" alt=""/></figure><!-- /wp:image -->""",
)


def write_varied_export(path: Path, uploads: Path) -> Path:
    """Write a small export with something of each kind, and its uploads."""
    rng = random.Random(1)  # noqa: S311 - the same each time is what is wanted
    bodies = [text.format(site=SITE, words=paragraph(rng), sentence=sentence(rng)) for text in VARIED]
    terms = """<category domain="category" nicename="rents"><![CDATA[Rents]]></category>
<category domain="post_tag" nicename="buses"><![CDATA[Buses]]></category>"""
    comment = """<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>A reader</wp:comment_author>
<wp:comment_content>Good.</wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment>"""
    event = "".join(
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
        for key, value in {
            "_EventStartDate": "2019-03-01 18:00:00",
            "_EventEndDate": "2019-03-01 19:30:00",
            "_EventTimezone": "Europe/London",
            "_EventVenueID": "8",
        }.items()
    )
    uploaded = f"<wp:attachment_url>{SITE}/wp-content/uploads/2015/%s</wp:attachment_url>"
    items = [
        small_item(1, "post", bodies[0], terms + comment),
        small_item(2, "post", bodies[1], terms),
        small_item(3, "page", bodies[1]),
        small_item(4, "tribe_events", bodies[0], event),
        small_item(5, "wp_block", bodies[1]),
        small_item(6, "attachment", "", uploaded % "hall.png"),
        small_item(7, "attachment", "", uploaded % "missing.pdf"),
        small_item(8, "tribe_venue", ""),
    ]
    people = "<wp:author><wp:author_login>ida</wp:author_login><wp:author_display_name>Ida Quill"
    path.write_text(f"{HEAD}{people}</wp:author_display_name></wp:author>\n{''.join(items)}</channel></rss>\n")
    (uploads / "2015").mkdir(parents=True)
    Image.new("RGB", (60, 40), "teal").save(uploads / "2015" / "hall.png")
    return path


def small_item(number: int, kind: str, content: str, more: str = "") -> str:
    return f"""<item><title>The {kind} {number}</title><link>{SITE}/2015/03/19/{kind}-{number}/</link>
<dc:creator>ida</dc:creator><guid isPermaLink="false">{SITE}/?p={number}</guid>
<content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[In short.]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date_gmt>2015-03-19 10:30:00</wp:post_date_gmt>
<wp:post_name>{kind}-{number}</wp:post_name><wp:status>publish</wp:status><wp:post_parent>0</wp:post_parent>
<wp:post_type>{kind}</wp:post_type>{more}</item>
"""
