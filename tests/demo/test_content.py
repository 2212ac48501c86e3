"""The demo's content holds together: every key leads somewhere, the counts are as promised, the prose is clean."""

import io
import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from pypdf import PdfReader

from demo import content
from demo.content import blocks
from demo.pdf import make_pdf

PEOPLE = {person.key: person for person in content.PEOPLE}
TOPICS = {topic.key: topic for topic in content.TOPICS}
EVENTS = {event.key: event for event in content.EVENTS}
POSTS = {post.key: post for post in content.POSTS}
SERIES = {series.key: series for series in content.SERIES}
PUBLICATIONS = {publication.key: publication for publication in content.PUBLICATIONS}
DOCUMENTS = {document.key: document for document in content.DOCUMENTS}
TARGETS = {"post": POSTS, "event": EVENTS, "person": PEOPLE, "topic": TOPICS, "publication": PUBLICATIONS}
PAGES = [
    *content.STANDARD_PAGES,
    *content.TOPICS,
    *content.SERIES,
    *content.EVENTS,
    *content.POSTS,
    *content.PUBLICATIONS,
]
BLOCKS = [(page.slug, key, values) for page in PAGES for key, values in page.body]


def strings(value):
    """Every string within a block's values or a record's field."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)


def all_prose():
    for record in (*PAGES, *content.PEOPLE):
        for field in vars(record).values():
            yield from strings(field)


def test_counts():
    assert (len(POSTS), len(EVENTS), len(PEOPLE), len(TOPICS)) == (25, 8, 12, 8)
    assert (len(content.POSTS), len(content.EVENTS), len(content.PEOPLE)) == (25, 8, 12), "a key is used twice"
    assert sum(len(content.quotes(post)) for post in content.POSTS) >= 40
    assert sum("\n\n" in quote["text"] for post in content.POSTS for quote in content.quotes(post)) >= 5
    assert sum(key == "speaker" for _, key, _ in BLOCKS) >= 5
    assert 7 <= sum(bool(post.hero) for post in content.POSTS) <= 11
    assert sum(person.portrait is not None for person in content.PEOPLE) >= 9


@pytest.mark.parametrize(
    "group",
    [POSTS, TOPICS, PEOPLE, {**EVENTS, **SERIES}, PUBLICATIONS],
    ids=["posts", "topics", "people", "events", "publications"],
)
def test_addresses_are_unique_and_plain(group):
    slugs = [record.slug for record in group.values()]
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in slugs)


def test_titles_are_unique():
    """But for editions, which bear the title of their work."""
    titles = Counter(page.title for page in PAGES if not getattr(page, "supersedes", ""))
    assert [title for title, times in titles.items() if times > 1] == []


def test_posts_are_in_order_and_past():
    days = [post.days for post in content.POSTS]
    assert days == sorted(days)
    assert days[-1] == -2
    assert days[0] < -880
    assert len(set(days)) == 25


def test_people_and_topics_of_posts_and_events_exist():
    for post in content.POSTS:
        assert 1 <= len(post.topics) <= 4
        assert set(post.topics) <= set(TOPICS)
        assert post.authors
        assert post.tags
        assert all(author in PEOPLE if isinstance(author, str) else len(author) == 3 for author in post.authors)
    for event in content.EVENTS:
        assert set(event.topics) <= set(TOPICS)
        assert not event.series or event.series in SERIES
        for speaker in event.speakers:
            assert bool(speaker.person) != bool(speaker.name)
            assert not speaker.person or speaker.person in PEOPLE
            assert speaker.part in {"speaker", "chair", "respondent", "panellist", "host"}
    for publication in content.PUBLICATIONS:
        assert set(publication.topics) <= set(TOPICS)
        assert publication.authors or publication.editors
        assert set(publication.authors) | set(publication.editors) <= set(PEOPLE)
    for person in content.PEOPLE:
        assert set(person.topics) <= set(TOPICS)
    assert {topic for post in content.POSTS for topic in post.topics} == set(TOPICS), "a topic has no post"


def test_the_states_of_events():
    past = {event.key for event in content.EVENTS if event.days + event.end_days < 0}
    assert len(past) == 4
    assert past == {post.event for post in content.POSTS if post.event}, "each past event is reported, and no other"
    assert [event.days for event in content.EVENTS].count(0) == 1
    assert sum(event.days > 0 for event in content.EVENTS) == 3
    assert {"scheduled", "cancelled", "online"} == {event.status for event in content.EVENTS}
    assert all(event.status_reason for event in content.EVENTS if event.status != "scheduled")
    assert any(event.end_days for event in content.EVENTS)
    assert max(Counter(event.series for event in content.EVENTS if event.series).values()) >= 3
    for event in content.EVENTS:
        assert event.start < event.end
        assert event.attendance == "in_person" or event.online_url
        assert event.attendance == "online" or event.venue


def test_a_report_comes_after_its_event():
    for post in content.POSTS:
        if post.event:
            event = EVENTS[post.event]
            assert event.days + event.end_days < post.days


def test_what_publications_refer_to():
    assert len(PUBLICATIONS) == len(content.PUBLICATIONS) == 4, "a key is used twice"
    earlier = set()
    for publication in content.PUBLICATIONS:
        assert not publication.event or publication.event in EVENTS
        assert set(publication.posts) <= set(POSTS)
        assert not publication.supersedes or publication.supersedes in earlier, "an edition stands after the one before"
        assert publication.files
        earlier.add(publication.key)
    report = PUBLICATIONS["sixty-nine"]
    assert report.days == EVENTS[report.event].days, "it is launched on the day of its event"
    assert len(report.posts) == 2


def test_papers_are_written_as_pdf():
    for document in content.FILES:
        reader = PdfReader(io.BytesIO(make_pdf(document.title, document.byline, document.text)))
        text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
        assert text.startswith(f"{document.title} {document.byline}")
        assert document.text.split()[-1] in text
        assert reader.metadata.title == document.title


def test_a_report_under_the_chatham_house_rule_names_nobody():
    private = {event.key for event in content.EVENTS if event.attribution == "chatham_house"}
    assert private
    for post in content.POSTS:
        if post.event in private:
            voices = [values for key, values in post.body if key in ("quote", "speaker", "speakers")]
            assert voices
            assert all(voice.get("unnamed") and not voice.get("name") for voice in voices)
            prose = " ".join(strings(post.body))
            assert [person.key for person in content.PEOPLE if person.family_name in prose] == []


def test_blocks_point_at_what_exists():
    for slug, key, values in BLOCKS:
        people = values["people"] if key == "speakers" else [values] if key in ("quote", "speaker") else []
        for voice in people:
            # Exactly one: a person of the site, a guest's name, or nobody on purpose.
            assert [bool(voice[who]) for who in ("person", "name")].count(True) == (not voice.get("unnamed")), slug
            assert not voice["person"] or voice["person"] in PEOPLE, slug
            assert voice["role"], slug
        if key == "event":
            assert values["event"] == "next" or values["event"] in EVENTS, slug
        elif key == "related":
            assert values["posts"], slug
            assert set(values["posts"]) <= set(POSTS), slug
        elif key == "document":
            assert values["document"] in DOCUMENTS, slug
        elif key == "table":
            assert len({len(row) for row in values["rows"]}) == 1, slug
    in_bodies = {values["document"] for _, key, values in BLOCKS if key == "document"}
    assert in_bodies | {key for publication in content.PUBLICATIONS for key, *_ in publication.files} == set(DOCUMENTS)
    assert all(hasattr(blocks, key) for _, key, _ in BLOCKS)


def test_links_in_prose():
    links = [link for text in all_prose() for link in re.findall(r'href="([^"]*)"', text)]
    assert links
    for link in links:
        scheme, _, rest = link.partition(":")
        if scheme in TARGETS:
            assert rest in TARGETS[scheme], link
        else:
            assert scheme == "mailto" or urlsplit(link).hostname == "example.org", link


def test_pictures_are_described():
    drawings = content.drawings()
    assert len({drawing.key for drawing in drawings}) == len({drawing.title for drawing in drawings}) == len(drawings)
    assert all(drawing.description.startswith("Print of ") for drawing in drawings)


def test_lead_and_voice():
    assert POSTS[content.LEAD].hero
    key, number = content.VOICE
    assert content.quotes(POSTS[key])[number]["person"]


def test_summaries_fit_a_listing():
    for page in PAGES:
        assert 20 < len(page.summary) <= 240, page.slug


def test_prose_is_set_in_type():
    """No typewriter quotation marks or hyphens for dashes; quotes do not begin with a quotation mark of their own."""
    for text in all_prose():
        words = re.sub(r"<[^>]*>", "", text)
        assert not re.search(r"['\"]| -{1,2} |\.\.\.|\bTODO\b|[Ll]orem", words), words[:90]
    for post in content.POSTS:
        for quote in content.quotes(post):
            assert quote["text"][0] != "“"
            assert quote["text"][-1] != "”"


def test_orcids_have_the_right_last_character():
    """ISO 7064 MOD 11-2."""
    for person in content.PEOPLE:
        if person.orcid:
            digits = person.orcid.replace("-", "")
            total = 0
            for digit in digits[:-1]:
                total = (total + int(digit)) * 2
            expected = (12 - total % 11) % 11
            assert digits[-1] == ("X" if expected == 10 else str(expected)), person.key


def test_the_accent_can_be_read_on_paper():
    def luminance(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    contrast = (luminance("#fbf8f1") + 0.05) / (luminance(content.INSTITUTION.accent_colour) + 0.05)
    assert contrast >= 7
