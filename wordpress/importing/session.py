"""What the phases of one import share."""

from collections import Counter
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from blog.models import BlogIndexPage
from events.models import EventIndexPage
from home.models import HomePage
from people.models import PersonIndexPage
from topics.models import TopicIndexPage

from ..models import ImportRun
from ..reporting.report import Report
from .addresses import AddressBook
from .media import MediaLibrary
from .names import PersonDetails
from .options import ImportOptions
from .pages import Pages
from .people import People
from .records import FAILED, Records
from .redirects import Redirects
from .sections import Sections
from .survey import Survey
from .topics import Topics
from .venues import Venues


class ImportRefusedError(ValueError):
    """The import cannot begin. The message says why, in one line."""


class ImportStoppedError(RuntimeError):
    """The import cannot go on, and what came in stays. The message says why, in one line."""


@dataclass
class Result:
    """What a run did: ``counts`` by kind and outcome, e.g. ``counts["post"]["new"]``."""

    source: str
    #: What was read; None where nothing was, as for an undoing.
    survey: Survey | None = None
    counts: dict[str, Counter] = field(default_factory=dict)
    comments: int = 0
    report: str = ""

    def count(self, account: dict) -> None:
        self.counts.setdefault(account["kind"], Counter())[account["outcome"]] += 1

    @property
    def failures(self) -> int:
        return sum(counter[FAILED] for counter in self.counts.values())


def find_sections() -> Sections:
    """Return the pages below which things are put; raises ``ImportRefusedError`` where one is missing."""
    site = Site.objects.get(is_default_site=True)
    home = HomePage.objects.filter(pk=site.root_page_id).first()
    models = {"blog": BlogIndexPage, "events": EventIndexPage, "people": PersonIndexPage, "topics": TopicIndexPage}
    found = {name: home and model.objects.child_of(home).first() for name, model in models.items()}
    for name, page in found.items():
        if page is None:
            title = models[name]._meta.verbose_name
            raise ImportRefusedError(_("The site has no page “%(title)s” to put things below.") % {"title": title})
    return Sections(site=site, home=home, search_url=reverse("search"), **found)


class Session:
    """An import at work on a surveyed export."""

    def __init__(
        self,
        survey: Survey,
        sections: Sections,
        uploads,
        listed: dict[str, PersonDetails],
        options: ImportOptions,
        run: ImportRun | None,
        user,
    ):
        self.survey, self.sections, self.options, self.user = survey, sections, options, user
        self.result = Result(survey.source, survey)
        self.records = Records(survey.source, run, options.dry_run)
        self.redirects = Redirects(survey, sections.site, options.dry_run)
        self.topics = Topics(survey, self.records, sections.topics, user)
        self.people = People(survey, self.records, sections.people, listed, user)
        self.media = MediaLibrary(survey, self.records, uploads, fetch_media=options.fetch_media)
        self.venues = Venues(self.records)
        self.book = AddressBook(survey, self.records, self.media, self.people, self.topics, self.venues, sections)
        self.pages = Pages(survey, self.records, self.book, self.redirects, sections, user)
        self.report = Report(options.report, survey, options) if options.report else None
