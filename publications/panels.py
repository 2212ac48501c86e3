"""The editor's form of a publication."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel

from content.panels import page_tabs, summary_panel
from topics.panels import topics_panel

from .forms import PublicationPageForm

kind_panel = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("publication_type"), FieldPanel("edition")]),
        FieldRowPanel([FieldPanel("series"), FieldPanel("number")]),
    ],
    heading=_("Kind and series"),
    icon="list-ol",
)
imprint_panel = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("date"), FieldPanel("publisher")]),
        FieldRowPanel([FieldPanel("isbn"), FieldPanel("doi")]),
        FieldPanel("licence"),
    ],
    heading=_("Imprint"),
    icon="copy",
)
editions_panel = MultiFieldPanel(
    [PageChooserPanel("supersedes", "publications.PublicationPage")], heading=_("Editions"), icon="history"
)

publication_tabs = page_tabs(
    content=[
        FieldPanel("title"),
        FieldPanel("strapline"),
        summary_panel,
        InlinePanel("files", heading=_("Files"), label=_("file"), icon="doc-full"),
        MultiFieldPanel([FieldPanel("cover")], heading=_("Cover"), icon="image", classname="collapsed"),
        FieldPanel("body"),
        topics_panel,
    ],
    key_details=[
        kind_panel,
        InlinePanel("authors", heading=_("Authors"), label=_("author"), icon="user"),
        InlinePanel("editors", heading=_("Editors"), label=_("editor"), icon="edit"),
        imprint_panel,
        FieldPanel("launched_at", icon="date"),
        InlinePanel("post_links", heading=_("Posts about it"), label=_("post"), icon="doc-full-inverse"),
        editions_panel,
    ],
    base_form_class=PublicationPageForm,
)
