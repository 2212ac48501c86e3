"""The home page, and standard pages such as “About us”."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, PageChooserPanel
from wagtail.search import index

from blog.models import BlogIndexPage, BlogPage
from content.body.blocks import BodyStreamBlock
from content.body.search_text import stream_headings, stream_text
from content.models import BasePage
from content.page_visibility import get_public_q
from content.panels import page_tabs, summary_panel
from content.search_content import SearchContent
from core.fields import StreamField
from events.models import EventIndexPage, EventPage
from people.attributions import get_quotation_nodes, get_quote_contents
from people.models import PersonIndexPage, Quote, prefetch_links
from topics.models import TopicPage

from ..forms import HomePageForm

LATEST_POSTS = 6
NEXT_EVENTS = 4


class HomePage(BasePage):
    kind_label = _("Home page")
    page_description = _("The front page. Keeps the blog, events, people and topics below it.")
    template = "pages/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "blog.BlogIndexPage",
        "publications.PublicationIndexPage",
        "events.EventIndexPage",
        "people.PersonIndexPage",
        "topics.TopicIndexPage",
        "home.StandardPage",
    ]

    strapline = models.CharField(
        _("strapline"), max_length=255, blank=True, help_text=_("A line on what the place is for.")
    )
    lead_post = models.ForeignKey(
        BlogPage,
        verbose_name=_("lead story"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Leave empty to lead with the newest post."),
    )
    quote_post = models.ForeignKey(
        BlogPage,
        verbose_name=_("quote from"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The post whose quote is shown large. Leave empty for the newest post with a quote."),
    )
    #: The block id of the quote in that post, so that it stays the same quote when blocks are moved.
    quote_block_id = models.CharField(max_length=64, blank=True, editable=False)

    edit_handler = page_tabs(
        content=[
            FieldPanel("title"),
            FieldPanel("strapline"),
            summary_panel,
            PageChooserPanel("lead_post"),
            MultiFieldPanel([PageChooserPanel("quote_post"), FieldPanel("quote_number")], heading=_("One voice")),
        ],
        key_details=[
            HelpPanel(_("The latest posts, next events and topics show themselves.")),
        ],
        base_form_class=HomePageForm,
    )

    class Meta:
        verbose_name = _("home page")

    def get_featured_quote(self) -> Quote | None:
        """Return the quote to show large: the chosen one, or the newest quote in a post."""
        quotes = Quote.objects.published().for_listing()
        chosen = list(quotes.filter(page=self.quote_post_id).order_by("position")) if self.quote_post_id else []
        featured = next((quote for quote in chosen if quote.block_id == self.quote_block_id), next(iter(chosen), None))
        if featured is None:
            featured = quotes.filter(page__blogpage__isnull=False).newest_first().first()
        if featured:
            prefetch_links([featured])
        return featured

    def get_posts(self) -> tuple[BlogPage | None, list[BlogPage]]:
        """Return the lead story and the latest posts, without the lead story."""
        published = BlogPage.objects.published().newest_first()
        newest = published.values("pk")[: LATEST_POSTS + 1]
        # Not by OR, for which the database would look at every post.
        lead_post = published.order_by().filter(pk=self.lead_post_id).values("pk")
        shown = newest.union(lead_post) if self.lead_post_id else newest
        posts = list(published.filter(pk__in=shown).for_listing())
        chosen = next((post for post in posts if post.pk == self.lead_post_id), None)
        lead = chosen or next(iter(posts), None)
        return lead, [post for post in posts if post != lead][:LATEST_POSTS]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        lead, latest = self.get_posts()
        sections = self.get_children().filter(get_public_q()).type(BlogIndexPage, EventIndexPage, PersonIndexPage)
        indexes = {page.specific_class: page for page in sections}
        return context | {
            "lead": lead,
            "latest": latest,
            "next_events": list(EventPage.objects.published().upcoming().for_listing()[:NEXT_EVENTS]),
            "topics": list(TopicPage.objects.published()),
            "featured_quote": self.get_featured_quote(),
            "blog_index": indexes.get(BlogIndexPage),
            "event_index": indexes.get(EventIndexPage),
            "person_index": indexes.get(PersonIndexPage),
        }


class StandardPage(BasePage):
    kind_label = _("Page")
    page_description = _("A page that is neither post nor event, such as “About us”.")
    template = "pages/standard_page.html"
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]

    body = StreamField(BodyStreamBlock, verbose_name=_("body"), blank=True)

    search_fields = [*BasePage.search_fields, index.AutocompleteField("title"), index.SearchField("body")]
    edit_handler = page_tabs(content=[FieldPanel("title"), summary_panel, FieldPanel("body")])

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def get_structured_data(self) -> list[dict]:
        return [*super().get_structured_data(), *get_quotation_nodes(self)]

    def get_search_content(self) -> SearchContent:
        return SearchContent(
            headings=stream_headings(self.body), body=stream_text(self.body), quotes=get_quote_contents(self)
        )
