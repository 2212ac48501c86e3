"""Publications: reports, papers and reviews, with their files."""

import datetime
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.search import index

from content.body.blocks import BodyStreamBlock
from content.body.search_text import join_lines, stream_headings, stream_text
from content.body.stream import BodyStreamValue
from content.models import BasePage
from content.search_content import SearchContent
from core.fields import StreamField
from events.models import EventPage
from people.attributions import get_named_people, get_quotation_nodes, get_quote_contents
from people.related import EVENT_WEIGHT, RelatedPagesMixin, find_related, share
from topics.relations import TopicsMixin

from ..panels import publication_tabs
from ..querysets import PublicationPageManager
from ..structured_data import get_report_node
from .editions import EditionPage
from .imprint import ImprintMixin
from .parts import PublicationFile, PublicationPost

# Addresses below the list of publications that are not publications.
RESERVED_SLUGS = {"feed"}


# The plugin of mypy does not see modelcluster's managers of children.
class PublicationPage(ImprintMixin, RelatedPagesMixin, TopicsMixin, EditionPage):  # type: ignore[django-manager-missing]
    """A publication. ``date`` is the day it bears; with a day in the future it waits."""

    kind = "publication"
    kind_label = _("Publication")
    og_type: ClassVar[str] = "article"
    schema_type: ClassVar[str] = "Report"
    sitemap_images: ClassVar[tuple[str, ...]] = ("cover", "listing_image")
    metadata_template: ClassVar[str] = "components/metadata/publication.html"
    page_description = _("A report, paper or review, with its files to download.")
    template = "pages/publication_page.html"
    parent_page_types = ["publications.PublicationIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    credit_relations: ClassVar[tuple[str, ...]] = ("authors", "editors")
    #: How the editor's form tells the checks whether there will be files. None elsewhere: the page has what it has.
    will_have_files: bool | None = None

    strapline = models.CharField(
        _("strapline"),
        max_length=255,
        blank=True,
        help_text=_("A line below the title, e.g. “Home care in Northgate, street by street”."),
    )
    date = models.DateField(
        _("date"),
        default=timezone.localdate,
        db_index=True,
        help_text=_("The day it appeared, e.g. 2026-03-14. With a day in the future it stays hidden until then."),
    )
    cover = models.ForeignKey(
        "media.CustomImage",
        verbose_name=_("cover"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "The front cover, upright, e.g. the first page as an image. A publication without one looks finished."
        ),
    )
    body = StreamField(BodyStreamBlock, verbose_name=_("body"), blank=True)
    topics = ParentalManyToManyField(
        "topics.TopicPage", verbose_name=_("topics"), blank=True, related_name="publications"
    )
    launched_at = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("launched at"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="publications",
        help_text=_("The event at which it was presented, e.g. a round table. Each page links to the other."),
    )

    objects: ClassVar[Any] = PublicationPageManager()

    search_fields = [
        *BasePage.search_fields,
        index.AutocompleteField("title"),
        index.SearchField("strapline"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]
    edit_handler = publication_tabs

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        indexes = [GinIndex(fields=["related_vector"], name="publications_by_words")]

    @classmethod
    def visible_q(cls, now: datetime.datetime) -> Q:
        return Q(date__lte=timezone.localdate(now))

    def is_visible(self, now: datetime.datetime | None = None) -> bool:
        return super().is_visible(now) and self.date <= timezone.localdate(now)

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED_SLUGS:
            message = _("“%(slug)s” is an address of the list of publications itself. Choose another.")
            raise ValidationError({"slug": message % {"slug": self.slug}})

    @property
    def main_image(self):
        return self.cover

    @property
    def display_date(self) -> datetime.datetime:
        return self.visible_from

    @property
    def local_date(self) -> datetime.date:
        return self.date

    @property
    def visible_from(self) -> datetime.datetime:
        """The beginning of the day, on the clocks of the site."""
        return timezone.make_aware(datetime.datetime.combine(self.date, datetime.time.min))

    def set_date(self, moment: datetime.datetime) -> None:
        self.date = timezone.localdate(moment)

    @property
    def author_list(self) -> list:
        return list(self.authors.all())

    @property
    def editor_list(self) -> list:
        return list(self.editors.all())

    @property
    def credits(self) -> list:
        """The authors, then the editors."""
        return [*self.author_list, *self.editor_list]

    @cached_property
    def public_files(self) -> list[PublicationFile]:
        """The files that anybody may download, in the editor's order."""
        return [file for file in self.files.all() if file.document_id and file.is_public]

    @property
    def pdf(self) -> PublicationFile | None:
        """The first file that is a PDF: the publication itself, as readers and Google Scholar take it."""
        return next((file for file in self.public_files if file.is_pdf), None)

    def get_structured_data(self) -> list[dict]:
        return [*super().get_structured_data(), get_report_node(self), *get_quotation_nodes(self)]

    def get_search_content(self) -> SearchContent:
        people = get_named_people(self.credits, self.body)
        identifiers = [self.series_label, self.edition, self.publisher, self.isbn, self.doi]
        files = [text for file in self.public_files for text in (file.label, file.document.text)]
        return SearchContent(
            strapline=self.strapline,
            headings=stream_headings(self.body),
            body=join_lines(stream_text(self.body), *identifiers, *files),
            people=people.names,
            person_ids=people.person_ids,
            topics=[topic.title for topic in self.topic_list],
            topic_ids=self.topic_ids,
            quotes=get_quote_contents(self),
        )

    @classmethod
    def get_status_labels(cls, page_ids: Iterable[int]) -> dict[int, str]:
        superseded = cls.objects.filter(pk__in=page_ids).with_superseded().filter(is_superseded=True)
        return dict.fromkeys(superseded.values_list("pk", flat=True), gettext("Superseded"))

    @classmethod
    def for_serving(cls):
        event = EventPage.objects.published().filter(pk=OuterRef("launched_at_id"))
        earlier = cls.objects.published().filter(pk=OuterRef("supersedes_id"))
        return (
            super()
            .for_serving()
            .with_credits()
            .with_superseded()
            .select_related("cover", "listing_image", "social_image", "launched_at__venue")
            .prefetch_related(Prefetch("files", PublicationFile.objects.with_documents().defer("document__text")))
            .annotate(event_is_published=Exists(event), supersedes_published=Exists(earlier))
        )

    @classmethod
    def for_indexing(cls):
        files = Prefetch("files", PublicationFile.objects.with_documents())
        return super().for_indexing().with_credits().prefetch_related("topics", files)

    def get_event(self) -> EventPage | None:
        """The event that launched it, if visitors may see it."""
        event = self.launched_at
        if event is None or not hasattr(self, "event_is_published"):
            # A preview holds what was never saved: ask for it.
            return event and EventPage.objects.published().filter(pk=event.pk).first()
        return event if self.event_is_published else None

    def get_posts(self) -> list:
        """The published posts about it, newest first."""
        ids = [link.post_id for link in self.post_links.all()]
        if not ids:
            return []
        return list(PublicationPost.get_posts().published().filter(pk__in=ids).newest_first().for_listing())

    def get_related(self) -> list["PublicationPage"]:
        """The publications that share most with this one, without its other editions."""
        things = self.get_shared_things(PublicationPage)
        if self.launched_at_id:
            launched = PublicationPage.objects.filter(launched_at=self.launched_at_id)
            things.insert(0, share(EVENT_WEIGHT, launched.values("page_ptr")))
        others = PublicationPage.objects.published().current().exclude(pk=self.supersedes_id)
        if self.pk:
            others = others.exclude(supersedes=self.pk)
        return find_related(self, others, things)

    def get_context(self, request, *args, **kwargs):
        if isinstance(self.body, BodyStreamValue):  # a preview shows what the form sent, which needs no loading
            self.body.preload([self.cover])
        return super().get_context(request, *args, **kwargs) | {
            "topics": self.topic_list,
            "files": self.public_files,
            "event": self.get_event(),
            "newer_edition": self.get_newer_edition(),
            "earlier_edition": self.get_earlier_edition(),
            "posts": self.get_posts(),
            "related": self.get_related(),
        }
