"""Views of the trash: its list, restoring, deleting for good, and the question before a page goes there."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import ProtectedError, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.actions.delete_page import DeletePageAction
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page
from wagtail.models import Page, ReferenceIndex

from media.models import CustomDocument, CustomImage

from . import files, pages
from .deletion import delete_page_for_good, empty_trash, empty_trash_in_background
from .forms import DOCUMENTS, IMAGES, PAGES, RestoreForm, TrashFilterForm
from .models import KEPT, TrashedFile, TrashedPage
from .permissions import may_empty_trash, may_know, may_restore

PER_PAGE = 50
#: Of a request that empties the trash. What is left then, a task deletes.
SECONDS_TO_EMPTY = 2
FILE_MODELS = {IMAGES: CustomImage._meta.label, DOCUMENTS: CustomDocument._meta.label}
MODELS: dict[str, type[TrashedPage] | type[TrashedFile]] = {"page": TrashedPage, "file": TrashedFile}


def describe(trashed: TrashedPage | TrashedFile) -> dict[str, Any]:
    """Return what the list says of a deleted record."""
    if isinstance(trashed, TrashedPage):
        below = trashed.page_count - 1
        return {
            "trashed": trashed,
            "type": "page",
            "kind": trashed.page.content_type.name,
            "place": trashed.address,
            "more": ngettext("with %d page below it", "with %d pages below it", below) % below if below else "",
        }
    return {
        "trashed": trashed,
        "type": "file",
        "kind": files.get_model(trashed)._meta.verbose_name,
        "place": trashed.file.rsplit("/", 1)[-1],
        "more": "",
    }


class TrashView(WagtailAdminTemplateMixin, TemplateView):
    """The list of what the user may restore, what was deleted last first."""

    template_name = "editorial/trash/index.html"
    page_title = _("Trash")
    header_icon = "bin"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_records(self) -> list[TrashedPage | TrashedFile]:
        form = TrashFilterForm(self.request.GET)
        chosen = form.cleaned_data if form.is_valid() else {}
        kind, words = chosen.get("kind"), chosen.get("q", "")
        found: list[TrashedPage | TrashedFile] = []
        if kind in ("", None, PAGES):
            found += self.search(TrashedPage.objects.select_related("page__content_type", "parent"), words)
        if kind != PAGES:
            stored = TrashedFile.objects.filter(model=FILE_MODELS[kind]) if kind else TrashedFile.objects.all()
            found += self.search(stored.defer("row", "emptied", "users", "carried"), words)
        allowed = [trashed for trashed in found if may_restore(self.request.user, trashed)]
        return sorted(allowed, key=lambda trashed: trashed.deleted_at, reverse=True)

    def search(self, records: QuerySet, words: str) -> QuerySet:
        for word in words.split():
            records = records.filter(title__icontains=word)
        return records.select_related("deleted_by")

    def get_context_data(self, **kwargs):
        records = Paginator(self.get_records(), PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "records": records,
            "rows": [describe(trashed) for trashed in records],
            "filters": TrashFilterForm(self.request.GET),
            "is_filtered": any(self.request.GET.get(name) for name in ("q", "kind")),
            "may_empty": may_empty_trash(self.request.user),
            "days": KEPT.days,
        }


class TrashedRecordMixin(WagtailAdminTemplateMixin):
    """A view of one deleted record, for those who might have deleted it."""

    header_icon = "bin"
    _show_breadcrumbs = True
    trashed: TrashedPage | TrashedFile

    def dispatch(self, request: HttpRequest, kind: str, pk: int) -> HttpResponseBase:
        if kind not in MODELS:
            raise Http404
        found: Any = get_object_or_404(MODELS[kind], pk=pk)
        self.trashed = found
        if not self.is_allowed():
            raise PermissionDenied
        return super().dispatch(request, kind=kind, pk=pk)  # type: ignore[misc]  # of View

    def is_allowed(self) -> bool:
        return may_restore(self.request.user, self.trashed)

    def get_page_subtitle(self) -> str:
        return self.trashed.title

    def get_breadcrumbs_items(self):
        trash = {"url": reverse("trash"), "label": gettext("Trash")}
        here = {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), trash, here]


class RestoreView(TrashedRecordMixin, TemplateView):
    """Restores a record, and asks first where a page goes that cannot go back to where it was."""

    template_name = "editorial/trash/restore.html"
    page_title = _("Restore")

    def get_form(self, data=None) -> RestoreForm | None:
        if not isinstance(self.trashed, TrashedPage):
            return None
        return RestoreForm(data, trashed=self.trashed, user=self.request.user)

    def get_context_data(self, **kwargs):
        context = {"form": self.get_form()} | kwargs
        needed = pages.get_needed(self.trashed) if isinstance(self.trashed, TrashedPage) else []
        return super().get_context_data(**context) | describe(self.trashed) | {"needed": needed}

    def post(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        form = self.get_form(request.POST)
        if form and form.must_ask and not form.is_valid():
            if not any(name in request.POST for name in form.fields):
                return redirect(request.path)  # from the list, which does not know that there is something to ask
            return self.render_to_response(self.get_context_data(form=form))
        try:
            restored = self.restore(form)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(request.path)
        messages.success(request, gettext("“%(title)s” was restored.") % {"title": self.trashed.title})
        return redirect(get_edit_url(restored))

    def restore(self, form: RestoreForm | None):
        user = self.request.user
        if isinstance(self.trashed, TrashedFile):
            return files.restore(self.trashed, user)
        for needed in pages.get_needed(self.trashed):
            if not may_restore(user, needed):
                message = gettext("It needs “%(page)s”, which is in the trash and which you may not restore.")
                raise ValidationError(message % {"page": needed})
        chosen = form.cleaned_data if form and form.must_ask else {}
        parent, slug = chosen.get("parent"), chosen.get("slug", "")
        if parent and not slug:
            slug = pages.get_slug(self.trashed, parent)
        return pages.restore(self.trashed, user, parent=parent, slug=slug)


def get_edit_url(record) -> str:
    if isinstance(record, Page):
        return reverse("wagtailadmin_pages:edit", args=[record.pk])
    name = "wagtailimages:edit" if isinstance(record, CustomImage) else "wagtaildocs:edit"
    return reverse(name, args=[record.pk])


class DeleteForGoodView(TrashedRecordMixin, TemplateView):
    template_name = "editorial/trash/delete.html"
    page_title = _("Delete for good")

    def is_allowed(self) -> bool:
        return may_empty_trash(self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | describe(self.trashed)

    def post(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        if isinstance(self.trashed, TrashedFile):
            files.delete_for_good(self.trashed)
        elif not delete_page_for_good(self.trashed, request.user):
            message = gettext("“%(title)s” stays, as another page in the trash needs it. Delete that one first.")
            messages.error(request, message % {"title": self.trashed.title})
            return redirect("trash")
        messages.success(request, gettext("“%(title)s” was deleted for good.") % {"title": self.trashed.title})
        return redirect("trash")


def count_trash() -> int:
    return TrashedPage.objects.count() + TrashedFile.objects.count()


class EmptyTrashView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "editorial/trash/empty.html"
    page_title = _("Empty the trash")
    header_icon = "bin"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if not may_empty_trash(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        trash = {"url": reverse("trash"), "label": gettext("Trash")}
        return [*super().get_breadcrumbs_items(), trash, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"count": count_trash()}

    def post(self, request: HttpRequest) -> HttpResponse:
        assert request.user.is_authenticated
        until, began = timezone.now(), time.monotonic()
        count = empty_trash(request.user, until=until, seconds=SECONDS_TO_EMPTY)
        done = ngettext("%d record was deleted for good.", "%d records were deleted for good.", count) % count
        if time.monotonic() - began > SECONDS_TO_EMPTY and count_trash():
            empty_trash_in_background.enqueue(request.user.pk, until.isoformat())
            done += " " + gettext("The others are being deleted.")
        messages.success(request, done)
        return redirect("trash")


def ask_before_trash(request: HttpRequest, page: Page) -> HttpResponse:
    """Ask before a page goes to the trash, and move it there: instead of Wagtail's own view, as a hook."""
    next_url = get_valid_next_url_from_request(request)
    parent = page.get_parent()
    back = next_url or reverse("wagtailadmin_explore", args=[parent.pk])
    if request.method == "POST":
        try:
            DeletePageAction(page, user=request.user).execute()
        except (pages.HomePageError, ProtectedError) as error:
            messages.error(request, pages.get_reason(error))
            return redirect(request.path)
        say_it_is_in_trash(request, page)
        return redirect(back)
    title = gettext("Move to the trash")
    subtitle = page.get_admin_display_title()
    crumbs = get_breadcrumbs_items_for_page(parent, request.user)
    context = {
        "page": page,
        "header_title": title,
        "header_icon": "bin",
        "breadcrumbs_items": [*crumbs, {"url": "", "label": title, "sublabel": subtitle}],
        "below": page.get_descendant_count(),
        "days": KEPT.days,
        "next_url": next_url,
        "back_url": back,
        "model_opts": page._meta,
        "usage_url": reverse("wagtailadmin_pages:usage", args=[page.pk]) + "?describe_on_delete=1",
        "usage_count": ReferenceIndex.get_references_to(page).group_by_source_object().count(),
        "unpublish_url": reverse("wagtailadmin_pages:unpublish", args=[page.pk])
        if page.permissions_for_user(request.user).can_unpublish()
        else "",
    }
    return TemplateResponse(request, "editorial/trash/move_page.html", context)


def say_it_is_in_trash(request: HttpRequest, page: Page) -> None:
    trashed = TrashedPage.objects.get(page=page.pk)
    done = gettext("“%(title)s” is in the trash. It can be restored for %(days)d days.")
    restore = messages.button(reverse("trash_restore", args=["page", trashed.pk]), gettext("Restore"))
    messages.success(request, done % {"title": trashed.title, "days": KEPT.days}, buttons=[restore])


def explain_trash(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Return a view of the admin that says so where the page of its address is in the trash, still with status 404."""

    @wraps(view)
    def explaining(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)  # Wagtail's views have turned Http404 into a page already
        trashed = pages.find_trashed(kwargs["page_id"]) if response.status_code == 404 and "page_id" in kwargs else None
        if trashed is None or not may_know(request.user, trashed):
            return response
        title = gettext("In the trash")
        context = describe(trashed) | {
            "header_title": title,
            "header_icon": "bin",
            "breadcrumbs_items": [{"url": "", "label": title, "sublabel": trashed.title}],
            "may_restore": may_restore(request.user, trashed),
        }
        return TemplateResponse(request, "editorial/trash/found.html", context, status=404)

    return explaining
