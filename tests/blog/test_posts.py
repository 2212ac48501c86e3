"""Posts, their lists, archives, neighbours and feed."""

from datetime import UTC, datetime, timedelta

import feedparser
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from blog.models import BlogIndexPage, BlogPage, RelatedPost
from content import feeds
from content.sharing import get_share_links
from demo.builders import build_image, build_person, build_post, build_topic, paragraph_block, quote_block
from demo.drawing import draw_portrait

pytestmark = pytest.mark.django_db


def day(number: int) -> datetime:
    return datetime(2025, 3, number, 9, 30, tzinfo=UTC)


def titles(response) -> list[str]:
    return [post.title for post in response.context["posts"]]


class TestIndex:
    def test_newest_first(self, client):
        for number in (2, 3, 1):
            build_post(f"Day {number}", date=day(number))
        assert titles(client.get("/blog/")) == ["Day 3", "Day 2", "Day 1"]

    def test_filters_combine(self, client):
        ana, housing, care = build_person("Ana", "Silva"), build_topic("Housing"), build_topic("Care")
        build_post("Both", topics=[housing, care], authors=[{"person": ana}], date=day(1))
        build_post("Other author", topics=[housing], date=day(2))
        build_post("Other year", topics=[housing], authors=[{"person": ana}], date=day(1).replace(year=2024))
        assert titles(client.get("/blog/?topic=housing&author=ana-silva&year=2025")) == ["Both"]

    def test_only_values_in_use_are_offered(self, client):
        build_topic("Unused"), build_person("No", "Body")
        build_post(topics=[build_topic("Used")], authors=[{"person": build_person("Ana", "Silva")}], date=day(1))
        fields = client.get("/blog/").context["filters"].fields
        assert [topic.title for topic in fields["topic"].queryset] == ["Used"]
        assert [person.title for person in fields["author"].queryset] == ["Ana Silva"]
        assert [value for value, _label in fields["year"].choices] == ["", 2025]

    def test_values_that_are_no_choice_are_left_out(self, client):
        build_post()
        assert titles(client.get("/blog/?topic=nothing&author=1&year=abc")) == ["A report"]

    def test_pages(self, client):
        for number in range(1, 24):
            build_post(f"Day {number}", date=day(number))
        first, second = client.get("/blog/"), client.get("/blog/?page=2")
        assert (len(titles(first)), titles(second)) == (20, ["Day 3", "Day 2", "Day 1"])
        assert titles(client.get("/blog/?page=999")) == titles(second)

    def test_archives_by_year_and_month(self, client):
        build_post("In March", date=day(1))
        build_post("In April", date=day(1).replace(month=4))
        assert titles(client.get("/blog/2025/")) == ["In April", "In March"]
        march = client.get("/blog/2025/3/")
        assert titles(march) == ["In March"]
        assert march.context["archive_title"] == "March 2025"
        assert '<link rel="canonical" href="http://127.0.0.1:8000/blog/2025/3/">' in march.content.decode()

    def test_a_month_has_one_address(self, client):
        build_post(date=day(1))
        response = client.get("/blog/2025/03/?topic=rents")
        assert (response.status_code, response["Location"]) == (301, "/blog/2025/3/?topic=rents")

    @pytest.mark.parametrize("path", ["2019/", "2025/5/", "2025/13/", "0000/", "99999/"])
    def test_archives_without_posts_are_not_found(self, client, path):
        build_post(date=day(1))
        assert client.get(f"/blog/{path}").status_code == 404


class TestPost:
    def test_neighbours_in_time(self, client):
        first, middle, last = (build_post(f"Day {n}", date=day(n)) for n in (1, 2, 3))
        build_post("Draft", date=day(2), live=False)
        assert middle.get_neighbours() == (first, last)
        assert first.get_neighbours() == (None, middle)
        assert last.get_neighbours() == (middle, None)

    def test_neighbours_on_the_same_instant(self):
        first, second = build_post("One", date=day(1)), build_post("Two", date=day(1))
        assert first.get_neighbours() == (None, second)
        assert second.get_neighbours() == (first, None)

    def test_bylines_keep_their_order(self, client):
        ana = build_person("Ana", "Silva")
        post = build_post(authors=[{"name": "Zoe Guest"}, {"person": ana, "role": "Keeper"}])
        html = client.get(post.url).content.decode()
        assert html.index("Zoe Guest") < html.index("Ana Silva")
        assert f'href="{ana.url}"' in html

    def test_quotes_have_anchors_names_and_roles(self, client):
        body = [quote_block("We lost the key.", name="Ida Quill", role="Keeper")]
        html = client.get(build_post(body=body).url).content.decode()
        assert f'id="quote-{body[0]["id"]}"' in html
        for text in ("We lost the key.", "Ida Quill", "Keeper"):
            assert text in html

    def test_related_posts_are_shown_unless_drafts(self, client):
        post, shown, draft = build_post("Main"), build_post("Shown beside"), build_post("Hidden", live=False)
        post.related_posts = [RelatedPost(post=shown, sort_order=0), RelatedPost(post=draft, sort_order=1)]
        post.save_revision().publish()
        assert client.get(post.url).context["related"] == [shown]

    def test_share_links_carry_address_and_title(self):
        links = {link["label"]: link["url"] for link in get_share_links(build_post("Rent & rates"))}
        assert "Rent%20%26%20rates" in links["E-mail"]
        assert all("a-report" in url or "rent-rates" in url for url in links.values())

    @pytest.mark.parametrize("slug", ["feed", "2024", "atom"])
    def test_addresses_of_the_blog_itself_are_refused(self, slug):
        post = build_post()
        post.slug = slug
        with pytest.raises(ValidationError) as refusal:
            post.full_clean()
        assert "address of the blog itself" in str(refusal.value)

    def test_markup_in_plain_fields_is_escaped(self, client):
        attack = "<script>alert(1)</script>"
        person = build_person("Eve", attack[:60], role=attack)
        body = [quote_block("q", name=attack, role=attack), quote_block("p", person=person, role=attack)]
        post = build_post(
            attack,
            strapline=attack,
            summary=attack,
            body=body,
            authors=[{"name": attack, "role": attack}],
            tags=[attack],
        )
        for url in (post.url, "/", "/blog/", "/search/?q=alert", person.url, "/people/"):
            assert attack not in client.get(url).content.decode(), url


class TestFeed:
    def test_parses_and_holds_the_full_text(self, client):
        ana = build_person("Ana", "Silva")
        blog = BlogIndexPage.objects.get()
        body = [paragraph_block(f'<p>See <a linktype="page" id="{blog.pk}">the blog</a>.</p>')]
        topic = build_topic("Housing")
        post = build_post("Rent & rates", body=body, authors=[{"person": ana}], topics=[topic], date=day(1))
        response = client.get("/blog/feed/")
        assert response["Content-Type"].startswith("application/rss+xml")
        feed = feedparser.parse(response.content)
        assert feed.bozo == 0
        (entry,) = feed.entries
        assert entry.title == "Rent & rates"
        assert entry.link == post.full_url
        assert entry.id == f"urn:uuid:{post.translation_key}"
        assert entry.authors[0]["name"] == "Ana Silva"
        assert [tag.term for tag in entry.tags] == ["Housing"]
        assert f'href="{blog.full_url}"' in entry.content[0].value
        assert entry.published_parsed[:5] == (2025, 3, 1, 9, 30)

    def test_holds_only_what_is_published(self, client):
        build_post("Shown")
        build_post("Draft", live=False)
        build_post("Later", date=timezone.now() + timedelta(days=1))
        assert [entry.title for entry in feedparser.parse(client.get("/blog/feed/").content).entries] == ["Shown"]

    def test_an_empty_one_stays_the_same(self, client):
        first = client.get("/blog/feed/")
        with time_machine.travel(timezone.now() + timedelta(days=1)):
            assert client.get("/blog/feed/").content == first.content
            assert client.get("/blog/feed/", headers={"If-None-Match": first["ETag"]}).status_code == 304
            since = client.get("/blog/feed/", headers={"If-Modified-Since": first["Last-Modified"]})
            assert since.status_code == 304

    def test_nothing_is_described_with_nothing(self, client):
        person = build_person("Ana", "Silva")
        study = build_post("Untold", authors=[{"person": person}])
        type(study).objects.filter(pk=study.pk).update(summary="")
        text = client.get(f"{person.url}feed/").content.decode()
        assert "<title>Untold</title>" in text
        assert "<description>Ana Silva – " in text
        assert "<description></description>" not in text
        assert "<description/>" not in text

    def test_the_main_image_comes_first(self, client):
        image = build_image(
            lambda: draw_portrait(1), "Mill", "A mill on stilts", filename="mill.jpg", credit="Photograph: Ana Silva"
        )
        build_post("Mills", hero_image=image, hero_caption="The mill", body=[paragraph_block("<p>Words.</p>")])
        (entry,) = feedparser.parse(client.get("/blog/feed/").content).entries
        content = entry.content[0].value
        assert content.index('src="http://127.0.0.1:8000/media/') < content.index("Words.")
        assert 'alt="A mill on stilts"' in content
        assert "The mill Photograph: Ana Silva" in content

    def test_links_within_the_page_lead_to_it(self, client):
        body = [
            paragraph_block('<p><a href="#later">Below</a>, <a href="?page=2">on</a>, <a href="/x/">x</a></p>'),
            paragraph_block('<p>Write href="#later" or href="/x/" in a tag.</p>'),
        ]
        post = build_post(body=body)
        (entry,) = feedparser.parse(client.get("/blog/feed/").content, sanitize_html=False).entries
        content = entry.content[0].value
        for address in (f"{post.full_url}#later", f"{post.full_url}?page=2", "http://127.0.0.1:8000/x/"):
            assert f'href="{address}"' in content
        assert 'Write href="#later" or href="/x/" in a tag.' in content

    def test_no_letter_stands_for_a_portrait(self, client):
        build_post(body=[quote_block("We kept the minutes.", name="Zadie Quill")])
        (entry,) = feedparser.parse(client.get("/blog/feed/").content, sanitize_html=False).entries
        content = entry.content[0].value
        assert "Zadie Quill" in content
        assert ">Z<" not in content

    def test_length_is_bounded(self, client, monkeypatch):
        monkeypatch.setattr(feeds, "MAX_ENTRIES", 3)
        for number in range(1, 6):
            build_post(f"Day {number}", date=day(number))
        assert len(feedparser.parse(client.get("/blog/feed/").content).entries) == 3


def test_the_blog_index_costs_the_same_whatever_the_number_of_posts(client, django_assert_max_num_queries):
    topics = [build_topic(f"Topic {n}") for n in range(3)]
    people = [build_person("P", f"Number {n}") for n in range(3)]
    for number in range(1, 16):
        build_post(f"Day {number}", topics=topics, authors=[{"person": p} for p in people], date=day(number))
    assert BlogPage.objects.count() == 15
    with django_assert_max_num_queries(15):
        client.get("/blog/")


def test_a_character_that_xml_forbids_does_not_break_the_feed(client):
    build_post("From a\x0bslide", summary="Pasted\x07.", body=[paragraph_block("<p>A\x0b word.</p>")])
    response = client.get("/blog/feed/")
    assert response.status_code == 200
    (entry,) = feedparser.parse(response.content).entries
    assert entry.title == "From aslide"
