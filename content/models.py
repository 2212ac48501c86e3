"""What every page of the site is made of."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from typing import ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue
from wagtail.fields import RichTextField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail.url_routing import RouteResult

from .extension import find_view, get_annotations, get_extra_context
from .forms import PageForm
from .publishing import get_publication_errors, refuse_or_unschedule
from .querysets import BasePageManager
from .search_content import SearchContent
from .sections import get_sections
from .structured_data import json_ld
from .visibility import is_restricted


class BasePage(Page):
    """The interface by which lists, feeds, search and sitemaps know a page, whatever its type."""

    #: A stable word for the type, used in addresses (``type=post``) and data.
    kind: ClassVar[str] = "page"
    #: The same for people.
    kind_label: ClassVar[str] = _("Page")
    #: The type of Open Graph (ogp.me).
    og_type: ClassVar[str] = "website"
    #: A template with what the head of such a page tells beside title, description and image, if anything.
    metadata_template: ClassVar[str] = ""
    #: Whether a page of this type may become a part of another one (``content.references.merge``).
    can_be_merged: ClassVar[bool] = False
    #: Whether a page of this type may not be deleted while others refer to it (``content.references.deletion``).
    protected_while_referenced: ClassVar[bool] = False

    summary = models.TextField(
        _("summary"),
        max_length=400,
        help_text=_("One or two sentences for lists, search results and shared links."),
    )
    listing_image = models.ForeignKey(
        "media.CustomImage",
        verbose_name=_("image in lists"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown in lists instead of the page's main image."),
    )
    social_image = models.ForeignKey(
        "media.CustomImage",
        verbose_name=_("image when shared"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown when the page is shared. Landscape, at least 1200 pixels wide."),
    )
    noindex = models.BooleanField(
        _("hide from search engines"),
        default=False,
        help_text=_("The page stays public, but search engines are asked to leave it out."),
    )

    objects = BasePageManager()
    base_form_class = PageForm

    class Meta:
        abstract = True

    @classmethod
    def visible_q(cls, now: datetime) -> Q:
        """Which pages of this type are not dated in the future. Types without a date always are."""
        return Q()

    def is_visible(self, now: datetime | None = None) -> bool:
        """The same rule, and that of expiry, for a page that is loaded already."""
        return self.expire_at is None or self.expire_at > (now or timezone.now())

    @property
    def is_published(self) -> bool:
        """The rule of ``published()`` for one page; without a query if it knows whether it is ``restricted``."""
        if not hasattr(self, "restricted"):
            return type(self).objects.published().filter(pk=self.pk).exists()
        return self.live and not self.restricted and self.is_visible()

    @property
    def display_date(self) -> datetime | None:
        """The date that lists, feeds and search show for this page."""
        return None

    @property
    def local_date(self) -> date | None:
        """The same without the time of day, on the clocks of the site or of the page's own place."""
        return self.display_date and timezone.localdate(self.display_date)

    @property
    def visible_from(self) -> datetime | None:
        """The instant before which the page hides; None for types without a date."""
        return None

    @property
    def teaser_image(self):
        return self.listing_image

    @property
    def share_image(self):
        return self.social_image or self.teaser_image

    @property
    def credits(self) -> list:
        """Bylines or speakers, in order."""
        return []

    @property
    def topic_list(self) -> list:
        return []

    @property
    def description(self) -> str:
        return self.search_description or self.summary

    def get_bodies(self) -> list[StreamValue]:
        """The streams of blocks that the page is made of, in the order of its fields."""
        return [getattr(self, name) for name in self.get_streamfield_names()]

    def get_search_content(self) -> SearchContent:
        return SearchContent()

    @classmethod
    def get_status_labels(cls, page_ids: Iterable[int]) -> dict[int, str]:
        """What must be seen now beside the titles of pages of this type, such as “Cancelled”: by id, if anything.

        Time and visitors change it as well as editors do, so that it is asked for when titles are shown.
        """
        return {}

    def get_structured_data(self) -> list[dict]:
        """What machines are told of the page: nodes of schema.org, for the head of the page (``structured_data``)."""
        return []

    @classmethod
    def for_serving(cls):
        """The queryset from which a page is loaded to be shown whole."""
        return cls.objects.annotate(restricted=is_restricted(), **get_annotations(cls))

    @classmethod
    def for_indexing(cls):
        """The queryset from which many pages are loaded at once for ``get_search_content``."""
        return cls.objects.all()

    def get_view_restrictions(self):
        """Spare the public page two queries: ``for_serving`` has asked already whether there is any restriction."""
        if getattr(self, "restricted", True):
            return super().get_view_restrictions()
        return PageViewRestriction.objects.none()

    def publish(self, revision, *args, **kwargs):
        """Publish ``revision``, or raise ``PublicationRefusedError`` where a check speaks against it."""
        with transaction.atomic():
            page = revision.as_object()
            if reasons := get_publication_errors(page):
                return refuse_or_unschedule(revision, page, reasons)
            return super().publish(revision, *args, **kwargs)

    publish.alters_data = True

    @transaction.atomic
    def delete(self, *args, **kwargs):
        """Delete the page and all below it, or nothing: the tree counts children before the database may refuse."""
        return super().delete(*args, **kwargs)

    delete.alters_data = True

    def prepare_merge(self, other: "BasePage") -> None:
        """Prepare for ``other`` to become a part of this page (``content.references.merge``)."""

    def route(self, request, path_components):
        match = find_view(type(self), path_components) if self.live else None
        if match:
            result = RouteResult(self, kwargs={"view": partial(match.func, self, **match.kwargs)})
        else:
            result = super().route(request, path_components)
        if (match or not path_components) and not self.is_visible():
            raise Http404
        return result

    def serve(self, request, *args, view=None, **kwargs):
        return view(request) if view else super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        # Navigation and breadcrumbs are made by a context processor, which sees nothing but the request.
        request.current_page = self
        context = super().get_context(request, *args, **kwargs)
        context["structured_data"] = json_ld(self.get_structured_data())
        context["sections"] = get_sections(self, request)
        return context | get_extra_context(self, request)


class IndexPage(BasePage):
    """A section of the site: it keeps pages of one kind below it and lists them. A site has one of each."""

    parent_page_types = ["home.HomePage"]
    max_count_per_parent = 1
    show_in_menus_default = True

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]

    class Meta:
        abstract = True


def filter_published(pages: Iterable[Page]) -> list[BasePage]:
    """Return those of ``pages`` that visitors may see, as their own types and in the same order."""
    pages, ids = list(pages), defaultdict(list)
    for page in pages:
        if page.live and page.specific_class and issubclass(page.specific_class, BasePage):
            ids[page.specific_class].append(page.pk)
    found: dict[int, BasePage] = {}
    for page_class, pks in ids.items():
        found |= page_class.objects.published().defer_streamfields().in_bulk(pks)
    return [found[page.pk] for page in pages if page.pk in found]
