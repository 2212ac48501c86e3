"""Who says what in which body: read off the bodies of live pages, and kept as ``Quote`` and ``Mention`` rows.

The rows are written whenever a page is saved (``people.signals``), which Wagtail does within a transaction.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterator
from itertools import chain, islice

from django.db import transaction
from wagtail.models import Page, get_page_models

from content.body.search_text import rich_text
from content.models import BasePage

from .models import Mention, PersonPage, Quote

BATCH_SIZE = 200
DERIVED_FIELDS = [field.attname for field in Quote._meta.concrete_fields if not field.primary_key]


def stored_blocks(page: BasePage) -> Iterator[dict]:
    """Yield the blocks of a page's bodies as the database holds them: ``{"type", "value", "id"}``."""
    return chain.from_iterable(body.get_prep_value() for body in page.get_bodies())


def stored_attributions(block: dict) -> list[dict]:
    """Return the values of whoever a stored block names."""
    if block["type"] in {"quote", "speaker"}:
        return [block["value"]]
    if block["type"] == "speakers":
        return [item["value"] for item in block["value"]["people"]]
    return []


class QuoteExtractor:
    """What the bodies of one page say of whom.

    ``people`` are the ids of all persons there are, for whoever reads many pages; without them the database is asked.
    """

    def __init__(self, page: BasePage, people: Collection[int] | None = None):
        self.page = page
        self.blocks = list(stored_blocks(page))
        named = {
            voice["person"] for block in self.blocks for voice in stored_attributions(block) if voice.get("person")
        }
        if people is None:
            people = set(PersonPage.objects.filter(pk__in=named).values_list("pk", flat=True)) if named else ()
        #: Somebody may have been deleted since.
        self.person_ids = named.intersection(people)

    def quotes(self) -> list[Quote]:
        """Return a row for each quote, in reading order."""
        values = [(block["id"], block["value"]) for block in self.blocks if block["type"] == "quote"]
        if not values:
            return []
        page = self.page
        of_page = {
            "page_id": page.pk,
            "topic_ids": sorted(topic.pk for topic in page.topic_list),
            "date": page.display_date or page.first_published_at,
            "visible_from": page.visible_from,
        }
        return [
            Quote(
                block_id=block_id,
                position=position,
                speaker_id=value["person"] if value.get("person") in self.person_ids else None,
                text=rich_text(value["text"]),
                html=value["text"],
                **{name: value.get(name) or "" for name in ("name", "role", "organisation", "source", "source_url")},
                **of_page,
            )
            for position, (block_id, value) in enumerate(values)
        ]

    def mentions(self) -> list[Mention]:
        return [Mention(page_id=self.page.pk, person_id=person_id) for person_id in sorted(self.person_ids)]


def sync_quotes(page: BasePage) -> None:
    """Bring the rows of a live page up to date. What did not change is not written again."""
    record = QuoteExtractor(page)
    _keep_quotes(page, record.quotes())
    _keep_mentions(page, record.mentions())


def delete_quotes(page: Page) -> None:
    """Remove the rows of a page that is not live any longer."""
    Quote.objects.filter(page_id=page.pk).delete()
    Mention.objects.filter(page_id=page.pk).delete()


def _facts(quote: Quote) -> list:
    return [getattr(quote, name) for name in DERIVED_FIELDS]


def _keep_quotes(page: BasePage, quotes: list[Quote]) -> None:
    kept = defaultdict(deque)  # a body that a program put together may hold an id twice
    for row in Quote.objects.filter(page_id=page.pk).order_by("position"):
        kept[row.block_id].append(row)
    new, changed = [], []
    for quote in quotes:
        if not kept[quote.block_id]:
            new.append(quote)
            continue
        row = kept[quote.block_id].popleft()
        if _facts(row) != _facts(quote):
            quote.pk = row.pk
            changed.append(quote)
    if gone := [row.pk for row in chain.from_iterable(kept.values())]:
        Quote.objects.filter(pk__in=gone).delete()
    if changed:
        Quote.objects.bulk_update(changed, DERIVED_FIELDS)
    if new:
        Quote.objects.bulk_create(new)


def _keep_mentions(page: BasePage, mentions: list[Mention]) -> None:
    wanted = {mention.person_id for mention in mentions}
    kept = dict(Mention.objects.filter(page_id=page.pk).values_list("person_id", "pk"))
    if gone := [pk for person_id, pk in kept.items() if person_id not in wanted]:
        Mention.objects.filter(pk__in=gone).delete()
    if new := [mention for mention in mentions if mention.person_id not in kept]:
        Mention.objects.bulk_create(new)


def pages_with_bodies() -> list[type[BasePage]]:
    return [model for model in get_page_models() if issubclass(model, BasePage) and model.get_streamfield_names()]


def count_live_pages() -> int:
    return sum(model.objects.live().count() for model in pages_with_bodies())


def chunks(items: Iterator, size: int) -> Iterator[list]:
    while some := list(islice(items, size)):
        yield some


def rebuild_quotes() -> Iterator[int]:
    """Make all rows anew, and yield how many pages are done each time that some are.

    Some hundred pages make a transaction, locked against whoever publishes one of them meanwhile. So a visitor sees
    the old rows of a page or the new ones, memory is bounded, and whoever stops half-way leaves nothing broken.
    """
    people = set(PersonPage.objects.values_list("pk", flat=True))
    for model in pages_with_bodies():
        ids = model.objects.live().order_by("pk").values_list("pk", flat=True)
        for some in chunks(ids.iterator(), BATCH_SIZE):
            _rebuild_some(model, some, people)
            yield len(some)
    for rows in (Quote, Mention):
        rows.objects.filter(page__live=False).delete()


@transaction.atomic
def _rebuild_some(model: type[BasePage], ids: list[int], people: Collection[int]) -> None:
    list(Page.objects.select_for_update().filter(pk__in=ids).values_list("pk"))
    for rows in (Quote, Mention):
        rows.objects.filter(page__in=ids).delete()
    records = [QuoteExtractor(page, people) for page in model.objects.live().filter(pk__in=ids)]
    Quote.objects.bulk_create(chain.from_iterable(record.quotes() for record in records))
    Mention.objects.bulk_create(chain.from_iterable(record.mentions() for record in records))
