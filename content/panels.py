"""Panels and tabs that the editors of all page types share."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Page

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

summary_panel = FieldPanel("summary")

promote_panels = [
    MultiFieldPanel(
        [
            FieldPanel("slug"),
            FieldPanel("seo_title"),
            FieldPanel("search_description"),
            FieldPanel("noindex"),
        ],
        heading=_("For search engines"),
    ),
    MultiFieldPanel(
        [FieldPanel("listing_image"), FieldPanel("social_image"), FieldPanel("show_in_menus")],
        heading=_("In lists, menus and when shared"),
    ),
]


def page_tabs(
    content: list, key_details: Sequence = (), more_tabs: Sequence = (), base_form_class=None
) -> TabbedInterface:
    """Return the editor's tabs: content, key details, ``more_tabs`` of the page type, promote and settings.

    What every page needs to be published belongs to ``content``, the first tab.
    """
    kwargs = {"base_form_class": base_form_class} if base_form_class else {}
    return TabbedInterface(
        [
            ObjectList(content, heading=_("Content")),
            *([ObjectList(list(key_details), heading=_("Key details"))] if key_details else []),
            *more_tabs,
            ObjectList(promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ],
        **kwargs,
    )


def index_tabs(help_text: "str | StrPromise", *more_details) -> TabbedInterface:
    """Return the tabs of an ``IndexPage``; ``help_text`` says what the page lists."""
    content = [FieldPanel("title"), summary_panel, FieldPanel("introduction")]
    return page_tabs(content, key_details=[*more_details, HelpPanel(help_text)])
