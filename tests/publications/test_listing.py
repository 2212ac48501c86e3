"""The list of publications: order, filters, pages and feed."""

from datetime import date, timedelta

import feedparser
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from demo.builders import build_document, build_person, build_publication, build_topic, publish, quote_block
from publications.models import PublicationPage

pytestmark = pytest.mark.django_db
INDEX = "/publications/"


def titles(response) -> list[str]:
    return [publication.title for publication in response.context["publications"]]


def test_newest_first(client):
    for day in (2, 3, 1):
        build_publication(f"Day {day}", date=date(2025, 3, day))
    assert titles(client.get(INDEX)) == ["Day 3", "Day 2", "Day 1"]


def test_only_what_visitors_may_see(client):
    build_publication("Shown")
    build_publication("Draft", live=False)
    build_publication("To come", date=timezone.localdate() + timedelta(days=1))
    build_publication("Expired", expire_at=timezone.now() - timedelta(minutes=1))
    assert titles(client.get(INDEX)) == ["Shown"]


def test_filters_combine(client):
    ana, rents = build_person("Ana", "Silva"), build_topic("Rents")
    fields = {"topics": [rents], "publication_type": "briefing", "date": date(2025, 3, 1)}
    build_publication("All of it", authors=[{"person": ana}], **fields)
    build_publication("Edited by her", editors=[{"person": ana}], **fields)
    build_publication("By others", authors=[{"name": "Zoe"}], **fields)
    build_publication("A report", authors=[{"person": ana}], **fields | {"publication_type": "report"})
    build_publication("Another year", authors=[{"person": ana}], **fields | {"date": date(2024, 3, 1)})
    build_publication("Off topic", authors=[{"person": ana}], **fields | {"topics": []})
    response = client.get(f"{INDEX}?kind=briefing&topic=rents&author=ana-silva&year=2025")
    assert titles(response) == ["Edited by her", "All of it"]
    assert "2 publications" in response.content.decode()


def test_only_values_in_use_are_offered(client):
    build_topic("Unused"), build_person("No", "Body")
    ana, ben = build_person("Ana", "Silva"), build_person("Ben", "Ames")
    build_publication(
        topics=[build_topic("Used")], authors=[{"person": ana}], editors=[{"person": ben}], date=date(2025, 3, 1)
    )
    build_publication("Draft", live=False, publication_type="book", date=date(2020, 3, 1))
    fields = client.get(INDEX).context["filters"].fields
    assert [topic.title for topic in fields["topic"].queryset] == ["Used"]
    assert [person.title for person in fields["author"].queryset] == ["Ben Ames", "Ana Silva"]
    assert [value for value, _label in fields["kind"].choices] == ["", "report"]
    assert [value for value, _label in fields["year"].choices] == ["", 2025]


@pytest.mark.parametrize(
    "query",
    [
        "kind=nothing",
        "topic=nothing",
        "author=1",
        "year=abc",
        "year=-1",
        "year=99999999999999999999",
        "page=abc",
        "page=-1",
        "page=999",
        "kind=report%27%20OR%201=1",
        "topic=" + "x" * 5000,
        "kind=report&kind=book",
        "topic[]=a&author[$ne]=1",
    ],
)
def test_values_that_are_no_choice_are_left_out(client, query):
    build_publication()
    response = client.get(f"{INDEX}?{query}")
    assert response.status_code == 200
    assert titles(response) == ["A study"] or query.endswith("kind=book")


def test_a_null_character_is_refused(client):
    assert client.get(f"{INDEX}?kind=%00").status_code == 400


def test_pages(client):
    for day in range(1, 24):
        build_publication(f"Day {day}", date=date(2025, 3, day))
    assert (len(titles(client.get(INDEX))), titles(client.get(f"{INDEX}?page=2"))) == (20, ["Day 3", "Day 2", "Day 1"])


def test_an_empty_list_says_so(client):
    assert "Nothing has been published yet." in client.get(INDEX).content.decode()


def test_authors_stand_before_editors(client):
    build_publication(authors=[{"name": "Zoe Guest"}, {"name": "Adam Late"}], editors=[{"name": "Ben Ames"}])
    words = " ".join(client.get(INDEX).content.decode().split())
    assert words.index("Zoe Guest") < words.index("Adam Late") < words.index("Edited by") < words.index("Ben Ames")


def test_a_feed_with_the_full_text(client):
    ana = build_person("Ana", "Silva")
    quote = quote_block("Said at length.", person=ana)
    study = build_publication(
        authors=[{"person": ana}], topics=[build_topic("Rents")], body=[quote], date=date(2025, 7, 1)
    )
    build_publication("To come", date=timezone.localdate() + timedelta(days=1))
    assert f'href="{INDEX}feed/"' in client.get(INDEX).content.decode()
    feed = feedparser.parse(client.get(f"{INDEX}feed/").content)
    assert feed.bozo == 0
    (entry,) = feed.entries
    assert (entry.title, entry.link, entry.authors[0]["name"]) == ("A study", study.full_url, "Ana Silva")
    assert entry.published_parsed[:5] == (2025, 6, 30, 23, 0), "midnight on the clocks of London"
    assert [tag.term for tag in entry.tags] == ["Rents"]
    assert "Said at length." in entry.content[0].value


def test_the_feeds_address_is_not_a_publications():
    study = build_publication()
    study.slug = "feed"
    with pytest.raises(ValidationError, match="address of the list"):
        study.full_clean()


def test_costs_the_same_whatever_the_number(client, django_assert_max_num_queries):
    topics = [build_topic(f"Topic {number}") for number in range(3)]
    people = [{"person": build_person("P", f"Number {number}")} for number in range(3)]
    document = build_document(b"Words", "File", filename="file.txt")
    for number in range(1, 16):
        build_publication(
            f"Study {number}",
            topics=topics,
            authors=people,
            editors=people,
            files=[document],
            date=date(2025, 3, number),
        )
    assert PublicationPage.objects.count() == 15
    with django_assert_max_num_queries(15):
        client.get(INDEX)


class TestEditions:
    def test_the_newest_alone_is_listed(self, client):
        first = build_publication("First", date=date(2025, 3, 1))
        second = build_publication("Second", supersedes=first, date=date(2025, 4, 1))
        build_publication("Third", supersedes=second, date=date(2025, 5, 1))
        assert titles(client.get(INDEX)) == ["Third"]
        assert titles(client.get(f"{INDEX}?year=2025")) == ["Third"]
        feed = feedparser.parse(client.get(f"{INDEX}feed/").content)
        assert [entry.title for entry in feed.entries] == ["Third"]

    def test_an_edition_that_visitors_cannot_see_supersedes_nothing(self, client):
        first = build_publication("First")
        second = build_publication("Second", supersedes=first, live=False)
        assert titles(client.get(INDEX)) == ["First"]
        second = publish(second)
        assert titles(client.get(INDEX)) == ["Second"]
        second.unpublish()
        assert titles(client.get(INDEX)) == ["First"]
        build_publication("Third", supersedes=first, date=timezone.localdate() + timedelta(days=1))
        assert titles(client.get(INDEX)) == ["First"]
