"""The panels of the front page of the admin: create, mine, waiting for me, going live soon, lately published."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import CharField as TextColumn
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Revision, TaskState
from wagtail.permissions import policy_registry

from content.admin_lists.filters import is_in_review, is_scheduled
from content.admin_lists.registry import get_page_lists
from content.home_panels import MAX_ROWS, Row, RowsPanel, get_kind, get_owner_name, get_time, get_title
from content.models import BasePage
from content.schedule_report import get_visible_failures
from content.starts import get_starts
from editorial.care.panel import CarePanel
from editorial.review.requests import get_reviews, get_sent_back

from ..lists.creation import find_creation_urls


def get_edit_url(page_id: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page_id])


class CreatePanel(Component):
    """A button for each type of page that the user may create."""

    name = "create"
    order = 50
    template_name = "editors/home_create.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        page_lists = get_page_lists()
        urls = find_creation_urls(page_lists, parent_context["request"].user)
        buttons = []
        for item in page_lists:
            if item.name in urls:
                buttons.append((item.add_label, urls[item.name], item.icon))
                buttons += [(start.label, reverse(start.url_name), start.icon) for start in get_starts(item.model)]
        return {"buttons": buttons}


class WaitingForMePanel(RowsPanel):
    name = "waiting-for-me"
    order = 100
    heading = _("Waiting for you")
    empty = _("Nobody waits for your approval.")
    more_label = _("All that wait for approval")

    def get_more_url(self) -> str:
        return reverse("wagtailadmin_reports:workflow")

    def get_rows(self, user: Any) -> list[Row]:
        states = TaskState.objects.reviewable_by(user).select_related("revision__user").order_by("started_at")
        states = list(states.filter(revision__base_content_type__model="page")[: MAX_ROWS + 1])
        pages = Page.objects.in_bulk([int(state.revision.object_id) for state in states])
        reviews = get_reviews(states)
        return [
            Row(
                title=get_title(page),
                url=reverse("publish_page", args=[page.pk]),
                kind=get_kind(page),
                note=reviews[state.pk].sentence if state.pk in reviews else gettext("Read and approve"),
                when=get_time(state.started_at),
                is_urgent=True,
            )
            for state in states
            if (page := pages.get(int(state.revision.object_id)))
        ]


class MyDraftsPanel(RowsPanel):
    name = "my-drafts"
    order = 110
    heading = _("Your drafts")
    empty = _("You have no drafts: all that you began is published.")

    def get_rows(self, user: Any) -> list[Row]:
        unfinished = Q(live=False) | Q(has_unpublished_changes=True)
        mine = Page.objects.filter(unfinished, owner=user, depth__gt=2).filter(~is_scheduled())
        drafts = mine.annotate(in_review=is_in_review()).order_by("-latest_revision_created_at", "-pk")
        return [
            Row(
                title=get_title(page),
                url=get_edit_url(page.pk),
                kind=get_kind(page),
                note=self.get_note(page),
                owner=gettext("You"),
                when=get_time(page.latest_revision_created_at),
                action=(_("Ask for approval by link"), reverse("approvals", args=[page.pk])),
            )
            for page in drafts[: MAX_ROWS + 1]
        ]

    def get_note(self, page: Page) -> str:
        if page.in_review:
            sent_back = get_sent_back(page)
            return sent_back.text if sent_back else gettext("Waits for approval")
        return gettext("Live, with changes waiting") if page.live else gettext("Go on writing")


class GoingLivePanel(RowsPanel):
    """What goes live by itself, the next first, and above it what failed to."""

    name = "going-live"
    order = 120
    heading = _("Going live soon")
    empty = _("Nothing is scheduled.")

    def get_rows(self, user: Any) -> list[Row]:
        failures = get_visible_failures(user).select_related("page__owner").order_by("due_at")
        failed = [
            Row(
                title=get_title(failure.page),
                url=get_edit_url(failure.page_id),
                kind=get_kind(failure.page),
                note=gettext("Could not be done: %(reasons)s") % {"reasons": failure.text},
                owner=get_owner_name(failure.page.owner),
                when=get_time(failure.due_at),
                is_urgent=True,
            )
            for failure in failures[: MAX_ROWS + 1]
        ]
        coming = sorted([*self.get_scheduled(user), *self.get_dated(user)], key=lambda item: item[0])
        rows = [
            Row(
                title=get_title(page),
                url=get_edit_url(page.pk),
                kind=get_kind(page),
                owner=get_owner_name(page.owner),
                when=get_time(moment),
            )
            for moment, page in coming
        ]
        return [*failed, *rows][: MAX_ROWS + 1]

    def get_scheduled(self, user: Any) -> list[tuple[datetime, Page]]:
        """Return the drafts with a time to go live."""
        revisions = Revision.page_revisions.filter(approved_go_live_at__gt=timezone.now())
        allowed = get_editable(user).filter(pk_text=OuterRef("object_id"))
        found = revisions.filter(Exists(allowed)).order_by("approved_go_live_at")
        times = dict(found.values_list("object_id", "approved_go_live_at")[: MAX_ROWS + 1])
        pages = Page.objects.select_related("owner").in_bulk([int(pk) for pk in times])
        return [(moment, pages[int(pk)]) for pk, moment in times.items() if int(pk) in pages]

    def get_dated(self, user: Any) -> list[tuple[datetime, Page]]:
        """Return the pages that are published and dated in the future, which visitors do not see until then."""
        now = timezone.now()
        found = []
        for model in apps.get_models():
            if issubclass(model, BasePage) and (visible := model.visible_q(now)):
                hidden = model.objects.live().exclude(visible).filter(pk__in=get_editable(user).values("pk"))
                pages = hidden.select_related("owner").defer_streamfields().order_by("pk")
                found += [(page.visible_from, page) for page in pages[: MAX_ROWS + 1]]
        return found


class LatelyPublishedPanel(RowsPanel):
    name = "lately-published"
    order = 140
    heading = _("Lately published")
    empty = _("Nothing has been published yet. The first post is the hardest.")

    def get_rows(self, user: Any) -> list[Row]:
        pages = policy_registry.get_by_type(Page).explorable_instances(user)
        newest = pages.live().filter(live_revision__isnull=False).select_related("owner")
        return [
            Row(
                title=page.title,
                url=get_edit_url(page.pk),
                kind=get_kind(page),
                owner=get_owner_name(page.owner),
                when=get_time(page.last_published_at),
            )
            for page in newest.order_by("-last_published_at", "-pk")[:MAX_ROWS]
        ]


def get_editable(user: Any) -> QuerySet:
    """Return the pages that ``user`` may edit, with their keys as text, as revisions store them."""
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return pages.annotate(pk_text=Cast("pk", TextColumn()))


PANELS: list[type[Component]] = [
    CreatePanel,
    WaitingForMePanel,
    MyDraftsPanel,
    GoingLivePanel,
    CarePanel,
    LatelyPublishedPanel,
]


def replace_panels(panels: list[Component]) -> None:
    """Put the panels of this site in the place of Wagtail's, and keep what other apps have added."""
    panels[:] = [panel for panel in panels if not type(panel).__module__.startswith("wagtail.")]
    panels += [panel() for panel in PANELS]
