"""The session of one import: what its phases share."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from blog.models import BlogIndexPage
from events.models import EventIndexPage
from home.models import HomePage
from people.models import PersonIndexPage
from topics.models import TopicIndexPage
from users.models import User

from ..models import ImportRun
from ..reporting.report import FidelityReport
from .addresses import AddressLookup
from .destinations import Destinations
from .item_records import FAILED, ItemRecords
from .media import MediaLibrary
from .names import PersonDetails
from .options import ImportOptions
from .pages import Pages
from .people import People
from .redirects import Redirects
from .scan import ExportScan
from .topics import Topics
from .uploads import Uploads
from .venues import Venues

IndexT = TypeVar("IndexT", BlogIndexPage, EventIndexPage, PersonIndexPage, TopicIndexPage)


class ImportRefusedError(ValueError):
    """The import cannot begin. The message says why, in one line."""


class ImportBusyError(ImportRefusedError):
    """Another import is at work."""


class ImportStoppedError(RuntimeError):
    """The import cannot go on; what was imported stays. The message says why, in one line."""


@dataclass
class Result:
    """What a run did: ``counts`` by kind and outcome, e.g. ``counts["post"]["new"]``."""

    source: str
    #: The scan of the export; None for an undo.
    scan: ExportScan | None = None
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    comments: int = 0
    report: str = ""
    #: Custom fields with words that were not taken, with the number of their words.
    fields: Counter[str] = field(default_factory=Counter)
    #: Those of them that readers certainly saw.
    shown_fields: set[str] = field(default_factory=set)

    def count(self, item_report: dict) -> None:
        self.fields.update(item_report.get("fields", {}))
        self.shown_fields.update(item_report.get("shown_fields", ()))
        self.counts.setdefault(item_report["kind"], Counter())[item_report["outcome"]] += 1

    @property
    def failures(self) -> int:
        return sum(counter[FAILED] for counter in self.counts.values())


def find_destinations() -> Destinations:
    """Return the pages below which an import adds its own; raises ``ImportRefusedError`` where one is missing."""
    site = Site.objects.get(is_default_site=True)
    home = HomePage.objects.filter(pk=site.root_page_id).first()
    if home is None:
        raise _missing_page(BlogIndexPage)
    return Destinations(
        site=site,
        home=home,
        blog=_find_index(BlogIndexPage, home),
        events=_find_index(EventIndexPage, home),
        people=_find_index(PersonIndexPage, home),
        topics=_find_index(TopicIndexPage, home),
        search_url=reverse("search"),
    )


def _find_index(model: type[IndexT], home: HomePage) -> IndexT:
    page = model.objects.child_of(home).first()
    if page is None:
        raise _missing_page(model)
    return page


def _missing_page(model: type[Page]) -> ImportRefusedError:
    title = model._meta.verbose_name
    return ImportRefusedError(_("The site has no page “%(title)s” to put things below.") % {"title": title})


class Session:
    """An import of a scanned export."""

    def __init__(
        self,
        scan: ExportScan,
        destinations: Destinations,
        uploads: Uploads,
        listed: dict[str, PersonDetails],
        options: ImportOptions,
        run: ImportRun | None,
        user: User | None,
    ):
        self.scan, self.destinations, self.options, self.user = scan, destinations, options, user
        self.result = Result(scan.source, scan)
        self.records = ItemRecords(scan.source, run, options.dry_run)
        self.redirects = Redirects(scan, destinations.site, options.dry_run)
        self.topics = Topics(scan, self.records, destinations.topics, user)
        self.people = People(scan, self.records, destinations.people, listed, user)
        self.media = MediaLibrary(scan, self.records, uploads, fetch_media=options.fetch_media)
        self.venues = Venues(self.records)
        self.lookup = AddressLookup(scan, self.records, self.media, self.people, self.topics, self.venues, destinations)
        self.pages = Pages(scan, self.records, self.lookup, self.redirects, destinations, user, options)
        self.report = FidelityReport(options.report, scan, options) if options.report else None
