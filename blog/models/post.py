"""Blog posts: reports of round tables and lectures, comment and news."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Prefetch, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Greatest, JSONObject
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index

from content.body.blocks import BodyStreamBlock
from content.body.contents import get_contents, get_reading_minutes
from content.body.search_text import join_lines, stream_headings, stream_text
from content.body.stream import BodyStreamValue
from content.models import BasePage
from content.panels import page_tabs, summary_panel
from content.search_content import SearchContent
from content.sharing import get_share_links
from core.fields import SecondsField, StreamField
from core.languages import get_language_choices
from people.attributions import get_named_people, get_quotation_nodes, get_quote_contents
from people.credits import Credit, CreditedPageForm
from people.related import EVENT_WEIGHT, RelatedPagesMixin, SharedThing, find_related, share
from topics.panels import topics_panel
from topics.relations import TopicsMixin

from ..querysets import BlogPageManager
from ..structured_data import make_post_node
from ..tags import get_tag_path
from .corrections import CORRECTION, CorrectedMixin, withdrawal_panel
from .related import RelatedPost, get_pins
from .report import ReportMixin

# Slugs below the blog that are routes and not posts. Years are routes, too.
RESERVED_SLUGS = {"feed", "atom", "feed.json"}


class BlogPageTag(TaggedItemBase):
    content_object = ParentalKey("blog.BlogPage", on_delete=models.CASCADE, related_name="tagged_items")


class BlogPage(CorrectedMixin, ReportMixin, RelatedPagesMixin, TopicsMixin, BasePage):
    """A post. ``date`` may be before its publication; with a date in the future the post is hidden until then."""

    kind = "post"
    takes_corrections = True
    kind_label = _("Post")
    og_type = "article"
    schema_type = "BlogPosting"
    sitemap_images = ("hero_image", "listing_image")
    shows_images_q = Q(withdrawn_because="")
    metadata_template = "components/metadata/blog_post.html"
    page_description = _("A report, comment or news item for the blog.")
    template = "pages/blog_page.html"
    parent_page_types = ["blog.BlogIndexPage"]
    subpage_types = []
    # A copy is another post: it has not been corrected.
    exclude_fields_in_copy = ["corrections", "updated_at", "withdrawn_because"]

    strapline = models.CharField(
        _("strapline"),
        max_length=255,
        blank=True,
        help_text=_("A line below the title, e.g. “Personal budgets, ten years on”."),
    )
    date = SecondsField(
        _("date"),
        default=timezone.now,
        db_index=True,
        help_text=_("The date the post bears. With a date in the future it stays hidden until then."),
    )
    language = models.CharField(
        _("language"),
        max_length=10,
        blank=True,
        choices=get_language_choices,
        help_text=_("If the post is not in the language of the site, so that screen readers pronounce it rightly."),
    )
    topics = ParentalManyToManyField("topics.TopicPage", verbose_name=_("topics"), blank=True, related_name="posts")
    tags = ClusterTaggableManager(through=BlogPageTag, blank=True, verbose_name=_("tags"))
    hero_image = models.ForeignKey(
        "media.CustomImage",
        verbose_name=_("main image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown across the top of the post. A post without one looks finished too."),
    )
    hero_caption = models.CharField(_("caption of the main image"), max_length=255, blank=True)
    body = StreamField(BodyStreamBlock, verbose_name=_("body"))
    licence = models.CharField(_("licence"), max_length=120, blank=True, default="", db_default="")

    objects: ClassVar[Any] = BlogPageManager()

    search_fields = [
        *BasePage.search_fields,
        index.AutocompleteField("title"),
        index.SearchField("strapline"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]
    edit_handler = page_tabs(
        content=[
            FieldPanel("title"),
            FieldPanel("strapline"),
            summary_panel,
            MultiFieldPanel(
                [FieldPanel("hero_image"), FieldPanel("hero_caption")],
                heading=_("Main image"),
                classname="collapsed",
            ),
            FieldPanel("body"),
            topics_panel,
            FieldPanel("event_reported"),
            FieldPanel("corrections"),
        ],
        key_details=[
            FieldPanel("date"),
            InlinePanel("authors", heading=_("Authors"), label=_("author")),
            FieldPanel("tags"),
            FieldPanel("language"),
            InlinePanel("related_posts", heading=_("Related posts"), label=_("related post")),
            FieldPanel(
                "licence",
                help_text=_("Only if it is not that of the site, e.g. “CC BY 4.0” or “All rights reserved”."),
            ),
            withdrawal_panel,
        ],
        base_form_class=CreditedPageForm,
    )

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        indexes = [GinIndex(fields=["related_vector"], name="post_related_vector")]

    @classmethod
    def visible_q(cls, now: datetime) -> Q:
        return Q(date__lte=now)

    @classmethod
    def get_changed_at(cls) -> Combinable:
        """A post that was published for a later day has changed on that day: it was hidden until then."""
        return Greatest("last_published_at", "date", output_field=models.DateTimeField())

    def is_visible(self, now: datetime | None = None) -> bool:
        return super().is_visible(now) and self.date <= (now or timezone.now())

    def clean(self) -> None:
        super().clean()
        if self.slug and (self.slug in RESERVED_SLUGS or self.slug.isdigit()):
            raise ValidationError(
                {"slug": _("“%(slug)s” is an address of the blog itself. Choose another.") % {"slug": self.slug}}
            )

    @property
    def display_date(self) -> datetime:
        return self.date

    @property
    def visible_from(self) -> datetime:
        return self.date

    def set_date(self, moment: datetime) -> None:
        self.date = moment

    @property
    def main_image(self):
        return None if self.is_withdrawn else self.hero_image

    @property
    def teaser_image(self):
        return self.listing_image or self.main_image

    @property
    def credits(self) -> list:
        return list(self.authors.all())

    @property
    def tag_list(self) -> list[dict]:
        """The tags, each with the address of the posts that have it. Visitors see those of published posts alone."""
        if not self.url:
            return []
        # A preview holds tags that are not saved, so that the annotation does not exist.
        tags = getattr(self, "own_tags", None)
        if tags is None:
            tags = [{"name": item.tag.name, "slug": item.tag.slug} for item in self.tagged_items.all()]
        blog_url = f"{self.url.rstrip('/').rpartition('/')[0]}/"
        ordered = sorted(tags, key=lambda tag: tag["name"].lower())
        return [{"name": tag["name"], "url": f"{blog_url}{get_tag_path(tag['slug'])}"} for tag in ordered]

    def get_bodies(self) -> list[Any]:
        """Return the body, unless it has been withdrawn: then nothing quotes, lists or exports it."""
        return [] if self.is_withdrawn else [self.body]

    @classmethod
    def get_status_labels(cls, page_ids: Iterable[int]) -> dict[int, str]:
        corrected = Q(corrections__contains=[{"value": {"kind": CORRECTION}}])
        posts = cls.objects.filter(corrected | ~Q(withdrawn_because=""), pk__in=page_ids)
        return {
            pk: gettext("Withdrawn") if reason else gettext("Corrected")
            for pk, reason in posts.values_list("pk", "withdrawn_because")
        }

    def get_structured_data(self) -> list[dict]:
        return [*super().get_structured_data(), make_post_node(self), *get_quotation_nodes(self)]

    def get_search_content(self) -> SearchContent:
        body: Any = [] if self.is_withdrawn else self.body
        people = get_named_people(self.credits, body)
        return SearchContent(
            strapline=self.strapline,
            headings=stream_headings(body),
            body=join_lines(
                stream_text(self.body) if body else "", *(item.tag.name for item in self.tagged_items.all())
            ),
            people=people.names,
            person_ids=people.person_ids,
            topics=[topic.title for topic in self.topic_list],
            topic_ids=self.topic_ids,
            quotes=get_quote_contents(self),
        )

    @classmethod
    def for_serving(cls):
        pins = RelatedPost.objects.filter(page_id=OuterRef("pk")).order_by("sort_order")
        tags = BlogPageTag.objects.filter(content_object=OuterRef("pk"))
        tag = JSONObject(name="tag__name", slug="tag__slug")
        return (
            super()
            .for_serving()
            .with_credits()
            .select_related("hero_image", "listing_image", "social_image", "event_reported__venue")
            .annotate(
                pins=ArraySubquery(pins.values_list("post_id")),
                own_tags=ArraySubquery(tags.values_list(tag)),
                **cls.annotate_event(),
            )
        )

    @classmethod
    def for_indexing(cls):
        tags = Prefetch("tagged_items", BlogPageTag.objects.select_related("tag"))
        return super().for_indexing().with_credits().prefetch_related("topics", tags)

    def get_neighbours(self) -> tuple["BlogPage | None", "BlogPage | None"]:
        """Return the published posts before and after this one in time, in one query."""
        siblings = (
            BlogPage.objects.published()
            .sibling_of(self, inclusive=False)
            .only("title", "date", "url_path", "slug", "path", "depth")
        )
        key = (self.date, self.pk or 0)
        earlier = siblings.filter(Q(date__lt=key[0]) | Q(date=key[0], pk__lt=key[1])).order_by("-date", "-pk")[:1]
        later = siblings.filter(Q(date__gt=key[0]) | Q(date=key[0], pk__gt=key[1])).order_by("date", "pk")[:1]
        found = sorted(earlier.union(later, all=True), key=lambda post: (post.date, post.pk))
        previous = next((post for post in found if (post.date, post.pk) < key), None)
        following = next((post for post in found if (post.date, post.pk) > key), None)
        return previous, following

    def get_shared_things(self, model) -> list[SharedThing]:
        if any(block["type"] == "related" for block in self.body.raw_data):
            return []  # the editor has chosen related pages in the body
        things = super().get_shared_things(model)
        if not self.event_reported_id:
            return things
        reports = BlogPage.objects.filter(event_reported=self.event_reported_id)
        return [share(EVENT_WEIGHT, reports.values("page_ptr")), *things]

    def get_related(self) -> list["BlogPage"]:
        """Return the related published posts: first those that an editor has pinned, then by score."""
        posts = BlogPage.objects.published()
        return find_related(self, posts, self.get_shared_things(BlogPage), get_pins(self))

    def get_context(self, request, *args, **kwargs):
        if isinstance(self.body, BodyStreamValue):  # the body of a preview comes from the form, with its records
            self.body.preload([self.hero_image])
        previous, following = self.get_neighbours()
        event = self.get_event()
        return super().get_context(request, *args, **kwargs) | {
            "topics": self.topic_list,
            "event": event,
            "contents": [] if self.is_withdrawn else get_contents(self.body),
            "voices": self.get_voices(event),
            "reading_minutes": get_reading_minutes(self.body),
            "previous": previous,
            "next": following,
            "related": self.get_related(),
            "share_links": get_share_links(self),
            "tags": self.tag_list,
        }


class BlogPageAuthor(Credit):
    page = ParentalKey(BlogPage, on_delete=models.CASCADE, related_name="authors")

    class Meta(Credit.Meta):
        verbose_name = _("author")
