"""Base classes of all page types: ``BasePage`` and ``IndexPage``."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import Combinable
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue
from wagtail.fields import RichTextField
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail.search import index
from wagtail.url_routing import RouteResult

from core.wagtail_compat import PageDefaultsMixin

from .extension import find_view, get_annotations, get_extra_context, get_extra_errors
from .findings import PageCheck, PageFinding  # noqa: F401 - models of this app
from .forms import CopyWithoutAliasForm, PageForm
from .querysets import BasePageManager
from .saving import PageSavingMixin
from .search_content import SearchContent
from .sections import get_sections
from .status import get_status
from .structured_data import StructuredDataMixin
from .visibility import is_restricted

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class BasePage(PageDefaultsMixin, PageSavingMixin, StructuredDataMixin, Page):
    """The interface of pages for lists, feeds, search and sitemaps, whatever their type."""

    #: A stable key of the type, used in query strings (``type=post``) and data.
    kind: ClassVar[str] = "page"
    #: The name of the type for readers.
    kind_label: ClassVar["str | StrPromise"] = _("Page")
    #: What editors read when they choose the type of a new page.
    page_description: ClassVar["str | StrPromise"]
    parent_page_types: ClassVar[list[str]]
    subpage_types: ClassVar[list[str]]
    #: The type of Open Graph (ogp.me).
    og_type: ClassVar[str] = "website"
    #: The fields with the images that search engines are told of in the sitemap.
    sitemap_images: ClassVar[tuple[str, ...]] = ("listing_image",)
    #: Which pages show these images. ``None``: all.
    shows_images_q: ClassVar[Q | None] = None
    #: A template for metadata in the head of such a page beyond title, description and image, if there is any.
    metadata_template: ClassVar[str] = ""
    #: Whether a page of this type may be merged into another one (``content.references.merge``).
    can_be_merged: ClassVar[bool] = False
    #: Whether a copy of such a page may be live at once, as it has all that visitors need.
    can_be_copied_live: ClassVar[bool] = True
    #: Whether pages of this type are people or topics of others, whose index rows have their titles.
    is_named_by_others: ClassVar[bool] = False
    #: Whether a page of this type cannot be deleted while others refer to it (``content.references.deletion``).
    protected_while_referenced: ClassVar[bool] = False
    #: Whether readers may send corrections of such a page (``editorial.corrections``). Its template links to the form.
    takes_corrections: ClassVar[bool] = False

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

    #: ``Any``: mypy's Django plugin does not follow managers made by ``from_queryset`` into other modules.
    objects: ClassVar[Any] = BasePageManager()
    base_form_class = PageForm
    copy_form_class = CopyWithoutAliasForm

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if errors := get_extra_errors(self):
            raise ValidationError(errors)

    @classmethod
    def visible_q(cls, now: datetime) -> Q:
        """Return the condition that a page of this type is not dated in the future; empty for types without a date."""
        return Q()

    def is_visible(self, now: datetime | None = None) -> bool:
        """Return whether this page has not expired and is not dated in the future: ``visible_q`` for a loaded page."""
        return self.expire_at is None or self.expire_at > (now or timezone.now())

    @property
    def is_published(self) -> bool:
        """Whether ``published()`` includes this page. With the annotation ``restricted`` it needs no query."""
        if not hasattr(self, "restricted"):
            return type(self).objects.published().filter(pk=self.pk).exists()
        return self.live and not self.restricted and self.is_visible()

    @property
    def display_date(self) -> datetime | None:
        """The date that lists, feeds and search show for this page."""
        return None

    @property
    def local_date(self) -> date | None:
        """The day of ``display_date``, in the time zone of the site or of the page itself."""
        return self.display_date and timezone.localdate(self.display_date)

    @property
    def visible_from(self) -> datetime | None:
        """The time before which the page is hidden; None for types without a date."""
        return None

    def set_date(self, moment: datetime) -> None:
        """Make the page bear the date ``moment``, where its type has a date that hides it until then."""

    @property
    def teaser_image(self):
        return self.listing_image

    @property
    def main_image(self):
        """The image that stands above the text, in feeds, too."""
        return None

    @property
    def share_image(self):
        return self.social_image or self.teaser_image

    @property
    def credits(self) -> list:
        """The authors or speakers, in order."""
        return []

    @property
    def topic_list(self) -> list:
        """The topics of this page that visitors may see (``topics.relations``)."""
        return []

    @property
    def topic_ids(self) -> list[int]:
        """The page ids of all its topics, for indexes: they need no change when a draft among them is published."""
        return [topic.pk for topic in self.topic_list]

    @property
    def description(self) -> str:
        return self.search_description or self.summary

    @property
    def status_string(self) -> str:
        """The status in words, where Wagtail asks for it. Templates of lists use the tag ``page_status``."""
        return get_status(self).text

    def get_bodies(self) -> list[StreamValue]:
        """Return the values of the page's StreamFields, in the order of its fields."""
        return [getattr(self, name) for name in self.get_streamfield_names()]

    def get_search_content(self) -> SearchContent:
        return SearchContent()

    @classmethod
    def get_status_labels(cls, page_ids: Iterable[int]) -> dict[int, str]:
        """Return what to show beside the titles of pages of this type, such as “Cancelled”, by page id.

        Pages without a label are left out. Labels depend on the time and on visitors, too, so they are looked up each
        time that titles are shown.
        """
        return {}

    @classmethod
    def get_changed_at(cls) -> Combinable:
        """Return the expression of when the page itself has changed for visitors: for most types, its publication."""
        return F("last_published_at")

    @classmethod
    def for_serving(cls):
        """Return the queryset that loads a page to be served."""
        return cls.objects.annotate(restricted=is_restricted(), **get_annotations(cls))

    @classmethod
    def for_indexing(cls):
        """Return the queryset that loads many pages at once for ``get_search_content``."""
        return cls.objects.all()

    def get_view_restrictions(self):
        """Save two queries for a public page: ``for_serving`` has looked up already whether there is a restriction."""
        if getattr(self, "restricted", True):
            return super().get_view_restrictions()
        return PageViewRestriction.objects.none()

    def update_aliases(self, *, revision=None, _content=None, _updated_ids=None):
        """Publish the aliases with this page, or take them offline with it.

        Pages get no aliases (``content.aliases``), but a database may have some of before. Wagtail publishes them even
        when their source is only scheduled.
        """
        if self.live:
            super().update_aliases(revision=revision, _content=_content, _updated_ids=_updated_ids)
            return
        for alias in self.aliases.filter(live=True):
            alias.specific.unpublish()

    update_aliases.alters_data = True  # type: ignore[attr-defined]  # read by Django's templates

    def complete_copy(self) -> None:
        """Change this page, which has just been copied from another one, where leaving out fields is not enough.

        ``exclude_fields_in_copy`` names what a copy does not take over.
        """

    def prepare_merge(self, other: "BasePage") -> None:
        """Prepare this page for ``other`` being merged into it (``content.references.merge``)."""

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

    def serve_password_required_response(self, request, form, action_url):
        """Ask for the password of this private page, without what it says: Wagtail gives the form the whole context."""
        template = self.password_required_template or settings.WAGTAIL_PASSWORD_REQUIRED_TEMPLATE
        return TemplateResponse(request, template, {"form": form, "action_url": action_url})

    def get_context(self, request, *args, **kwargs):
        # For the context processor that provides navigation and breadcrumbs: it gets nothing but the request.
        request.current_page = self
        context = super().get_context(request, *args, **kwargs)
        context["structured_data"] = self.get_structured_data()
        context["sections"] = get_sections(self, request)
        return context | get_extra_context(self, request)


class IndexPage(BasePage):
    """A list of the pages of one type, which are below it in the tree. There is one of each type under a home page."""

    web_page_type = "CollectionPage"
    parent_page_types = ["home.HomePage"]
    max_count_per_parent = 1
    show_in_menus_default = True

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]

    class Meta:
        abstract = True


class ScheduleFailure(models.Model):
    """A scheduled publication or expiry of a page that failed. It is tried again (content.schedule)."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="schedule_failures")
    #: The revision to be published; none where the page is to be unpublished because it has expired.
    revision = models.OneToOneField(Revision, null=True, on_delete=models.CASCADE, related_name="+")
    due_at = models.DateTimeField()
    reasons = models.JSONField()
    attempts = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField()
    retry_at = models.DateTimeField()
    reported_at = models.DateTimeField(null=True)

    #: It must not keep a page from being deleted because it is “in use”.
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["page"], condition=Q(revision=None), name="content_one_failed_expiry_a_page"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.text}"

    @property
    def text(self) -> str:
        return " ".join(self.reasons)
