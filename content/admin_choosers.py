"""Views of Wagtail's choosers and a report that name no page or file of which the user may not know.

A hook narrows the lists (``content.wagtail_hooks``). These views also have parents, addresses and ids from outside.
"""

import json
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from taggit.models import GenericTaggedItemBase, ItemBase, Tag
from wagtail.admin.views.chooser import BrowseView, ChosenMultipleView, ExternalLinkView
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, PageQuerySet
from wagtail.permissions import policy_registry

from .page_visibility import get_visible_q, may_see

MAX_TAGS = 10


class VisibleBrowseView(BrowseView):
    """The list of the pages below one that the user may see."""

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
    """Turns an address of this site into a link to its page, unless the user may not see that page."""

    def post(self, request: HttpRequest) -> HttpResponse:
        response = super().post(request)
        data: dict[str, Any] = json.loads(response.content)
        found = data.get("internal") or data.get("result") or {}
        if "id" in found and not Page.objects.filter(get_visible_q(request.user), pk=found["id"]).exists():
            return self.render_chosen_response(self.get_result_data())
        return response


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
        unused &= ~Exists(items)
        used |= Exists(items.filter(get_visible_items_q(model, user)))
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
