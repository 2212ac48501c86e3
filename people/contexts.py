"""Sections of people and quotes on the pages of topics and people."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from content.sections import register_section
from topics.models import TopicPage

from .models import PersonPage, Quote, prefetch_links

QUOTES: dict[str, Any] = {
    "key": "quote",
    "heading": _("In their words"),
    "all_label": _("All quotes"),
    "template": "components/sections/quotes.html",
    "per_page": 20,
    "prepare": prefetch_links,
}


@register_section(TopicPage, name="quotes", order=30, shown=3, **QUOTES)
def get_quotes_about_topic(topic):
    return Quote.objects.published().about(topic.subtree_ids).for_listing().newest_first()


@register_section(
    TopicPage,
    key="person",
    name="people",
    heading=_("People"),
    all_label=_("All people"),
    template="components/sections/people.html",
    order=40,
    shown=12,
    per_page=60,
)
def get_people_of_topic(topic):
    return PersonPage.objects.published().with_topics(topic.subtree_ids).for_listing().by_family_name()


@register_section(PersonPage, name="quoted", order=10, shown=5, options={"hide_speaker": True}, **QUOTES)
def get_quotes_of_person(person):
    # The speaker is not loaded: their own page does not show them with each quote.
    return Quote.objects.published().by_speaker(person).with_page().newest_first()
