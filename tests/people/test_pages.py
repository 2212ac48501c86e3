"""Pages of people: their sections and structured data, the list of people, and the list of quotes."""

import json
from datetime import timedelta
from html.parser import HTMLParser

import feedparser
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from demo.builders import (
    build_event,
    build_image,
    build_page,
    build_person,
    build_post,
    build_topic,
    paragraph_block,
    publish,
    quote_block,
    speaker_block,
)
from demo.drawing import draw_portrait
from people.models import PersonIndexPage, PersonPage
from tests.responses import section_items

pytestmark = pytest.mark.django_db
QUOTES_URL = "/people/voices/"


def days_ago(number: int):
    return timezone.now() - timedelta(days=number)


def texts(page) -> list[str]:
    return [quote.text for quote in page]


class TestPersonPage:
    def test_lists_by_itself_what_they_said_wrote_and_took_part_in(self, client):
        ana = build_person("Ana", "Silva")
        event = build_event(
            speakers=[{"person": ana, "part": "chair", "role": "Reader", "organisation": "Mill College"}]
        )
        written = build_post("Written", authors=[{"person": ana}])
        quoting = build_post("Quoting", body=[quote_block("Said.", person=ana, role="Student")])
        reporting = build_post("Reporting", body=[speaker_block("She argued.", person=ana)])
        response = client.get(ana.url)
        context = response.context
        found = [section_items(context, key) for key in ("post", "report", "event")]
        assert found == [[written], [reporting], [event]]
        assert [(quote.text, quote.page_id) for quote in section_items(context, "quote")] == [("Said.", quoting.pk)]
        html = response.content.decode()
        assert "Chair: Reader, Mill College" in html
        assert f'href="{quoting.url}#quote-{quoting.body[0].id}"' in html

    def test_is_not_changed_by_a_new_role_and_corrected_by_a_corrected_name(self, client):
        ana = build_person("Ana", "Sliva", role="Student", organisation="Mill College")
        as_it_was = {"person": ana, "role": "Student", "organisation": "Mill College"}
        post = build_post(body=[quote_block("Said.", **as_it_was)], authors=[as_it_was])
        event = build_event(speakers=[as_it_was])
        ana.role, ana.organisation, ana.family_name = "Professor", "Weir University", "Silva"
        publish(ana)
        for url in (post.url, event.url, QUOTES_URL):
            html = client.get(url).content.decode()
            assert "Ana Silva" in html, url
            assert "Sliva" not in html, url
            assert "Professor" not in html, url
        for url in (post.url, event.url, QUOTES_URL):
            assert "Student, Mill College" in client.get(url).content.decode(), url

    def test_of_somebody_who_was_quoted_once(self, client):
        ana = build_person("Ana", "Silva")
        build_post("The only one", body=[quote_block("Said once.", person=ana)])
        html = client.get(ana.url).content.decode()
        assert "Said once." in html
        assert "The only one" in html

    def test_of_somebody_without_a_word_says_so(self, client):
        assert "Nothing by or about this person" in client.get(build_person().url).content.decode()

    def test_shows_the_newest_and_all_of_one_kind_by_pages(self, client):
        ana = build_person("Ana", "Silva")
        body = [quote_block(f"Word {number}.", person=ana) for number in range(25)]
        build_post(body=body, authors=[{"person": ana}])
        response = client.get(ana.url)
        assert texts(section_items(response, "quote")) == [f"Word {number}." for number in range(5)]
        assert 'href="?type=quote"' in response.content.decode()
        response = client.get(ana.url, {"type": "quote", "page": 2})
        assert texts(section_items(response, "quote")) == [f"Word {number}." for number in range(20, 25)]
        assert not section_items(response, "post")

    @pytest.mark.parametrize("query", ["type=nonsense", "type=quote&page=abc", "type=quote&page=-1", "type=&page=99"])
    def test_answers_any_query(self, client, query):
        assert client.get(f"{build_person().url}?{query}").status_code == 200

    def test_costs_the_same_whatever_the_number_of_records(self, client, django_assert_max_num_queries):
        topic = build_topic()
        photo = build_image(lambda: draw_portrait(1), "Ana", "Ana", filename="ana.jpg")
        ana = build_person("Ana", "Silva", topics=[topic], photo=photo)
        link = f'See <a linktype="page" id="{topic.pk}">this</a>.'
        for number in range(8):
            said = [quote_block(link, person=ana)]
            build_post(f"Post {number}", body=said, authors=[{"person": ana}], topics=[topic])
            build_post(f"Report {number}", body=[speaker_block("Said.", person=ana)], authors=[{"name": "Guest"}])
            build_event(f"Event {number}", speakers=[{"person": ana}])
        client.get(ana.url)
        with django_assert_max_num_queries(14):
            client.get(ana.url)

    def test_has_structured_data(self, client):
        ana = build_person("Ana", "Silva", role="Reader", organisation="</script>Mill", organisation_ror="013meh722")
        ana.orcid, ana.website = "0000-0002-1825-0097", "https://ana.example.org/"
        node = graph(client.get(publish(ana).url))[0]
        assert (node["@type"], node["name"], node["jobTitle"]) == ("Person", "Ana Silva", "Reader")
        assert node["affiliation"]["@id"] == "https://ror.org/013meh722"
        assert node["affiliation"]["name"] == "</script>Mill"
        assert node["sameAs"] == ["https://orcid.org/0000-0002-1825-0097", "https://ana.example.org/"]

    def test_has_a_feed_of_its_posts(self, client):
        ana = build_person("Ana", "Silva")
        build_post("By Ana", authors=[{"person": ana}])
        build_post("By nobody")
        html = client.get(ana.url).content.decode()
        assert f'href="{ana.url}feed/"' in html
        feed = feedparser.parse(client.get(f"{ana.url}feed/").content)
        assert feed.bozo == 0
        assert [entry.title for entry in feed.entries] == ["By Ana"]

    def test_of_a_draft_has_no_feed(self, client):
        ana = build_person("Ana", "Silva")
        ana.unpublish()
        assert client.get(f"{ana.url_path.removeprefix('/home')}feed/").status_code == 404


class JSONLDParser(HTMLParser):
    """Collects the text of JSON-LD script elements."""

    found, inside = "", False

    def handle_starttag(self, tag, attrs):
        self.inside = tag == "script" and ("type", "application/ld+json") in attrs

    def handle_data(self, data):
        self.found += data if self.inside else ""

    def handle_endtag(self, tag):
        self.inside = False


def graph(response) -> list[dict]:
    """Return the structured data of a page, parsed from its HTML."""
    scripts = JSONLDParser()
    scripts.feed(response.content.decode())
    return json.loads(scripts.found)["@graph"] if scripts.found else []


class TestQuotation:
    def test_is_in_the_structured_data_with_speaker_and_role(self, client):
        ana = build_person("Ana", "Silva")
        said = quote_block("</script><!-- A <b>word</b> & more", person=ana, role="Reader", organisation="Mill")
        said["value"]["text"] = "<p>&lt;/script&gt;&lt;!-- A <b>word</b> &amp; more</p>"
        post = build_post(body=[said, quote_block("Also.", name="A guest")])
        first, second = (node for node in graph(client.get(post.url)) if node["@type"] == "Quotation")
        assert first["text"] == "</script><!-- A word & more"
        assert first["url"] == f"{post.full_url}#quote-{said['id']}"
        assert first["isPartOf"]["url"] == post.full_url
        creator = first["creator"]
        assert (creator["name"], creator["url"], creator["jobTitle"]) == ("Ana Silva", ana.full_url, "Reader")
        assert creator["affiliation"]["name"] == "Mill"
        assert second["creator"] == {"@type": "Person", "name": "A guest"}

    def test_can_be_linked_to_where_it_stands(self, client):
        said = quote_block("Said.", name="Guest")
        html = client.get(build_post(body=[said]).url).content.decode()
        assert f'id="quote-{said["id"]}"' in html
        assert f'href="#quote-{said["id"]}"' in html

    def test_is_in_the_search_content(self):
        ana = build_person("Ana", "Silva")
        post = build_post(body=[paragraph_block(), quote_block("Said <b>so</b>.", person=ana, role="Reader")])
        (quote,) = post.get_search_content().quotes
        assert (quote.text, quote.speaker, quote.role, quote.person_id) == ("Said so.", "Ana Silva", "Reader", ana.pk)
        assert quote.anchor == f"#quote-{post.body[1].id}"


class TestPersonIndex:
    def test_filters_by_letter_organisation_and_topic(self, client):
        rents, arrears = build_topic("Rents"), build_topic("Arrears", parent_topic=None)
        arrears.parent = rents
        publish(arrears)
        ana = build_person("Ana", "Ábel", organisation="Mill", topics=[arrears])
        ben = build_person("Ben", "Brook", organisation="Weir")
        for query, expected in [
            ({"letter": "A"}, [ana]),
            ({"organisation": "Weir"}, [ben]),
            ({"topic": "arrears"}, [ana]),
            ({"letter": "A", "organisation": "Weir"}, []),
            ({"letter": "Z"}, [ana, ben]),
            ({"topic": "unknown", "letter": "'--"}, [ana, ben]),
        ]:
            assert list(client.get("/people/", query).context["people"]) == expected, query

    def test_offers_only_what_somebody_has(self, client):
        build_topic("Unused")
        build_person("Ana", "Silva", organisation="Mill", topics=[build_topic("Rents")])
        build_person("Ben", "Brook", live=False, organisation="Hidden")
        fields = client.get("/people/").context["filters"].fields
        assert [value for value, _label in fields["letter"].choices] == ["", "S"]
        assert [value for value, _label in fields["organisation"].choices] == ["", "Mill"]
        assert [str(topic) for topic in fields["topic"].queryset] == ["Rents"]

    def test_costs_the_same_whatever_the_number_of_people(self, client, django_assert_max_num_queries):
        topic = build_topic()
        for number in range(20):
            build_person("P", f"Number {number}", topics=[topic])
        with django_assert_max_num_queries(12):
            client.get("/people/")


class TestQuoteList:
    def test_shows_every_published_quote_of_every_type_of_page(self, client):
        build_post(body=[quote_block("In a post.", name="Guest")], date=days_ago(2))
        build_page(body=[quote_block("In a page.", name="Guest")])
        build_post("Soon", body=[quote_block("Not yet.", name="Guest")], date=timezone.now() + timedelta(days=1))
        build_event(body=[quote_block("In an event.", name="Guest")], starts_at=days_ago(3))
        response = client.get(QUOTES_URL)
        assert texts(response.context["quotes"]) == ["In a page.", "In a post.", "In an event."]
        assert "<title>Voices" in response.content.decode()

    def test_filters_by_speaker_topic_and_year(self, client):
        ana, rents = build_person("Ana", "Silva"), build_topic("Rents")
        arrears = build_topic("Arrears", parent_topic=rents)
        old = timezone.now().replace(year=2020, month=6)
        build_post(body=[quote_block("Old.", person=ana), quote_block("Guest.", name="Guest")], date=old)
        build_post("New", body=[quote_block("New.", person=ana)], topics=[arrears])
        for query, expected in [
            ({"person": "ana-silva"}, ["New.", "Old."]),
            ({"topic": "arrears"}, ["New."]),
            ({"year": "2020"}, ["Old.", "Guest."]),
            ({"year": "2020", "person": "ana-silva"}, ["Old."]),
            ({"year": "1999", "person": "x", "topic": "%"}, ["New.", "Old.", "Guest."]),
        ]:
            assert texts(client.get(QUOTES_URL, query).context["quotes"]) == expected, query

    def test_offers_only_what_has_quotes(self, client):
        build_person("Never", "Quoted"), build_topic("Unused")
        ana, rents = build_person("Ana", "Silva"), build_topic("Rents")
        build_post(body=[quote_block("New.", person=ana)], topics=[rents])
        fields = client.get(QUOTES_URL).context["filters"].fields
        assert list(fields["person"].queryset) == [ana]
        assert list(fields["topic"].queryset) == [rents]
        assert len(fields["year"].choices) == 2

    def test_costs_the_same_whatever_the_number_of_quotes(self, client, django_assert_max_num_queries):
        topic = build_topic()
        link = f'See <a linktype="page" id="{topic.pk}">this</a>.'
        for number in range(12):
            person = build_person("P", f"Number {number}")
            build_post(f"Post {number}", body=[quote_block(link, person=person)] * 2, topics=[topic])
        with django_assert_max_num_queries(14):
            client.get(QUOTES_URL)

    def test_are_linked_from_people_and_home(self, client):
        build_post(body=[quote_block("Said.", name="Guest")])
        assert f'href="{QUOTES_URL}"' in client.get("/people/").content.decode()
        assert f'href="{QUOTES_URL}"' in client.get("/").content.decode()

    def test_keep_their_address(self, client):
        person = build_person("", "Voices")
        assert person.slug != "voices"
        person.slug = "voices"
        with pytest.raises(ValidationError, match="address of the list"):
            person.full_clean()
        build_post(body=[quote_block("Said.", person=PersonPage.objects.get())])
        assert client.get(QUOTES_URL).context["page"] == PersonIndexPage.objects.get()
