"""Sample archives: WordPress exports with judged queries, which lie beside the project on some machines."""

import gzip
import html
import json
import re
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from lxml import etree

from .posts import Post

SAMPLES = Path(settings.BASE_DIR).parent / "shared" / "samples"
_NAMES = {"content": "http://purl.org/rss/1.0/modules/content/", "wp": "http://wordpress.org/export/1.2/"}


def archive_posts(path: Path) -> list[Post]:
    """Return the published posts of an export as plain text: enough to search in."""
    posts = []
    for item in etree.fromstring(gzip.decompress(path.read_bytes())).iter("item"):
        if _text(item, "wp:post_type") == "post" and _text(item, "wp:status") == "publish":
            text = re.sub(r"<!--.*?-->|<[^>]+>", " ", _text(item, "content:encoded"), flags=re.DOTALL)
            paragraphs = [part for part in (html.unescape(text)).split("\n\n") if part.strip()]
            date = datetime.strptime(_text(item, "wp:post_date"), "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
            posts.append(Post(_text(item, "wp:post_name"), html.unescape(_text(item, "title")), paragraphs, date))
    return posts


def cranfield_queries() -> list[tuple[str, set[str]]]:
    """Return each query with the slugs of the posts that were judged relevant."""
    queries = json.loads((SAMPLES / "search" / "queries.json").read_text())
    return [(query["query"], {f"cran-{number}" for number in query["relevant"]}) for query in queries]


def _text(item, name: str) -> str:
    return item.findtext(name, default="", namespaces=_NAMES) or ""
