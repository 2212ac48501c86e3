"""A small site in which public pages refer to everything that must not be seen, in each way of hiding it.

Whatever is hidden has the word CANARY in its title, address, texts and file names. The names of hidden people have not:
a byline goes on naming them (decision 55).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from blog.models import BlogIndexPage, RelatedPost
from bookings import services
from content.passages import get_speakers
from demo.builders import (
    block,
    build_event,
    build_page,
    build_person,
    build_post,
    build_publication,
    build_series,
    build_topic,
    heading_block,
    paragraph_block,
    publish,
    quote_block,
    speaker_block,
)
from demo.drawing import draw_portrait
from editorial.approval.emails import make_address, send_link
from editorial.approval.services import make_link
from events.models import EventIndexPage
from home.models import HomePage
from media.models import CustomDocument, CustomImage
from people.models import PersonIndexPage
from search.models import PromotedResult, Promotion
from users.models import User

CANARY = "Canarybird"


def restrict(restriction_type: str) -> Callable[[Page], None]:
    def hide(page: Page) -> None:
        restriction = PageViewRestriction.objects.create(
            page=page, restriction_type=restriction_type, password="secret"
        )
        restriction.groups.set(Group.objects.filter(name="Editors"))

    return hide


def expire(page: Page) -> None:
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))


def postpone(page: Any) -> None:
    page = type(page).objects.get(pk=page.pk)
    page.date += timedelta(days=30)
    publish(page)


#: How a page that was published is hidden. Drafts are never published.
WAYS: dict[str, Callable[[Page], None]] = {
    "draft": lambda page: None,
    "unpublished": lambda page: page.specific.unpublish(),
    "expired": expire,
    "password": restrict("password"),
    "login": restrict("login"),
    "groups": restrict("groups"),
    "below": restrict("login"),
}
DATED_WAYS = {"future": postpone}


@dataclass
class World:
    """The pages that anybody may see by kind, those that are hidden, and what else the exits need."""

    public: dict[str, Any] = field(default_factory=dict)
    hidden: list[Page] = field(default_factory=list)
    documents: list[CustomDocument] = field(default_factory=list)
    booking: Any = None
    submission: Any = None
    old_paths: list[str] = field(default_factory=list)
    approval_tokens: list[str] = field(default_factory=list)


def build_world() -> World:
    world = World()
    hidden = {
        "topic": hide_some(lambda **more: build_topic(**make_texts("topic", **more))),
        "person": hide_some(build_hidden_person),
        "series": hide_some(lambda **more: build_series(**make_texts("series", **more))),
        "event": hide_some(lambda **more: build_event(**make_texts("event", **more))),
        "post": hide_some(lambda **more: build_post(**make_texts("post", **more), tags=[CANARY]), DATED_WAYS),
        "publication": hide_some(lambda **more: build_publication(**make_texts("publication", **more)), DATED_WAYS),
        "page": hide_some(lambda **more: build_page(**make_texts("page", **more))),
    }
    world.documents = build_private_documents()
    build_public_pages(world, hidden)
    for pages in hidden.values():
        for way, page in pages.items():
            (WAYS | DATED_WAYS)[way](page.get_parent() if way == "below" else page)
            world.hidden.append(page)
    build_redirects(world)
    build_bookings(world)
    build_approvals(world)
    return world


def make_texts(kind: str, *, way: str, **more: Any) -> dict[str, Any]:
    slug = f"{CANARY.lower()}-{kind}-{way}"
    return {"title": f"{CANARY} {kind} {way}", "summary": f"{CANARY}.", "slug": slug} | more


@cache
def _draw_once() -> bytes:
    return draw_portrait(7)


def build_hidden_person(*, way: str, **more: Any) -> Page:
    texts: dict[str, Any] = {"role": CANARY, "organisation": CANARY, "biography": f"<p>{CANARY}</p>", "summary": CANARY}
    file = ContentFile(_draw_once(), name=f"{CANARY}-{way}.jpg")
    image = CustomImage.objects.create(title=CANARY, description=CANARY, file=file)
    return build_person(
        "Wren", f"Field-{way}", slug=f"{CANARY.lower()}-person-{way}", website=f"https://{CANARY}.example/",
        fediverse=f"@{CANARY}@social.example",
        photo=image, **texts, **more,
    )  # fmt: skip


def hide_some(build: Callable[..., Page], more_ways: dict[str, Callable] | None = None) -> dict[str, Page]:
    """Build a page for each way of being hidden. They are hidden only when others refer to them."""
    pages = {}
    for way in [*WAYS, *(more_ways or {})]:
        more: dict[str, Any] = {"live": way != "draft"}
        if way == "below":
            more["parent"] = build_page(f"{CANARY} place", slug=f"{CANARY.lower()}-{len(Page.objects.all())}")
        pages[way] = build(way=way, **more)
    return pages


def build_private_documents() -> list[CustomDocument]:
    documents = []
    for way in ("password", "login", "groups", "below"):
        private = Collection.get_first_root_node().add_child(name=f"{CANARY} {way}")
        restriction_type = "login" if way == "below" else way
        CollectionViewRestriction.objects.create(
            collection=private, restriction_type=restriction_type, password="secret"
        )
        file = ContentFile(CANARY.encode(), name=f"{CANARY}-{way}.txt")
        place = private.add_child(name="Inner") if way == "below" else private
        documents.append(CustomDocument.objects.create(title=f"{CANARY} {way}", file=file, collection=place))
    return documents


def build_body(world: World, hidden: dict[str, dict[str, Page]]) -> list[dict]:
    """Return a body that refers to every hidden thing in each way that a body can."""
    pages = [page for some in hidden.values() for page in some.values()]
    links = " ".join(f'<a linktype="page" id="{page.pk}">a page</a>' for page in pages)
    files = " ".join(f'<a linktype="document" id="{document.pk}">a file</a>' for document in world.documents)
    people = list(hidden["person"].values())
    attributions = [{"person": person.pk, "name": "", "role": "Guest", "organisation": ""} for person in people]
    return [
        paragraph_block(f"<p>An evening. {links} {files}</p>"),
        *(quote_block(f"Words of {person.title}.", person=person, role="Guest") for person in people),
        *(speaker_block("Their argument.", person=person, role="Guest") for person in people),
        block("speakers", {"heading": "Speakers", "people": [block("item", one) for one in attributions]}),
        *(block("event", {"which": "chosen", "page": page.pk, "heading": ""}) for page in hidden["event"].values()),
        block("related", {"heading": "Related", "chosen": [block("item", page.pk) for page in pages]}),
        *(block("document", {"document": document.pk, "title": ""}) for document in world.documents),
        *(block("document", {"document": document.pk, "title": CANARY}) for document in world.documents),
        *(block("recording", {"file": document.pk, "title": "", "caption": ""}) for document in world.documents),
    ]


def build_public_pages(world: World, hidden: dict[str, dict[str, Page]]) -> None:
    topics, people = list(hidden["topic"].values()), list(hidden["person"].values())
    credits = [{"person": person, "role": "Guest"} for person in people]
    body, document = build_body(world, hidden), world.documents[0]
    public = world.public
    public["topic"] = topic = build_topic("Evenings", parent_topic=topics[0], body=body_without_people(body))
    for hidden_topic in topics:
        type(hidden_topic).objects.filter(pk=hidden_topic.pk).update(parent=topic)
    everything = [*topics, topic]
    public["person"] = person = build_person(
        "Robin", "Open", topics=everything, biography=body[0]["value"], role="Keeper"
    )
    public["series"] = build_series("Open evenings", body=body)
    public["event"] = build_event(
        "An open evening",
        starts_at=get_start(),
        series=hidden["series"]["draft"],
        topics=everything,
        speakers=[*credits, {"person": person, "role": "Chair"}],
        body=body,
        transcript=document,
        slides=world.documents[1],
        transcript_text=body[0]["value"],
        takes_bookings=True,
        capacity=1,
        waiting_list=True,
        agenda=[
            block("session", {"time": "18:00", "title": "Openings", "speakers": [
                block("item", {"person": one.pk, "name": "", "role": "Guest", "organisation": ""}) for one in people
            ]})
        ],
    )  # fmt: skip
    for way, series in hidden["series"].items():
        public[f"event of series {way}"] = build_event(f"Evening {way}", series=series, topics=everything)
    for way, event in hidden["event"].items():
        public[f"report {way}"] = build_post(f"Report {way}", event_reported=event, topics=everything, authors=credits)
    public["post"] = post = build_post(
        "An evening report", body=body, topics=everything, authors=credits, tags=["kites"]
    )
    post.related_posts.set([RelatedPost(post=other) for other in hidden["post"].values()])
    publish(post)
    public["publication"] = build_publication(
        "A study of evenings",
        body=body,
        topics=everything,
        authors=credits,
        editors=credits,
        files=world.documents,
        posts=list(hidden["post"].values()),
        launched_at=hidden["event"]["login"],
        supersedes=hidden["publication"]["password"],
    )
    public["withdrawn post"] = build_withdrawn_post(person, topic)
    public["page"] = build_page("About evenings", body=body)
    public["home"] = home = HomePage.objects.get()
    HomePage.objects.update(lead_post=hidden["post"]["login"], quote_post=hidden["post"]["draft"])
    build_unnamed_event(world)
    for name, model in (("blog", BlogIndexPage), ("events", EventIndexPage), ("people", PersonIndexPage)):
        public[name] = model.objects.get()
        public[name].introduction = body[0]["value"]
        publish(public[name])
    public["topics"] = topic.get_parent().specific
    public["publications"] = public["publication"].get_parent().specific
    pages = [page for some in hidden.values() for page in some.values()]
    results = [PromotedResult(page=page, title=CANARY, text=CANARY) for page in pages]
    Promotion(phrases="evening", results=results).save()
    assert home.live


def build_withdrawn_post(speaker: Page, topic: Page) -> Page:
    """Return a post that was published and then taken back: of its text nothing may be seen, unlike its title."""
    image = CustomImage.objects.filter(title=CANARY).first()
    headings = [heading_block(f"{CANARY} {number}") for number in range(3)]
    quote = quote_block(f"{CANARY} said so.", person=speaker, role=CANARY)
    speech = speaker_block(f"{CANARY} said more.", name=f"{CANARY} Guest", role=CANARY)
    body = [*headings, paragraph_block(f"<p>{CANARY} spoke of evenings.</p>"), quote, speech]
    post = build_post("An evening taken back", topics=[topic], hero_image=image, hero_caption=CANARY, body=body)
    post.withdrawn_because = "Its evenings were invented."
    return publish(post)


def get_start() -> datetime:
    """Return six in the evening of tomorrow, when the programmes begin."""
    return (timezone.localtime() + timedelta(days=1)).replace(hour=18, minute=0, second=0, microsecond=0)


def body_without_people(body: list[dict]) -> list[dict]:
    """Return the blocks that a topic may have."""
    return [one for one in body if one["type"] in {"paragraph", "document", "recording", "related"}]


def build_unnamed_event(world: World) -> None:
    """Build an event under the Chatham House Rule, whose speakers' names appear nowhere, and a report of it."""
    agenda = block("session", {"time": "18:00", "title": "Two openings", "speakers": [
        block("item", {"person": None, "name": f"{CANARY} Guest", "role": CANARY, "organisation": CANARY})
    ]})  # fmt: skip
    event = build_event(
        "A closed evening",
        starts_at=get_start(),
        attribution="chatham_house",
        speakers=[{"name": f"{CANARY} Guest", "role": CANARY}, {"person": world.public["person"], "role": CANARY}],
        agenda=[agenda],
        topics=[world.public["topic"]],
    )
    world.public["unnamed event"] = event
    said = block("quote", {"text": "<p>We were all surprised.</p>", "role": "A council officer", "unnamed": True})
    world.public["unnamed report"] = build_post("What was said", event_reported=event, body=[said])


def build_redirects(world: World) -> None:
    for page in world.hidden:
        path = f"/old/{page.pk}"
        Redirect.objects.create(old_path=path, redirect_page=page)
        world.old_paths.append(path)


def build_bookings(world: World) -> None:
    """Two people book the open evening: the first has the place, and the second, on the waiting list, is the canary."""
    event = world.public["event"]
    result = services.book(event.pk, name="Ada Quill", email="ada@example.org", submission=uuid4())
    world.booking, world.submission = result.booking, result.submission
    services.book(
        event.pk, name=f"{CANARY} Booker", email=f"{CANARY.lower()}@example.org", access_needs=f"{CANARY} needs"
    )


def build_approvals(world: World) -> None:
    """Ask for approval of the published post, and of one speaker's passages in it; of nothing that is hidden."""
    editor = User.objects.create_user("asking", email="edda@example.org")
    speaker = get_speakers(world.public["post"])[0]
    for shown in ("", speaker):
        name, email = "Ada Quill", "ada@example.org"
        made = make_link(world.public["post"], editor, days=7, name=name, email=email, speaker=shown)
        world.approval_tokens.append(made.token)
        send_link(made.link, make_address(world.public["post"], made.token))
