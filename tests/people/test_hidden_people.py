"""People whose page visitors may not see: credits and quotes name them, and show nothing else of the page."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.models import BlogPage
from demo.builders import build_event, build_person, build_post, quote_block
from events.models import EventPage
from people.attributions import get_person_node
from people.models import PersonPage, Quote

pytestmark = pytest.mark.django_db


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def expire(person):
    PersonPage.objects.filter(pk=person.pk).update(expire_at=timezone.now() - timedelta(minutes=1))


WAYS = {
    "unpublished": lambda person: person.unpublish(),
    "private": restrict,
    "below a private page": lambda person: restrict(person.get_parent()),
    "expired": expire,
}


@pytest.fixture
def person():
    return build_person("Ana", "Silva", role="Director", website="https://silva.example/")


@pytest.mark.parametrize("hide", WAYS.values(), ids=WAYS)
def test_credits_speakers_and_quotes_keep_the_name_alone(client, person, hide):
    post = build_post(
        authors=[{"person": person, "role": "Student"}], body=[quote_block("Said.", person=person, role="Student")]
    )
    event = build_event(speakers=[{"person": person, "role": "Student"}])
    hide(PersonPage.objects.get(pk=person.pk))
    attributions = [
        BlogPage.for_serving().get(pk=post.pk).credits[0],
        BlogPage.objects.get(pk=post.pk).body[0].value,
        BlogPage.objects.get(pk=post.pk).credits[0],
        EventPage.for_serving().get(pk=event.pk).credits[0],
        Quote.objects.for_listing().get(),
        Quote.objects.get(),
    ]
    for attribution in attributions:
        assert (attribution.display_name, attribution.role) == ("Ana Silva", "Student")
        assert (attribution.public_person, attribution.link, attribution.portrait) == (None, "", None)
        assert get_person_node(attribution) == {"@type": "Person", "name": "Ana Silva", "jobTitle": "Student"}
    for page in (post, event):
        html = client.get(page.url).content.decode()
        assert "Ana Silva" in html
        assert "/people/ana-silva/" not in html
        assert "Director" not in html


def test_public_people_are_linked(person):
    post = build_post(authors=[{"person": person}])
    credit = BlogPage.for_serving().get(pk=post.pk).credits[0]
    assert (credit.public_person, credit.link) == (person, "/people/ana-silva/")


def test_whether_they_are_hidden_is_loaded_with_them(person, django_assert_num_queries):
    post = build_post(authors=[{"person": person}], body=[quote_block("Said.", person=person)])
    served = BlogPage.for_serving().get(pk=post.pk)
    values = [*served.credits, served.body[0].value, *Quote.objects.for_listing()]
    with django_assert_num_queries(0):
        assert [value.public_person for value in values] == [person] * 3


def test_a_filter_of_the_search_by_somebody_hidden_finds_nothing(client, person):
    build_post("A report", authors=[{"person": person}])
    address = "/search/results.json?q=report&person=ana-silva"
    assert client.get(address).json()["total"] == 1
    restrict(person)
    assert client.get(address).json()["total"] == 0
