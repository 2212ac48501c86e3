"""Structured data of a post: schema.org ``BlogPosting``, as Google asks for it of articles.

https://developers.google.com/search/docs/appearance/structured-data/article
"""

from django.utils import timezone

from content.licences import get_licence_url
from content.structured_data import drop_empty, get_page_language, make_image_node, make_reference
from events.structured_data import make_short_event_node
from people.attributions import get_mention_nodes, get_person_node


def format_moment(moment) -> str | None:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None


def make_post_node(post) -> dict:
    """Return the ``BlogPosting``. ``home.structured_data`` adds the publisher, and licence and author if none."""
    event = post.get_event()
    published = max(filter(None, [post.last_published_at, post.date]), default=None)
    return drop_empty(
        {
            "@type": post.schema_type,
            "@id": post.schema_id,
            "mainEntityOfPage": {"@id": f"{post.full_url or ''}#webpage"},
            "url": post.full_url,
            "headline": post.title,
            "alternativeHeadline": post.strapline,
            "description": post.description,
            "datePublished": format_moment(post.date),
            "dateModified": format_moment(published),
            "author": [get_person_node(author) for author in post.credits],
            "image": make_image_node(post.share_image),
            "inLanguage": get_page_language(post),
            "about": [make_reference(topic) for topic in post.topic_list],
            "keywords": [tag["name"] for tag in post.tag_list],
            "isBasedOn": make_short_event_node(event) if event and event.has_times else None,
            "mentions": [] if post.is_withdrawn else get_mention_nodes(post.body),
            "license": get_licence_url(post.licence) or post.licence,
            "creativeWorkStatus": "Withdrawn" if post.is_withdrawn else None,
            "correction": [make_correction_node(line) for line in post.correction_list],
        }
    )


def make_correction_node(line) -> dict:
    """Return the ``CorrectionComment`` of a correction or update: https://schema.org/correction"""
    return drop_empty(
        {
            "@type": "CorrectionComment",
            "name": line.label,
            "text": line.text,
            "datePublished": line.date.isoformat(),
        }
    )
