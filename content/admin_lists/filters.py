"""Filters of lists in the admin: by status, and by words in some of the fields."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import CharField as TextColumn
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters.filters import CharFilter, ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Page, Revision, WorkflowState

from .words import match_words


class WordsFilter(CharFilter):
    """A text box: finds rows that contain each of its words in one of ``fields``."""

    def __init__(self, *args: Any, fields: Sequence[str], **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(*args, max_length=200, **kwargs)
        self.fields = fields

    def filter(self, qs: QuerySet, value: str | None) -> QuerySet:
        return match_words(qs, value, self.fields) if value else qs


def is_scheduled() -> Exists:
    """Return the expression that is true if a draft of the page has a time to go live."""
    drafts = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    return Exists(drafts.filter(object_id=Cast(OuterRef("pk"), TextColumn())))


def is_in_review() -> Exists:
    """Return the expression that is true if the page waits in a workflow, with a reviewer or for changes."""
    states = WorkflowState.objects.active().filter(base_content_type__app_label="wagtailcore")
    return Exists(states.filter(base_content_type__model="page", object_id=Cast(OuterRef("pk"), TextColumn())))


def filter_by_status(pages: QuerySet, status: str) -> QuerySet:
    """Return the pages that are "live" for visitors, "changed" since, "waiting" for their date, in "review" or "draft".

    “Live” and “waiting” follow ``visible_q``: a page that is dated in the future is not live for anybody.
    """
    visible = pages.model.visible_q(timezone.now())
    if status == "live":
        return pages.filter(visible, live=True)
    if status == "changed":
        return pages.filter(live=True, has_unpublished_changes=True)
    if status == "waiting":
        hidden = Q(live=True) & ~visible if visible else Q(pk__in=[])
        return pages.filter(hidden | Q(is_scheduled()))
    if status == "review":
        return pages.filter(is_in_review())
    return pages.filter(~is_scheduled(), live=False)


class StatusFilter(ChoiceFilter):
    """Filters pages by what is public of them."""

    CHOICES = [
        ("live", _("Live")),
        ("changed", _("Live, with changes waiting")),
        ("waiting", _("Goes live later")),
        ("review", _("Waiting for approval")),
        ("draft", _("Draft")),
    ]

    def __init__(self, **kwargs: Any) -> None:
        options = {"label": _("Status"), "choices": self.CHOICES, "empty_label": _("Any"), "widget": forms.RadioSelect}
        super().__init__(**options | kwargs)

    def filter(self, qs: QuerySet, value: str | None) -> QuerySet:
        return filter_by_status(qs, value) if value else qs


class PageFilterSet(WagtailFilterSet):
    """The filters that every list of pages has."""

    status = StatusFilter()

    class Meta:
        model = Page
        fields: ClassVar[list[str]] = []
