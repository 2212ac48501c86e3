"""``manage.py mirror DIR``: a folder of plain files that needs no application."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from lxml import html as lxml_html
from playwright._impl._driver import compute_driver_executable

from delivery.mirror.export import ASSETS
from delivery.mirror.html import iter_css_addresses, make_relative
from delivery.mirror.search_index import Document, build_index, split_words
from demo.builders import block, build_document, build_event, build_person, build_post, build_topic, quote_block

pytestmark = pytest.mark.django_db  # before tests that leave no pages
ADDRESSES = ("href", "src", "poster")


@pytest.fixture(scope="module")
def copy(django_db_setup, django_db_blocker, tmp_path_factory) -> Path:
    """The copy of a small site. Its folder lies below that of a web server."""
    folder = tmp_path_factory.mktemp("web") / "old" / "blog"
    signals = (request_started, request_finished)
    with django_db_blocker.unblock(), transaction.atomic():
        for signal in signals:
            signal.disconnect(close_old_connections)
        person, topic = build_person("Grace", "Nib"), build_topic("Seas")
        document = build_document(b"%PDF-1.4 Words", "A paper", filename="paper.pdf")
        for number in range(25):
            body = [quote_block(f"Words of number {number}.", person=person)]
            build_post(f"Post {number}", body=body, authors=[{"person": person}], topics=[topic])
        build_post("With a paper", body=[block("document", {"document": document.pk})])
        build_event("An evening")
        build_post("A draft").unpublish()
        call_command("mirror", str(folder), verbosity=0)
        transaction.set_rollback(True)
        for signal in signals:
            signal.connect(close_old_connections)
    return folder


def iter_links(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each file of HTML, and each address in it."""
    for path in folder.rglob("*.html"):
        for element in lxml_html.fromstring(path.read_bytes()).iter():
            if element.tag == "link" and element.get("rel") == "canonical":
                continue
            found = [str(element.get(name)) for name in ADDRESSES if element.get(name)]
            found += [part.split()[0] for part in element.get("srcset", "").split(",") if part.strip()]
            yield from ((path.relative_to(folder).as_posix(), address) for address in found)


def test_all_links_are_relative_and_lead_to_files(copy):
    links = list(iter_links(copy))
    assert len(links) > 500
    broken = set()
    for file, address in links:
        parts = urlsplit(address)
        if parts.scheme in ("http", "https", "mailto"):
            assert parts.netloc not in ("127.0.0.1:8000", "localhost"), (file, address)
            continue
        assert not address.startswith("/"), (file, address)
        target = urljoin(f"http://x/{file}", address)
        if not (copy / unquote(urlsplit(target).path)[1:]).is_file():
            broken.add((file, address))
    assert broken == set()


def test_pages_lists_files_and_feeds_are_there(copy):
    for name in (
        "index.html", "blog/index.html", "blog/page-2.html", "blog/post-3/index.html", "people/grace-nib/index.html",
        "topics/seas/index.html", "events/an-evening/index.html", "blog/feed/index.xml", "sitemap.xml",
        "search/index.html", "search/index.json", "search/minisearch.js", "search/minisearch-LICENCE.txt", "theme.css",
    ):  # fmt: skip
        assert (copy / name).is_file(), name
    assert [path.read_bytes() for path in copy.glob("documents/*/paper.pdf")] == [b"%PDF-1.4 Words"]
    assert list(copy.glob("static/**/*.woff2"))
    assert not list(copy.glob("**/a-draft*"))
    assert not list(copy.glob("admin*"))


def test_forms_became_words_and_no_script_is_left(copy):
    for path in copy.rglob("*.html"):
        text = path.read_text()
        if path.parent.name != "search":
            assert "<form" not in text, path
            assert not re.search(r"<script(?! type=\"application/ld\+json\")", text), path
    assert "There was a form here" in (copy / "blog" / "index.html").read_text()
    assert 'href="../search/index.html"' in (copy / "blog" / "index.html").read_text()


def test_the_search_finds_with_the_library_itself(copy, tmp_path):
    shutil.copy(ASSETS / "vendor" / "minisearch.js", tmp_path / "minisearch.mjs")
    (tmp_path / "run.mjs").write_text(
        f"""
        import MiniSearch from "./minisearch.mjs";
        import {{ readFileSync }} from "node:fs";
        const data = JSON.parse(readFileSync({json.dumps(str(copy / "search" / "index.json"))}));
        const options = {{ fields: ["title", "summary", "text"], storeFields: ["title", "summary", "url"] }};
        const made = MiniSearch.loadJS(data, options);
        const ask = (words) => made.search(words, {{ prefix: true, combineWith: "AND" }}).map((found) => found.url);
        console.log(JSON.stringify([ask("number 17"), ask("eveni"), ask("draft")]));
        """
    )
    node = compute_driver_executable()[0]
    found = json.loads(subprocess.run([node, tmp_path / "run.mjs"], capture_output=True, check=True).stdout)
    assert found[0][0] == "blog/post-17/index.html"
    assert "events/an-evening/index.html" in found[1]
    assert found[2] == []


def test_the_index_is_what_the_library_would_write(tmp_path):
    documents = [
        Document(url="a/", title="Rivers and seas", summary="", text="Rivers, rivers – “seas”. L'été 2026"),
        Document(url="b/", title="Seas", summary="Words", text=""),
    ]
    shutil.copy(ASSETS / "vendor" / "minisearch.js", tmp_path / "minisearch.mjs")
    records = [{"id": number, **vars(document)} for number, document in enumerate(documents)]
    (tmp_path / "run.mjs").write_text(
        f"""
        import MiniSearch from "./minisearch.mjs";
        const fields = ["title", "summary", "text"];
        const made = new MiniSearch({{ fields, storeFields: ["title", "summary", "url"] }});
        made.addAll({json.dumps(records)});
        console.log(JSON.stringify(made));
        """
    )
    node = compute_driver_executable()[0]
    theirs = json.loads(subprocess.run([node, tmp_path / "run.mjs"], capture_output=True, check=True).stdout)
    ours = json.loads(json.dumps(build_index(documents)))
    for made in (theirs, ours):
        made["index"] = sorted(entry for entry in made["index"] if entry[0])
        made["averageFieldLength"] = [round(length, 6) for length in made["averageFieldLength"]]
    assert ours == theirs


def test_a_folder_with_other_files_is_not_overwritten(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(CommandError, match="no copy of a site"):
        call_command("mirror", str(tmp_path))
    assert (tmp_path / "thesis.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("target", "file", "wanted"),
    [
        ("index.html", "blog/a/index.html", "../../index.html"),
        ("blog/a/index.html#quote-1", "blog/index.html", "a/index.html#quote-1"),
        ("blog/index.html", "index.html", "blog/index.html"),
        ("https://other.example.org/", "index.html", "https://other.example.org/"),
        ("search/index.html?q=a/b", "blog/index.html", "../search/index.html?q=a/b"),
        ("#main", "blog/index.html", "#main"),
    ],
)
def test_relative_links(target, file, wanted):
    assert make_relative(target, file) == wanted


def test_addresses_in_style_sheets():
    css = '@import "b.css"; a {background: url(../i.png)} @font-face {src: url("/f.woff2") url(data:x)}'
    assert list(iter_css_addresses(css, "/static/css/a.css")) == [
        "/static/css/b.css",
        "/static/i.png",
        "/f.woff2",
    ]


def test_words():
    assert split_words("Rivers, “seas” and\u00a0lakes") == ["Rivers", "seas", "and", "lakes"]
