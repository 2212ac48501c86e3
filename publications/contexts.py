"""What publications add to the pages of topics, people, events and posts, to the home page, and to feeds."""

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from content.extension import register_annotations
from content.feeds import register_feed_source
from content.sections import register_section
from events.models import EventPage
from people.models import PersonPage
from topics.models import TopicPage

from .models import PublicationAuthor, PublicationEditor, PublicationIndexPage, PublicationPage, PublicationPost

SECTION = {
    "key": "publication",
    "name": "publications",
    "all_label": _("All publications"),
    "template": "components/sections/publications.html",
    "per_page": 20,
}

# Most people, events and posts have none: their own query says so, and no other is made.
is_author = Exists(PublicationAuthor.objects.filter(person=OuterRef("pk")))
is_editor = Exists(PublicationEditor.objects.filter(person=OuterRef("pk")))
register_annotations(PersonPage, has_publications=ExpressionWrapper(is_author | is_editor, BooleanField()))
register_annotations(EventPage, has_publications=Exists(PublicationPage.objects.filter(launched_at=OuterRef("pk"))))
register_annotations("blog.BlogPage", has_publications=Exists(PublicationPost.objects.filter(post=OuterRef("pk"))))


def get_index_url(request: HttpRequest) -> str:
    """Return the address of the list of publications; empty if there is none."""
    index = PublicationIndexPage.objects.published().first()
    return (index and index.get_url(request)) or ""


@register_section(TopicPage, heading=_("Publications"), order=15, shown=3, **SECTION)
def publications_of_topic(topic):
    return PublicationPage.objects.published().current().about(topic.subtree_ids).newest_first().for_listing()


@register_section(PersonPage, heading=_("Publications"), order=15, shown=5, options={"hide_byline": True}, **SECTION)
def publications_of_person(person):
    """All that they wrote or edited: one who has left is still an author of the first edition."""
    if not getattr(person, "has_publications", True):
        return PublicationPage.objects.none()
    return PublicationPage.objects.published().by_person(person).newest_first().for_listing()


@register_section("home.HomePage", heading=_("Publications"), order=15, shown=3, get_all_url=get_index_url, **SECTION)
def newest_publications(home):
    return PublicationPage.objects.published().current().newest_first().for_listing()


@register_section(EventPage, heading=_("Launched here"), order=15, shown=5, **SECTION)
def publications_of_event(event):
    if not getattr(event, "has_publications", True):
        return PublicationPage.objects.none()
    return PublicationPage.objects.published().launched_at(event).newest_first().for_listing()


@register_section(
    "blog.BlogPage", heading=_("The publication"), order=15, shown=5, options={"hide_byline": True}, **SECTION
)
def publications_of_post(post):
    if not getattr(post, "has_publications", True):
        return PublicationPage.objects.none()
    return PublicationPage.objects.published().written_up_in(post).newest_first().for_short_listing()


@register_feed_source(PublicationIndexPage)
def feed_of_index(index):
    return index.get_publications()


@register_feed_source(TopicPage)
def feed_of_topic(topic):
    return PublicationPage.objects.published().current().about(topic.subtree_ids)


@register_feed_source(PersonPage)
def feed_of_person(person):
    return PublicationPage.objects.published().by_person(person)
