"""What stands beside a post: its contents, who spoke, how long it takes, and its licence."""

import pytest
from bs4 import BeautifulSoup, Tag

from blog.models import BlogPage
from content.body.contents import get_reading_minutes
from demo.bodies import list_items
from demo.builders import (
    build_event,
    build_person,
    build_post,
    heading_block,
    paragraph_block,
    quote_block,
    speaker_block,
)
from home.models import SiteSettings

pytestmark = pytest.mark.django_db


def get_margin(client, *body, **fields) -> Tag:
    post = build_post(body=list(body), **fields)
    [margin] = BeautifulSoup(client.get(post.url).content, "html.parser").select(".article__margin")
    return margin


def get_links(margin: Tag, label: str) -> list[tuple[str, str]]:
    sections = [heading.parent for heading in margin.select("h2") if heading.get_text() == label]
    return [(link.get_text(), str(link["href"])) for section in sections if section for link in section.select("a")]


def test_three_headings_make_contents(client):
    margin = get_margin(client, heading_block("One"), heading_block("Two", "h3"), heading_block("One"))
    assert get_links(margin, "Contents") == [("One", "#one"), ("Two", "#two"), ("One", "#one-2")]


def test_two_headings_do_not(client):
    assert get_links(get_margin(client, heading_block("One"), heading_block("Two")), "Contents") == []


def test_each_speaker_leads_to_their_first_words(client):
    ida = build_person("Ida", "Quill")
    cast = {"heading": "Speakers", "people": list_items([{"person": ida.pk}, {"name": "Ben Moss"}])}
    speakers = {"type": "speakers", "value": cast, "id": "s1"}
    first, second = quote_block("One.", person=ida), quote_block("Two.", person=ida)
    reported = speaker_block("Three.", name="Zoe Vance")
    hidden = quote_block("Four.", unnamed=True)
    event = build_event(speakers=[{"person": ida}, {"name": "Tom Ferrand"}])
    margin = get_margin(client, speakers, first, second, reported, hidden, event_reported=event)
    assert get_links(margin, "Who spoke") == [
        ("Ida Quill", f"#quote-{first['id']}"),
        ("Zoe Vance", f"#speaker-{reported['id']}"),
        ("Ben Moss", "#speakers-s1"),
        ("Tom Ferrand", f"{event.url}#speakers-heading"),
    ]


def test_the_places_are_there(client):
    reported = speaker_block("Three.", name="Zoe Vance")
    post = build_post(body=[reported])
    soup = BeautifulSoup(client.get(post.url).content, "html.parser")
    assert soup.select_one(f"#speaker-{reported['id']} .speaker__name").get_text() == "Zoe Vance"


@pytest.mark.parametrize(("rule", "names"), [("on_record", ["Tom Ferrand"]), ("chatham_house", [])])
def test_an_event_that_names_nobody_names_nobody_here(client, rule, names):
    event = build_event(speakers=[{"name": "Tom Ferrand"}], attribution=rule)
    margin = get_margin(client, paragraph_block(), event_reported=event)
    assert [name for name, _address in get_links(margin, "Who spoke")] == names


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (238, 1), (600, 3)])
def test_reading_time(words, minutes):
    post = build_post(body=[paragraph_block(f"<p>{'word ' * words}</p>")])
    assert get_reading_minutes(post.body) == minutes


def test_the_licence_of_the_post_comes_before_that_of_the_site(client):
    settings = SiteSettings.for_default_site()
    settings.site_id = settings.site_id or build_post("Other").get_site().pk
    settings.licence = "CC BY 4.0"
    settings.save()
    margin = get_margin(client, paragraph_block())
    assert get_links(margin, "Licence") == [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("Republish this post", "/blog/a-report/republish/"),
    ]
    margin = get_margin(client, paragraph_block(), title="Hers", licence="All rights reserved")
    assert "All rights reserved" in margin.get_text()
    assert BlogPage.objects.get(title="Hers").get_structured_data()[-1]["license"] == "All rights reserved"
    assert get_links(margin, "Licence") == []
