"""Views of Wagtail's choosers and two reports that name no page or file of which the user may not know.

A hook narrows the lists (``content.wagtail_hooks``). These views also have parents, addresses and ids from outside.
"""

import json
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from taggit.models import GenericTaggedItemBase, ItemBase, Tag
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.views.chooser import BrowseView, ChosenMultipleView, ExternalLinkView
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, PageLogEntry, PageQuerySet
from wagtail.permissions import policy_registry

from .page_visibility import get_visible_q, may_see

MAX_TAGS = 10


class VisibleBrowseView(BrowseView):
    """The list of the pages below one that the user may see."""

    parent_page: Page

    def get_object_list(self) -> PageQuerySet:
        if not may_see(self.request.user, self.parent_page):
            if self.kwargs.get("parent_page_id"):
                raise Http404
            self.parent_page = Page.get_first_root_node().specific
        return super().get_object_list()


class VisibleChosenMultipleView(ChosenMultipleView):
    """Answers for the pages in ``?id=`` that the user may see."""

    def get(self, request: HttpRequest) -> HttpResponse:
        ids = [value for value in request.GET.getlist("id") if value.isdecimal() and len(value) < 10]
        visible = Page.objects.filter(get_visible_q(request.user), pk__in=ids, depth__gt=1)
        query = request.GET.copy()
        query.setlist("id", [str(pk) for pk in visible.values_list("pk", flat=True)])
        request.GET = query  # type: ignore[assignment]  # the copy is not changed any more
        return super().get(request)


class VisibleExternalLinkView(ExternalLinkView):
    """Turns an address of this site into a link to its page, unless the user may not see that page or its draft.

    Wagtail's answer names the page by the title of the draft.
    """

    def post(self, request: HttpRequest) -> HttpResponse:
        response = super().post(request)
        data: dict[str, Any] = json.loads(response.content)
        found = data.get("internal") or data.get("result") or {}
        if "id" not in found:
            return response
        page = Page.objects.filter(get_visible_q(request.user), pk=found["id"]).first()
        if page is None:
            return self.render_chosen_response(self.get_result_data())
        title = page.get_admin_display_title()
        if title == found["adminTitle"]:
            return response
        found["adminTitle"] = title
        return self.ask_for_internal_link(request, data) if "internal" in data else self.render_chosen_response(found)

    def ask_for_internal_link(self, request: HttpRequest, data: dict[str, Any]) -> HttpResponse:
        """Ask whether the link should be one to the page, as Wagtail does for an address with a query string."""
        internal, external = data["internal"], data["external"]
        return render_modal_workflow(
            request,
            "wagtailadmin/chooser/confirm_external_to_internal.html",
            None,
            {
                "submitted_url": external["url"],
                "internal_url": internal["url"],
                "page": internal["adminTitle"],
            },
            json_data={"step": data["step"], "external": external, "internal": internal},
        )


class VisiblePageTypesUsageView(PageTypesUsageReportView):
    """The report of page types, with the page of each that was changed last among those that the user may see."""

    def decorate_paginated_queryset(self, page_types: Any) -> Any:
        page_types = super().decorate_paginated_queryset(page_types)
        visible = Page.objects.filter(get_visible_q(self.request.user)).order_by("-latest_revision_created_at")
        for page_type in page_types:
            if page_type.last_edited_page and not may_see(self.request.user, page_type.last_edited_page):
                page = visible.filter(content_type=page_type).first()
                page_type.last_edited_page = page.specific if page else None
        return page_types


class VisibleLogEntriesView(LogEntriesView):
    """The site's history, with the lines of pages whose drafts the user may see: they have the titles of drafts."""

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        if queryset.model is PageLogEntry and not self.request.user.is_superuser:
            policy = policy_registry.get_by_type(Page)
            hidden = Page.objects.exclude(policy.drafts_q(self.request.user))
            # Not by what is left: lines of deleted pages are for those to whom Wagtail shows them.
            queryset = queryset.exclude(page__in=hidden.values("pk"))
        return super().filter_queryset(queryset)


def complete_tag(request: HttpRequest, app_name: str = "", model_name: str = "") -> HttpResponse:
    """Suggest tags that begin with ``?term=``, of those on pages and files that the user may see."""
    tags = get_visible_tags(request.user).filter(name__istartswith=request.GET.get("term", "").strip())
    names = tags.order_by("name").values_list("name", flat=True)[:MAX_TAGS] if request.GET.get("term") else []
    return JsonResponse(list(names), safe=False)


def get_visible_tags(user: Any) -> QuerySet[Tag]:
    """Return the tags that are on a page or a file that ``user`` may see, or on nothing yet."""
    used = Q(pk__in=[])
    unused = Q()
    models = {relation.related_model for relation in Tag._meta.related_objects}
    for model in models:
        if not issubclass(model, ItemBase):
            continue
        items = model._default_manager.filter(tag=OuterRef("pk"))
        unused &= Q(~Exists(items))
        used |= Q(Exists(items.filter(get_visible_items_q(model, user))))
    return Tag.objects.filter(used | unused)


def get_visible_items_q(model: Any, user: Any) -> Q:
    """Return the condition that a row of ``model``, which joins tags and objects, is of an object seen by ``user``."""
    if not issubclass(model, GenericTaggedItemBase):
        return Q(content_object__in=Page.objects.filter(get_visible_q(user)).values("pk"))
    condition = Q(pk__in=[])
    for tagged in (get_image_model(), get_document_model()):
        policy = policy_registry.get_by_type(tagged)
        visible = policy.instances_user_has_any_permission_for(user, {"choose", "change"}).values("pk")
        condition |= Q(content_type=ContentType.objects.get_for_model(tagged), object_id__in=visible)
    return condition
