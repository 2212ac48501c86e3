"""What to look at after an import and before the site is published: found in the records of the import.

A page that somebody has edited since is not listed any more, so the lists become shorter as the work is done.
"""

from dataclasses import dataclass, field

from django.db.models import Count, F, QuerySet
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from topics.models import TopicPage

from ..importing.session import find_destinations
from ..importing.topic_tags import TopicToTag
from ..models import ImportedItem
from . import state
from .access import RunMixin
from .forms import UploadsForm

LISTED = 100
# A topic with fewer posts is rather a tag.
FEW_POSTS = 3


@dataclass
class Row:
    """A page to look at: its title, where it is edited, what there is to know, and the record of its import."""

    title: str
    url: str
    note: str = ""
    item: int = 0


@dataclass
class Section:
    heading: str | Promise
    advice: str | Promise
    rows: list[Row] = field(default_factory=list)
    #: The label of the button that does what is advised with the rows that are ticked, and the name of its view.
    action: str | Promise = ""
    action_view: str = ""

    @property
    def number(self) -> int:
        return len(self.rows)


class BeforePublishingView(RunMixin, WagtailAdminTemplateMixin, TemplateView):
    """The lists for a finished import."""

    header_icon = "list-ul"
    template_name = "wordpress/admin/before_publishing.html"

    def get_page_title(self) -> str:
        return _("Before you publish")

    def get_breadcrumbs_items(self):
        here = {"url": "", "label": self.get_page_title()}
        run = {"url": reverse("wordpress_import_run", args=[self.run.pk]), "label": str(self.run)}
        return [*super().get_breadcrumbs_items()[:-1], run, here]

    def get_context_data(self, **kwargs):
        missing = state.get_missing_files(self.run.source)
        left_fields, suggested_fields = state.get_left_fields(self.run.source)
        return super().get_context_data(**kwargs) | {
            "run": self.run,
            "sections": get_sections(self.run.source),
            "listed": LISTED,
            "missing_files": missing.count(),
            "can_go_on": state.can_go_on(self.run),
            "left_fields": sorted(left_fields.items()),
            "suggested_fields": suggested_fields,
            "uploads_form": UploadsForm(),
        }


class TopicsToTagsView(RunMixin):
    """Turn the topics that were ticked into tags. Those that cannot be, stay, and a message says why."""

    def post(self, request, pk):
        items = ImportedItem.objects.filter(source=self.run.source, kind="category", made_here=True, page__isnull=False)
        chosen = {int(value) for value in request.POST.getlist("items") if value.isdecimal() and len(value) < 19}
        blog, turned = find_destinations().blog, 0
        for item in items.filter(pk__in=chosen).select_related("page").order_by("title"):
            topic = TopicToTag(item, blog, request.user)
            if obstacle := topic.find_obstacle():
                messages.warning(request, obstacle)
            else:
                topic.execute()
                turned += 1
        if turned:
            told = ngettext("%(number)d topic is a tag now.", "%(number)d topics are tags now.", turned)
            messages.success(request, told % {"number": turned})
        return redirect("wordpress_before_publishing", self.run.pk)


def get_sections(source: str) -> list[Section]:
    """Return the lists that are not empty."""
    items = ImportedItem.objects.filter(source=source, page__isnull=False, made_here=True).select_related("page")
    unedited = items.filter(page__latest_revision_id=F("revision")).order_by("title", "pk")
    sections = [_list_logins(unedited), _list_small_topics(unedited), _list_shortcodes(unedited)]
    sections += [_list_empty_pages(unedited), _list_lost_images(unedited)]
    return [section for section in sections if section.rows]


def _row(item: ImportedItem, note: str = "") -> Row:
    return Row(item.title, reverse("wagtailadmin_pages:edit", args=[item.page_id]), note)


def _list_logins(items: QuerySet[ImportedItem]) -> Section:
    section = Section(
        gettext_lazy("Authors who are called by a login"),
        gettext_lazy("The export gave no name for these accounts. Write their names, or merge them with others."),
    )
    named = items.filter(kind="author")
    section.rows = [_row(item) for item in named if item.title == item.key.removeprefix("author:")]
    return section


def _list_small_topics(items: QuerySet[ImportedItem]) -> Section:
    section = Section(
        gettext_lazy("Categories that may rather be tags"),
        gettext_lazy(
            "Each became a topic with a page of its own, and few posts have it. Those that you tick become tags of"
            " their posts, in drafts as well; the page of the topic goes, and its addresses lead to the tag."
        ),
        action=gettext_lazy("Turn into tags"),
        action_view="wordpress_topics_to_tags",
    )
    records = dict(items.filter(kind="category").values_list("page", "pk"))
    topics = TopicPage.objects.filter(pk__in=records).order_by("title").annotate(number=Count("posts"))
    for topic in topics.filter(number__lt=FEW_POSTS):
        url = reverse("wagtailadmin_pages:edit", args=[topic.pk])
        section.rows.append(Row(topic.title, url, _("Posts: %d") % topic.number, item=records[topic.pk]))
    return section


def _list_shortcodes(items: QuerySet[ImportedItem]) -> Section:
    section = Section(
        gettext_lazy("Shortcodes in texts"),
        gettext_lazy("Plugins showed something in their place that the export does not hold. Visitors read them."),
    )
    for item in items.filter(report__findings__contains=[{"kind": "shortcode", "outcome": "kept"}]):
        found = (each for each in item.report["findings"] if each["kind"] == "shortcode" and each["outcome"] == "kept")
        section.rows.append(_row(item, ", ".join(dict.fromkeys(each["what"] for each in found))))
    return section


def _list_empty_pages(items: QuerySet[ImportedItem]) -> Section:
    section = Section(
        gettext_lazy("Pages without text"),
        gettext_lazy("The export holds no text for them, or only in fields that were not taken."),
    )
    for item in items.filter(report__is_empty=True):
        fields = ", ".join(item.report.get("fields", {}))
        note = _("public") if item.live else _("draft")
        section.rows.append(_row(item, f"{note}; {fields}" if fields else note))
    return section


def _list_lost_images(items: QuerySet[ImportedItem]) -> Section:
    section = Section(
        gettext_lazy("Pages with missing images"),
        gettext_lazy("A placeholder, which visitors do not see, stands where each image was."),
    )
    for item in items.filter(report__findings__contains=[{"kind": "image", "outcome": "dropped"}]):
        found = [each for each in item.report["findings"] if each["kind"] == "image" and each["outcome"] == "dropped"]
        section.rows.append(_row(item, _("Images: %d") % len(found)))
    return section
