"""What the site has of what a text names: people, topics and events."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from rapidfuzz import fuzz

from blog.models import BlogPage
from content.page_visibility import get_visible_q
from conversion.attribution.proposals import Proposal, Voice
from conversion.speech.quotation_marks import strip_tags
from events.models import EventPage
from people.models import PersonPage, Quote
from people.names import split_name, to_plain_letters
from topics.models import TopicPage

from .announcements import Announcement, find_announcement, find_dates
from .reports import ReadReport

MAX_CHOICES = 5
MAX_TOPICS = 12
# Of rapidfuzz, from 0 to 100.
SIMILAR_TITLE = 82
# Points from which an event is certainly the one reported.
CERTAIN_POINTS = 3


@dataclass
class Matches:
    """Proposals from the site, as plain data.

    ``people``: by name, ``{"choices": [{"pk", "title", "role"}], "is_certain"}``, empty choices for somebody new.
    ``topics``: ``{"pk" or None, "title", "reason", "is_certain"}``. ``reported``: ``{"pk", "title", "reason",
    "is_certain"}``, the best first. ``announced``: ``announcements.Announcement`` with ``events`` like ``reported``.
    """

    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    topics: list[dict[str, Any]] = field(default_factory=list)
    reported: list[dict[str, Any]] = field(default_factory=list)
    announced: dict[str, Any] | None = None

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def find_matches(report: ReadReport, proposals: list[Proposal], user, today: date | None = None) -> Matches:
    """Look up what a text names, among what ``user`` may see."""
    today = today or timezone.localdate()
    paragraphs = list(iter_paragraphs(report.blocks))
    text = " ".join([report.title, report.strapline, *paragraphs])
    names = list_names(proposals)
    matches = Matches(people={name: match_person(name, user) for name in names})
    announcement = find_announcement(paragraphs, today)
    for name in announcement.speakers if announcement else []:
        matches.people.setdefault(name, match_person(name, user))
    chosen = [entry["choices"][0]["pk"] for entry in matches.people.values() if entry["is_certain"]]
    matches.topics = match_topics(report, text, chosen, user)
    matches.reported = match_reported(report, text, chosen, announcement, user, today)
    if announcement:
        matches.announced = announcement.as_dict() | {"events": match_announced(announcement, user)}
    return matches


def list_names(proposals: list[Proposal]) -> list[str]:
    """Return all names of proposals, those in doubt included, each once."""
    names: list[str] = []
    for proposal in proposals:
        voices: list[Voice] = [proposal.voice, *proposal.people]
        names += [voice.name for voice in voices if voice.name] + proposal.others
    return list(dict.fromkeys(names))


def iter_paragraphs(blocks: list[dict]) -> list[str]:
    texts = []
    for block in blocks:
        if block["type"] == "paragraph":
            texts += [strip_tags(part) for part in block["value"].replace("</li>", "</p>").split("</p>")]
        elif block["type"] in ("quote", "speaker", "extract"):
            texts.append(strip_tags(block["value"].get("text", "")))
    return [text for text in texts if text]


def match_person(name: str, user) -> dict[str, Any]:
    """Return whom a name may mean: certain if one person has given and family name, or all that is known of them."""
    parts = split_name(name)
    family, given = to_plain_letters(parts.family_name), to_plain_letters(parts.given_name)
    visible = PersonPage.objects.filter(get_visible_q(user)).only("title", "role", "organisation", "sort_name")
    same = list(visible.filter(Q(sort_name=f"{family} {given}".strip()) | Q(sort_name__startswith=f"{family} "))[:50])
    exact = [person for person in same if person.sort_name == f"{family} {given}".strip()]
    if not exact and given:
        first = given.split()[0] if " " in given else given
        same = [person for person in same if _may_be_given(person.sort_name.removeprefix(f"{family} "), first)]
    choices = exact or same
    return {
        "choices": [
            {"pk": person.pk, "title": person.title, "role": person.role, "organisation": person.organisation}
            for person in choices[:MAX_CHOICES]
        ],
        "is_certain": len(exact) == 1 or (len(choices) == 1 and not given),
    }


def _may_be_given(own: str, given: str) -> bool:
    """Whether two given names may be of one person: the same begin, or an initial."""
    return bool(own) and (own.startswith(given) or given.startswith(own) or (len(given) == 1 and own[0] == given))


def match_topics(report: ReadReport, text: str, people: list[int], user) -> list[dict[str, Any]]:
    """Propose topics: those that the text lists, those whose words it has, and those of posts that quote the same."""
    topics = list(TopicPage.objects.filter(get_visible_q(user)).only("title"))
    by_title = {topic.title.casefold(): topic for topic in topics}
    found: dict[str, dict[str, Any]] = {}
    for title in report.topics:
        topic = by_title.get(title.casefold())
        found[title.casefold()] = {
            "pk": topic.pk if topic else None,
            "title": topic.title if topic else title,
            "reason": "listed",
            "is_certain": True,
        }
    words = f" {' '.join(text.casefold().split())} "
    for topic in topics:
        number = words.count(topic.title.casefold())
        if topic.title.casefold() not in found and number:
            found[topic.title.casefold()] = _make_topic(topic, "words", is_certain=number >= 2)
    for topic in _topics_of_similar_posts(people, topics):
        found.setdefault(topic.title.casefold(), _make_topic(topic, "similar", is_certain=False))
    return list(found.values())[:MAX_TOPICS]


def _make_topic(topic: TopicPage, reason: str, *, is_certain: bool) -> dict[str, Any]:
    return {"pk": topic.pk, "title": topic.title, "reason": reason, "is_certain": is_certain}


def _topics_of_similar_posts(people: list[int], topics: list[TopicPage]) -> list[TopicPage]:
    """Return the topics that at least two posts bear which quote the same people."""
    pages = Quote.objects.filter(speaker__in=people).values("page")
    posts = BlogPage.objects.published().filter(pk__in=pages).values_list("topics", flat=True)
    counts = Counter(pk for pk in posts if pk)
    return [topic for topic in topics if counts[topic.pk] >= 2]


def match_reported(
    report: ReadReport, text: str, people: list[int], announcement: Announcement | None, user, today: date
) -> list[dict[str, Any]]:
    """Propose the event that a text reports: by its title, its date and its speakers."""
    told = text.replace(announcement.sentence, "") if announcement else text
    days = set(find_dates(told, today))
    events = EventPage.objects.filter(get_visible_q(user)).filter(starts_at__lte=timezone.now() + timedelta(days=1))
    rated = []
    for event in events.prefetch_related("speakers").only("title", "starts_at").order_by("-starts_at")[:500]:
        similar = fuzz.token_set_ratio(event.title.casefold(), report.title.casefold()) >= SIMILAR_TITLE
        named = event.title.casefold() in told.casefold()
        same_day = timezone.localdate(event.starts_at) in days
        speakers = sum(1 for speaker in event.speakers.all() if speaker.person_id in people)
        points = 2 * (similar or named) + 2 * same_day + min(speakers, 2)
        if points >= 2:
            reasons = [
                name for name, holds in (("title", similar or named), ("day", same_day), ("people", speakers)) if holds
            ]
            rated.append((points, {"pk": event.pk, "title": event.title, "reason": reasons}))
    rated.sort(key=lambda item: -item[0])
    is_alone = len(rated) == 1 or (len(rated) > 1 and rated[0][0] > rated[1][0])
    return [
        event | {"is_certain": position == 0 and is_alone and (points >= CERTAIN_POINTS or "title" in event["reason"])}
        for position, (points, event) in enumerate(rated[:MAX_CHOICES])
    ]


def match_announced(announcement: Announcement, user) -> list[dict[str, Any]]:
    """Return the events of this site on the day of an announcement, those of a like title first."""
    day = date.fromisoformat(announcement.day)
    events = EventPage.objects.filter(get_visible_q(user), starts_at__date=day).only("title", "starts_at")
    rated = [(fuzz.token_set_ratio(event.title.casefold(), announcement.title.casefold()), event) for event in events]
    rated.sort(key=lambda item: -item[0])
    return [{"pk": event.pk, "title": event.title, "is_certain": rating >= 60} for rating, event in rated[:MAX_CHOICES]]
