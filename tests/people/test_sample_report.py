"""A real report: published, it is listed by everything that it names; unpublished, it is listed nowhere."""

import re
from datetime import UTC, datetime

import pytest

from demo.builders import (
    build_event,
    build_person,
    build_post,
    build_topic,
    heading_block,
    paragraph_block,
    publish,
    quote_block,
    speaker_block,
)
from people.models import Quote
from tests.samples import sample

pytestmark = pytest.mark.django_db

TITLES = re.compile(r"^(Prof|Professor|Dr)?\s*(\S+)\s+(\S+)(?:\s+(MP))?$")


@pytest.fixture
def report() -> dict:
    """The parts of the sample: paragraphs, and the names of topics."""
    text = sample("liz-kendall-roundtable.txt").read_text()
    title, strapline, *paragraphs = [part.strip() for part in text.split("\n\n")]
    posted_in = re.search(r"posted in (.*?)\. Bookmark", paragraphs[-1])
    assert posted_in
    topics = posted_in[1].split(", ")
    return {"title": title, "strapline": strapline, "paragraphs": paragraphs[:-2], "topics": topics}


def person(name: str, **fields):
    match = TITLES.match(name)
    assert match
    honorific, given, family, letters = match.groups()
    return build_person(given, family, honorific=honorific or "", post_nominals=letters or "", **fields)


def paragraph_of(report: dict, words: str) -> str:
    return next(paragraph for paragraph in report["paragraphs"] if words in paragraph)


def test_one_publication_reaches_everybody_and_everything_it_names(client, report):
    galvani, holmes = person("Prof Sarah Galvani"), person("Prof Rachel Holmes")
    kendall, fox = person("Liz Kendall MP"), person("Prof Christopher Fox")
    topics = [build_topic(title) for title in report["topics"]]
    assert len(topics) == 6
    held = datetime(2018, 3, 1, 10, tzinfo=UTC)
    event = build_event(report["title"], starts_at=held, topics=topics, speakers=[{"person": fox, "part": "chair"}])
    opening, closing = paragraph_of(report, "“We thank"), paragraph_of(report, "“While there appears")
    words = opening.split("“")[1] + "</p><p>" + closing.strip("“”")
    said = quote_block(words, person=fox, role="Professor of Evaluation", organisation="Metropolis")
    body = [
        paragraph_block(f"<p>{report['paragraphs'][0]}</p>"),
        heading_block("Who said what"),
        *(
            speaker_block(paragraph_of(report, who.family_name), person=who, role="That day")
            for who in (galvani, holmes, kendall)
        ),
        said,
    ]
    draft = build_post(
        f"Report: {report['title']}",
        strapline=report["strapline"],
        body=body,
        topics=topics,
        event_reported=event,
        date=held,
        live=False,
    )
    pages = [galvani, holmes, kendall, fox, event, *topics]
    addresses = [page.url for page in pages] + ["/people/voices/", "/blog/", f"/blog/?topic={topics[0].slug}"]

    def showing() -> list[str]:
        return [address for address in addresses if draft.title in client.get(address).content.decode()]

    assert showing() == []
    publish(draft)
    assert showing() == addresses
    assert "appetite for personalising services" in client.get(fox.url).content.decode()
    assert Quote.objects.get().description == "Professor of Evaluation, Metropolis"
    type(draft).objects.get(pk=draft.pk).unpublish()
    assert showing() == []
    assert not Quote.objects.exists()
