"""Topic pages. As pages, topics have a URL, drafts, permissions, redirects and search without code of their own."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, PageChooserPanel
from wagtail.search import index

from content.body.blocks import CommonStreamBlock
from content.body.search_text import stream_text
from content.models import BasePage, IndexPage
from content.panels import index_tabs, page_tabs, summary_panel
from content.search_content import SearchContent
from content.sections import get_selected_key
from content.structured_data import drop_empty, make_reference
from core.fields import StreamField

from .querysets import TopicPageManager


class TopicPage(BasePage):
    """A topic. Its page lists the posts, events, people and quotes that have it or one of its subtopics."""

    kind = "topic"
    kind_label = _("Topic")
    schema_type = "DefinedTerm"
    web_page_type = "CollectionPage"
    can_be_merged = is_named_by_others = protected_while_referenced = True
    page_description = _("A subject that posts, events and people belong to.")
    template = "pages/topic_page.html"
    parent_page_types = ["topics.TopicIndexPage"]
    subpage_types = []

    summary = models.TextField(
        _("summary"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences for lists and search results. A new topic can do without."),
    )
    body = StreamField(CommonStreamBlock(), verbose_name=_("introduction"), blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="subtopics",
        help_text=_("The wider topic, e.g. “Housing” for “Rents”, which then lists what belongs to this one too."),
    )

    objects = TopicPageManager()

    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.AutocompleteField("title")]
    edit_handler = page_tabs(
        content=[
            FieldPanel("title"),
            summary_panel,
            FieldPanel("body"),
        ],
        key_details=[
            PageChooserPanel("parent"),
            HelpPanel(_("Posts, events and people that name this topic are listed on its page by themselves.")),
        ],
    )

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def clean(self) -> None:
        super().clean()
        if self.pk and self.parent_id in self.subtree_ids:
            raise ValidationError({"parent": _("A topic cannot be a part of itself, or of one of its own parts.")})

    def prepare_merge(self, other: "TopicPage") -> None:
        """Replace ``other`` in the tree if this topic is below it: a topic cannot be a part of itself."""
        if self.pk in other.subtree_ids:
            TopicPage.objects.filter(pk=self.pk).update(parent=other.parent_id)

    @cached_property
    def subtree_ids(self) -> set[int]:
        """The ids of this topic and of all topics below it: a page that has a subtopic belongs to the topic, too."""
        return TopicPage.objects.get_subtree_ids(self.pk)

    def get_structured_data(self) -> list[dict]:
        return [drop_empty(make_reference(self) | {"description": self.description})]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | self.get_hierarchy() | {"selected_section": get_selected_key(request)}

    def get_hierarchy(self) -> dict:
        """Return the template context with the published parent and the published subtopics of this topic."""
        found = TopicPage.objects.published().filter(Q(pk=self.parent_id) | Q(parent=self)) if self.pk else []
        topics = {topic.pk: topic for topic in found}
        return {"parent_topic": topics.pop(self.parent_id, None), "subtopics": list(topics.values())}

    def get_search_content(self) -> SearchContent:
        return SearchContent(body=stream_text(self.body), topic_ids=[self.pk])


class TopicIndexPage(IndexPage):
    kind_label = _("List of topics")
    page_description = _("The list of topics. Keeps every topic's page below it.")
    template = "pages/topic_index_page.html"
    subpage_types = ["topics.TopicPage"]

    edit_handler = index_tabs(_("Lists the topics below it in alphabetical order."))

    class Meta:
        verbose_name = _("list of topics")
