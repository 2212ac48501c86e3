"""The list of what is scheduled: pages that go live, and pages that are taken offline, by time."""

from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, Least
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page, Revision, get_page_models
from wagtail.permissions import policy_registry

from content.models import BasePage
from content.status import get_statuses, say_when


def get_scheduled_pages(user: Any) -> QuerySet[Page]:
    """Return the pages that ``user`` may edit and that go live or offline, with ``happens_at``, the earliest first."""
    now = timezone.now()
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    pk = Cast(OuterRef("pk"), Revision._meta.get_field("object_id"))
    planned = Revision.page_revisions.filter(object_id=pk, approved_go_live_at__isnull=False)
    goes_live = Subquery(planned.order_by("approved_go_live_at").values("approved_go_live_at")[:1])
    ends = Q(live=True, expire_at__gt=now)
    return (
        Page.objects.filter(pk__in=pages.values("pk"))
        .annotate(goes_live_at=goes_live)
        .filter(Q(goes_live_at__isnull=False) | ends | get_dated_later_q())
        .annotate(happens_at=Least(Coalesce("goes_live_at", "expire_at"), Coalesce("expire_at", "goes_live_at")))
        .order_by(F("happens_at").asc(nulls_last=True), "pk")
    )


def get_dated_later_q() -> Q:
    """Return the filter for live pages whose own date is to come: imported ones, which have no schedule."""
    condition = Q(pk__in=[])
    for model in get_page_models():
        if issubclass(model, BasePage) and (visible := model.visible_q(timezone.now())):
            condition |= Q(pk__in=model.objects.live().exclude(visible).values("pk"))
    return condition


class ActionsColumn(BaseColumn):
    cell_template_name = "editorial/schedule_actions.html"

    def get_cell_context_data(self, instance: Page, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        back = urlencode({"next": reverse("scheduled_pages")})
        change = reverse("publish_page", args=[instance.pk])
        context["actions"] = [(change, _("Change the time"))]
        revision_id = getattr(instance, "scheduled_revision_id", None)
        if revision_id:
            address = reverse("wagtailadmin_pages:revisions_unschedule", args=[instance.pk, revision_id])
            context["actions"].append((f"{address}?{back}", _("Take off the schedule")))
        return context


class ScheduledPagesView(ReportView):
    page_title = gettext_lazy("Scheduled")
    header_icon = "calendar-alt"
    model = Page
    index_url_name = "scheduled_pages"
    index_results_url_name = "scheduled_pages_results"
    no_results_message = gettext_lazy("Nothing is scheduled. Choose a time when you publish a page.")
    list_export = ("title", "what_happens", "happens_at")
    export_headings = {"title": gettext_lazy("Page"), "what_happens": gettext_lazy("What happens")}

    columns = [
        TitleColumn("title", label=gettext_lazy("Page"), url_name="wagtailadmin_pages:edit", id_accessor="pk"),
        Column("type", label=gettext_lazy("Type"), accessor="page_type_display_name"),
        Column("what_happens", label=gettext_lazy("What happens")),
        DateColumn("happens_at", label=gettext_lazy("In")),
        ActionsColumn("actions", label=gettext_lazy("Actions")),
    ]

    def get_base_queryset(self) -> QuerySet[Page]:
        return get_scheduled_pages(self.request.user).select_related("content_type")

    def order_queryset(self, queryset: QuerySet[Page]) -> QuerySet[Page]:
        return queryset  # by time

    def get_table(self, object_list: Any) -> Any:
        return super().get_table(self.decorate_paginated_queryset(object_list))

    def decorate_paginated_queryset(self, object_list: Any) -> list[Any]:
        pages: list[Any] = list(object_list)
        statuses = get_statuses(pages)
        ids = [str(page.pk) for page in pages]
        revisions = Revision.page_revisions.filter(approved_go_live_at__isnull=False, object_id__in=ids)
        revision_ids = dict(revisions.values_list("object_id", "pk"))
        for page in pages:
            page.scheduled_revision_id = revision_ids.get(str(page.pk))
            page.what_happens = describe(page, statuses[page.pk].text)
        return pages

    def get_filename(self) -> str:
        return "scheduled"


def describe(page: Page, status: str) -> str:
    if page.expire_at and page.expire_at > timezone.now():
        return _("%(status)s. Taken offline %(when)s.") % {"status": status, "when": say_when(page.expire_at)}
    return status
