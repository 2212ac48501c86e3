"""Which posts belong beside a post: those that share its event, people, topics or words, most in common first.

What is shared counts by how much it says: the same event most, then each person, each topic, and each word of the
title that another post has in its title, strapline or summary. One word alone says nothing. The database counts, in one
query: each list of posts that share one thing is looked up once, by an index, and asked of every post.
"""

import re

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Case, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.signals import post_save
from django.dispatch import receiver

from people.attributions import get_named_people
from people.models import Mention

from .models import BlogPage, BlogPageAuthor, RelatedPost

EVENT, PERSON, TOPIC, WORD = 12, 6, 4, 2
#: One topic, or two words.
LEAST = 4
SHOWN = 3
MOST_PINNED = 12
# A post that names a whole conference shall not make a query without end.
PEOPLE_ASKED, TOPICS_ASKED, WORDS_ASKED = 12, 8, 10
SHORTEST_WORD = 4
#: The built-in text search configuration: stems, and no words such as “about”.
CONFIG = "english"


def shared_by(post: BlogPage) -> list[tuple[Q, int]]:
    """Return a condition for each thing that another post can share with ``post``, and how much it counts."""
    shared = []
    if any(block["type"] == "related" for block in post.body.raw_data):
        return shared  # the editor has said in the body what to read next
    if post.event_reported_id:
        shared.append((Q(event_reported=post.event_reported_id), EVENT))
    for person_id in get_named_people(post.credits, post.body).person_ids[:PEOPLE_ASKED]:
        by_them = BlogPageAuthor.objects.filter(person=person_id).values("page")
        naming_them = Mention.objects.filter(person=person_id).values("page")
        shared.append((Q(pk__in=by_them.union(naming_them)), PERSON))
    for topic in post.topic_list[:TOPICS_ASKED]:
        named = BlogPage.topics.through.objects.filter(topicpage=topic.pk)
        shared.append((Q(pk__in=named.values("blogpage")), TOPIC))
    words = dict.fromkeys(word for word in re.findall(r"[^\W\d_]+", post.title.lower()) if len(word) >= SHORTEST_WORD)
    for word in list(words)[:WORDS_ASKED]:
        holding = BlogPage.objects.filter(words=SearchQuery(word, config=CONFIG)).order_by()
        shared.append((Q(pk__in=holding.values("pk")), WORD))
    return shared


def place_among_pins(post: BlogPage):
    """Return the expression for the place that an editor gave another post beside ``post``; null for the others.

    A page that was loaded to be shown knows whether there are any. A preview holds those of the form.
    """
    if not getattr(post, "has_related_posts", True):
        return Value(None, output_field=IntegerField())
    if hasattr(post, "has_related_posts"):
        pins = RelatedPost.objects.filter(page=post.pk, post=OuterRef("pk")).order_by("sort_order")
        return Subquery(pins.values(place=Coalesce("sort_order", 0))[:1])
    pins = enumerate(related.post_id for related in post.related_posts.all() if related.post_id)
    return Case(*(When(pk=pk, then=Value(place)) for place, pk in pins), output_field=IntegerField())


def related_posts(post: BlogPage) -> list[BlogPage]:
    """Return the published posts beside ``post``: what an editor pinned, in that order, then by what they share.

    There are up to ``SHOWN``, or as many as are pinned; none where nothing is shared. They hold what a short teaser
    shows: title, date and summary.
    """
    shared = shared_by(post)
    if not (shared or getattr(post, "has_related_posts", True)):
        return []
    score = sum((Case(When(condition, then=Value(weight)), default=Value(0)) for condition, weight in shared), Value(0))
    best = (
        BlogPage.objects.published()
        .exclude(pk=post.pk)
        .annotate(pinned=place_among_pins(post), score=score)
        .defer_streamfields()
        .order_by(F("pinned").asc(nulls_last=True), "-score", "-date", "-pk")[:MOST_PINNED]
    )
    # Asked of the few that are best: in the query's own condition the database would count all twice.
    return [
        other
        for place, other in enumerate(best)
        if other.pinned is not None or (other.score >= LEAST and place < SHOWN)
    ]


@receiver(post_save, sender=BlogPage)
def keep_words(sender, instance, update_fields=None, **kwargs) -> None:
    """Keep the words by which posts are compared. What is saved of a draft of a live post leaves them alone."""
    if update_fields is None:
        words = Value(f"{instance.title} {instance.strapline} {instance.summary}")
        BlogPage.objects.filter(pk=instance.pk).update(words=SearchVector(words, config=CONFIG))
