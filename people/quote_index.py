"""Index of quotes and mentions: extracts them from the bodies of live pages into ``Quote`` and ``Mention`` rows.

The rows are updated whenever a page is saved (``people.signals``), within the transaction in which Wagtail saves it.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterator
from itertools import chain, islice

from django.db import transaction
from wagtail.models import Page, get_page_models

from content.body.search_text import plain_text
from content.models import BasePage
from core.web_addresses import get_printable_address

from .models import Mention, PersonPage, Quote

BATCH_SIZE = 200
DERIVED_FIELDS = [field.attname for field in Quote._meta.concrete_fields if not field.primary_key]


def iter_stored_blocks(page: BasePage) -> Iterator[dict]:
    """Yield the blocks of a page's bodies as the database holds them: ``{"type", "value", "id"}``."""
    return chain.from_iterable(body.get_prep_value() for body in page.get_bodies())


def get_stored_attributions(block: dict) -> list[dict]:
    """Return the stored values of the people that a stored block names: a person's id or a guest's name, a role ..."""
    if block["type"] in {"quote", "speaker"}:
        return [block["value"]]
    if block["type"] == "speakers":
        return [item["value"] for item in block["value"]["people"]]
    return []


class QuoteExtractor:
    """Extracts the quotes and mentions from the bodies of a page.

    ``people`` are the ids of all people, which saves a query for each page when many are read. Without it, the database
    is asked for those who are not among ``known``.
    """

    def __init__(self, page: BasePage, people: Collection[int] | None = None, known: Collection[int] = ()):
        self.page = page
        self.blocks = list(iter_stored_blocks(page))
        attributions = [value for block in self.blocks for value in get_stored_attributions(block)]
        named = {value["person"] for value in attributions if value.get("person")}
        names = (value for value in attributions if not value.get("person") and not value.get("unnamed"))
        self.guests = sorted({(value.get("name") or "").strip() for value in names} - {""})
        if people is None:
            others = named.difference(known)
            found = PersonPage.objects.filter(pk__in=others).values_list("pk", flat=True) if others else ()
            people = {*known, *found}
        #: Of the people who still exist.
        self.person_ids = named.intersection(people)

    def quotes(self) -> list[Quote]:
        """Return an unsaved row for each quote, in reading order."""
        values = [(block["id"], block["value"]) for block in self.blocks if block["type"] == "quote"]
        if not values:
            return []
        page = self.page
        page_values = {
            "page_id": page.pk,
            "topic_ids": sorted(page.topic_ids),
            "date": page.display_date or page.first_published_at,
            "visible_from": page.visible_from,
        }
        return [
            Quote(
                block_id=block_id,
                position=position,
                speaker_id=value["person"] if value.get("person") in self.person_ids else None,
                text=plain_text(value["text"]),
                html=value["text"],
                source_url=get_printable_address(value.get("source_url")),
                **{name: value.get(name) or "" for name in ("name", "role", "organisation", "source", "language")},
                **page_values,
            )
            for position, (block_id, value) in enumerate(values)
        ]

    def mentions(self) -> list[Mention]:
        people = [Mention(page_id=self.page.pk, person_id=person_id) for person_id in sorted(self.person_ids)]
        return people + [Mention(page_id=self.page.pk, guest=name) for name in self.guests]


def sync_quotes(page: BasePage) -> None:
    """Update the rows of a live page. Rows that did not change are not written."""
    rows = Mention.objects.filter(page_id=page.pk).values_list("person_id", "guest", "pk")
    mentions: dict[tuple[int | None, str], int] = {(person_id, guest): pk for person_id, guest, pk in rows}
    known = {person_id for person_id, _guest in mentions if person_id}  # a mention is deleted with its person
    extractor = QuoteExtractor(page, known=known)
    _sync_quote_rows(page, extractor.quotes())
    _sync_mention_rows(mentions, extractor.mentions())


def delete_quotes(page: Page) -> None:
    """Delete the rows of a page that is no longer live."""
    Quote.objects.filter(page_id=page.pk).delete()
    Mention.objects.filter(page_id=page.pk).delete()


def _get_values(quote: Quote) -> list:
    return [getattr(quote, name) for name in DERIVED_FIELDS]


def _sync_quote_rows(page: BasePage, quotes: list[Quote]) -> None:
    # A deque for each block id: a body that was made by code may contain an id twice.
    kept: dict[str, deque[Quote]] = defaultdict(deque)
    for row in Quote.objects.filter(page_id=page.pk).order_by("position"):
        kept[row.block_id].append(row)
    new, changed = [], []
    for quote in quotes:
        if not kept[quote.block_id]:
            new.append(quote)
            continue
        row = kept[quote.block_id].popleft()
        if _get_values(row) != _get_values(quote):
            quote.pk = row.pk
            changed.append(quote)
    if gone := [row.pk for row in chain.from_iterable(kept.values())]:
        Quote.objects.filter(pk__in=gone).delete()
    if changed:
        Quote.objects.bulk_update(changed, DERIVED_FIELDS)
    if new:
        Quote.objects.bulk_create(new)


def _sync_mention_rows(kept: dict[tuple[int | None, str], int], mentions: list[Mention]) -> None:
    wanted = {(mention.person_id, mention.guest): mention for mention in mentions}
    if gone := [pk for named, pk in kept.items() if named not in wanted]:
        Mention.objects.filter(pk__in=gone).delete()
    if new := [mention for named, mention in wanted.items() if named not in kept]:
        Mention.objects.bulk_create(new)


def get_models_with_bodies() -> list[type[BasePage]]:
    return [model for model in get_page_models() if issubclass(model, BasePage) and model.get_streamfield_names()]


def count_live_pages() -> int:
    return sum(model.objects.live().count() for model in get_models_with_bodies())


def iter_batches(items: Iterator, size: int) -> Iterator[list]:
    while batch := list(islice(items, size)):
        yield batch


def rebuild_quotes() -> Iterator[int]:
    """Make all rows anew, and yield the number of pages of each batch when it is done.

    Each batch is one transaction, in which its pages are locked against being published meanwhile. So visitors see
    either the old or the new rows of a page, memory is bounded, and stopping half-way breaks nothing.
    """
    people = set(PersonPage.objects.values_list("pk", flat=True))
    for model in get_models_with_bodies():
        ids = model.objects.live().order_by("pk").values_list("pk", flat=True)
        for batch in iter_batches(ids.iterator(), BATCH_SIZE):
            _rebuild_batch(model, batch, people)
            yield len(batch)
    for rows in (Quote, Mention):
        rows.objects.filter(page__live=False).delete()


@transaction.atomic
def _rebuild_batch(model: type[BasePage], ids: list[int], people: Collection[int]) -> None:
    list(Page.objects.select_for_update().filter(pk__in=ids).values_list("pk"))
    for rows in (Quote, Mention):
        rows.objects.filter(page__in=ids).delete()
    extractors = [QuoteExtractor(page, people) for page in model.objects.live().filter(pk__in=ids)]
    Quote.objects.bulk_create(chain.from_iterable(extractor.quotes() for extractor in extractors))
    Mention.objects.bulk_create(chain.from_iterable(extractor.mentions() for extractor in extractors))
