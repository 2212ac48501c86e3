"""The loader of the demo. Pages whose slugs exist stay as they are: a second run keeps editors' changes."""

from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from blog.models import BlogIndexPage, BlogPage
from events.models import EventIndexPage, EventPage, EventSeries, Venue
from home.forms import get_block_ids
from home.models import HomePage, SiteSettings, StandardPage
from people.models import PersonIndexPage, PersonPage
from publications.models import PublicationIndexPage, PublicationPage
from search.models import PromotedResult, Promotion, Synonym
from topics.models import TopicIndexPage, TopicPage

from . import content
from .accounts import create_accounts
from .bodies import BodyBuilder
from .builders import (
    block,
    build_document,
    build_event,
    build_image,
    build_page,
    build_person,
    build_post,
    build_publication,
    build_series,
    build_topic,
    build_venue,
    publish,
)
from .drawing import draw_cover, draw_portrait
from .drawing.jackets import draw_jacket
from .pdf import make_pdf

IMAGE_CREDIT = "Print: the Weigh House Institute"


def is_empty() -> bool:
    """Return whether the site has no content yet."""
    models = (BlogPage, EventPage, PersonPage, PublicationPage, TopicPage, StandardPage)
    return not any(model.objects.exists() for model in models)


class DemoLoader:
    """Creates every page as a draft first, so that bodies can link to each other, then adds bodies and publishes."""

    def __init__(self, now: datetime | None = None) -> None:
        self.now = now or timezone.now()
        self.pages: dict[tuple[str, str], Any] = {}
        self.new: list[tuple[Any, str, list | None]] = []
        self.bodies = BodyBuilder(self.pages, self.image, self.document)
        self.documents = {document.key: document for document in content.DOCUMENTS}

    @transaction.atomic
    def load(self) -> int:
        """Create the pages that are missing and return their number."""
        create_accounts()
        home_is_new = is_empty()
        for topic in content.TOPICS:
            self.add("topic", topic, TopicPage, build_topic, title=topic.title, summary=topic.summary)
        for person in content.PEOPLE:
            self.add_person(person)
        for series in content.SERIES:
            self.add("series", series, EventSeries, build_series, title=series.title, summary=series.summary)
        self.venues = {venue.key: self.venue(venue) for venue in content.VENUES}
        for event in content.EVENTS:
            self.add_event(event)
        for post in content.POSTS:
            self.add_post(post)
        for publication in content.PUBLICATIONS:
            self.add_publication(publication)
        for page in content.STANDARD_PAGES:
            # The menu has room for one of them; the footer links to the others.
            fields = {"title": page.title, "summary": page.summary, "show_in_menus": page is content.STANDARD_PAGES[0]}
            self.add("page", page, StandardPage, build_page, key=page.slug, **fields)
        for page, key, body in self.new:
            if body is not None:
                page.body = self.bodies.make(key, body)
            publish(page)
        if home_is_new:
            self.set_up_home()
            self.add_search_entries()
        return len(self.new)

    def add(self, kind, record, model, build, *, key=None, body=None, **fields) -> None:
        """Create the page of ``record`` as a draft, unless a page has its slug."""
        key = key or record.key
        page = model.objects.filter(slug=record.slug).first()
        if page is None:
            page = build(slug=record.slug, live=False, **fields)
            self.new.append((page, f"{kind}:{key}", getattr(record, "body", None)))
        self.pages[kind, key] = page

    def add_person(self, person) -> None:
        fields = {
            name: getattr(person, name)
            for name in (
                "honorific",
                "given_name",
                "family_name",
                "post_nominals",
                "role",
                "organisation",
                "orcid",
                "website",
            )
        }
        fields["photo"] = self.portrait(person)
        fields["biography"] = "".join(f"<p>{text}</p>" for text in person.biography)
        fields["topics"] = [self.pages["topic", key] for key in person.topics]
        self.add("person", person, PersonPage, build_person, **fields)

    def add_event(self, event) -> None:
        zone = ZoneInfo(event.timezone)
        first_day = self.now.astimezone(zone).date() + timedelta(days=event.days)
        last_day = first_day + timedelta(days=event.end_days)
        names = (
            "title", "strapline", "summary", "timezone", "status", "status_reason", "attendance", "place",
            "online_url", "booking_url", "recording_url", "attribution", "audience", "price", "captions",
            "access_contact",
        )  # fmt: skip
        fields = {name: getattr(event, name) for name in names}
        fields |= {
            "starts_at": datetime.combine(first_day, time.fromisoformat(event.start), zone),
            "ends_at": datetime.combine(last_day, time.fromisoformat(event.end), zone),
            "venue": self.venues[event.venue] if event.venue else None,
            "series": self.pages["series", event.series] if event.series else None,
            "topics": [self.pages["topic", key] for key in event.topics],
            "speakers": [self.credit(speaker) | {"part": speaker.part} for speaker in event.speakers],
            "agenda": [
                {
                    "type": "session",
                    "value": {"time": item.time, "title": item.title, "description": item.description},
                }
                for item in event.agenda
            ],
            "takes_bookings": event.places is not None,
            "capacity": event.places,
            "questions": [self.question(question) for question in event.questions],
        }
        self.add("event", event, EventPage, build_event, **fields)

    @staticmethod
    def question(record) -> dict:
        fields = record._asdict()
        return {"field_type": fields.pop("kind")} | fields

    def venue(self, record) -> Venue:
        fields = {name: value for name, value in vars(record).items() if name != "key"}
        return Venue.objects.filter(name=record.name).first() or build_venue(**fields)

    def add_post(self, post) -> None:
        written_on = self.now.date() - timedelta(days=abs(post.days))
        date = datetime.combine(written_on, time(9, 30), ZoneInfo("Europe/London"))
        fields = {name: getattr(post, name) for name in ("title", "strapline", "summary", "tags", "hero_caption")}
        fields |= {
            "date": date,
            "first_published_at": date,
            "topics": [self.pages["topic", key] for key in post.topics],
            "authors": [self.author(author) for author in post.authors],
            "hero_image": self.image(post.hero) if post.hero else None,
            "event_reported": self.pages["event", post.event] if post.event else None,
            "corrections": [self.correction(line) for line in post.corrections],
            "body": [],
        }
        self.add("post", post, BlogPage, build_post, **fields)

    def correction(self, record) -> dict:
        day = self.now.date() - timedelta(days=abs(record.days))
        return block("line", {"kind": record.kind, "date": day.isoformat(), "text": record.text})

    def add_publication(self, publication) -> None:
        names = (
            "title", "strapline", "summary", "publication_type", "edition", "series", "number", "isbn", "doi",
            "licence",
        )  # fmt: skip
        fields = {name: getattr(publication, name) for name in names}
        fields |= {
            "date": self.now.date() - timedelta(days=abs(publication.days)),
            "topics": [self.pages["topic", key] for key in publication.topics],
            "authors": [self.author(author) for author in publication.authors],
            "editors": [self.author(editor) for editor in publication.editors],
            "files": [
                {"document": self.document(key), "label": label, "note": note} for key, label, note in publication.files
            ],
            "posts": [self.pages["post", key] for key in publication.posts],
            "cover": self.jacket(publication) if publication.cover else None,
            "launched_at": self.pages["event", publication.event] if publication.event else None,
            "supersedes": self.pages["publication", publication.supersedes] if publication.supersedes else None,
            "body": [],
        }
        self.add("publication", publication, PublicationPage, build_publication, **fields)

    def credit(self, who) -> dict:
        fields = {"role": who.role, "organisation": who.organisation}
        return fields | ({"person": self.pages["person", who.person]} if who.person else {"name": who.name})

    def author(self, author) -> dict:
        if isinstance(author, str):
            person = self.pages["person", author]
            return {"person": person, "role": person.role, "organisation": person.organisation}
        name, role, url = author
        return {"name": name, "role": role, "url": url}

    def image(self, drawing):
        return build_image(
            partial(draw_cover, drawing),
            drawing.title,
            drawing.description,
            filename=f"{drawing.key}.jpg",
            credit=IMAGE_CREDIT,
        )

    def jacket(self, publication):
        cover = publication.cover
        kicker = cover.kicker
        return build_image(
            lambda: draw_jacket(draw_cover(cover.drawing), publication.title, kicker, cover.colour),
            f"Cover of “{publication.title}”, {kicker}",
            f"Cover of “{publication.title}”",
            filename=f"{publication.slug}.jpg",
            credit=IMAGE_CREDIT,
        )

    def portrait(self, person):
        if person.portrait is None:
            return None
        name = f"{person.given_name} {person.family_name}".strip()
        return build_image(
            partial(draw_portrait, person.portrait),
            f"Portrait of {name}",
            f"Cut-paper portrait of {name}",
            filename=f"{person.key}.jpg",
            credit=IMAGE_CREDIT,
        )

    def document(self, key: str):
        record = self.documents[key]
        is_pdf = record.filename.endswith(".pdf")
        heading = record.title.split(":")[0]
        file = make_pdf(heading, record.byline, record.text) if is_pdf else record.text.encode()
        return build_document(file, record.title, filename=record.filename)

    def set_up_home(self) -> None:
        """Fill in the site's name and settings, the home page and the introductions of the index pages."""
        institution = content.INSTITUTION
        for slug, model in {
            "blog": BlogIndexPage,
            "publications": PublicationIndexPage,
            "events": EventIndexPage,
            "people": PersonIndexPage,
            "topics": TopicIndexPage,
        }.items():
            index = model.objects.get()
            index.introduction = f"<p>{institution.introductions[slug]}</p>"
            index.summary = institution.introductions[slug]
            publish(index)
        home = HomePage.objects.get()
        home.title = institution.organisation
        home.strapline = institution.strapline
        home.summary = institution.tagline
        home.lead_post = self.pages["post", content.LEAD]
        voice_key, voice_index = content.VOICE
        home.quote_post = self.pages["post", voice_key]
        home.quote_block_id = get_block_ids(home.quote_post.pk)[voice_index]
        publish(home)
        site = Site.objects.get(is_default_site=True)
        site.site_name = institution.organisation
        site.save()
        self.write_settings(SiteSettings.for_site(site), institution)

    def add_search_entries(self) -> None:
        """Add the synonyms and promoted results that editors would."""
        Synonym.objects.bulk_create(Synonym(**record._asdict()) for record in content.SYNONYMS)
        for record in content.PROMOTED:
            match = Promotion.Match.PREFIX if record.begins else Promotion.Match.EXACT
            promotion = Promotion(phrases=record.phrases, match=match)
            page = self.pages["page", record.page] if record.page else None
            promotion.results = [PromotedResult(page=page, url=record.url, title=record.title, text=record.text)]
            promotion.save()

    def write_settings(self, settings: SiteSettings, institution) -> None:
        for name in (
            "organisation",
            "tagline",
            "accent_colour",
            "contact_email",
            "address",
            "footer_text",
            "licence",
        ):
            setattr(settings, name, getattr(institution, name))
        links = [{"type": "link", "value": {"label": label, "url": url}} for label, url in institution.social_links]
        settings.social = links  # type: ignore[assignment]  # a StreamField takes the stored form
        settings.full_clean()
        settings.save()
