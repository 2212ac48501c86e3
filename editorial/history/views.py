"""The history of a page without its autosaves, and the form that names a version."""

from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.history import ActionColumn
from wagtail.admin.views.pages.history import PageHistoryView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page, PageLogEntry, Revision

from content.models import BasePage
from content.status import Status, get_status

from .contents import describe_changes
from .models import Version

#: In the query string: show autosaves as well.
ALL = "all"


class VersionColumn(Column):
    """What a version is called, what changed in it, and where to name it."""

    cell_template_name = "editorial/version_cell.html"


class StatusActionColumn(ActionColumn):
    """Wagtail's column of actions, with the words for a version that lists and the editor have for the page."""

    @cached_property
    def page_status(self) -> Status:
        return get_status(self.object)

    def get_status(self, instance: PageLogEntry, parent_context: Any) -> str | None:
        if instance.action == "wagtail.publish":
            is_live = self.object.live and instance.revision_id == self.object.live_revision_id
            return self.page_status.of_live or None if is_live else None
        is_latest = instance.content_changed and instance.revision_id == self.object.latest_revision_id
        return self.page_status.of_draft or None if is_latest else None


class QuietHistoryView(PageHistoryView):
    """The page's history with autosaves folded away: versions that somebody saved, published or named stay."""

    @cached_property
    def columns(self) -> list:
        wagtails, user, date = super().columns
        names = ("label", "object", "url_names", "user_can_unschedule")
        action = StatusActionColumn(wagtails.name, **{name: getattr(wagtails, name) for name in names})
        return [action, VersionColumn("changes", label=_("What changed"), width="25%"), user, date]

    @property
    def shows_all(self) -> bool:
        return ALL in self.request.GET

    @cached_property
    def kept_revisions(self) -> QuerySet[Revision]:
        """The revisions that stay, the newest first: saved by a button or named, of an action, or the current draft."""
        actions = PageLogEntry.objects.filter(page=self.object.pk).exclude(action="wagtail.edit")
        return self.object.revisions.filter(
            Q(version__isnull=False) | Q(pk__in=actions.values("revision")) | Q(pk=self.object.latest_revision_id)
        ).order_by("-created_at", "-pk")

    @property
    def is_autosave(self) -> Q:
        return Q(action="wagtail.edit", revision__isnull=False) & ~Q(revision__in=self.kept_revisions.order_by())

    def get_base_queryset(self) -> QuerySet:
        queryset = super().get_base_queryset()
        return queryset if self.shows_all else queryset.exclude(self.is_autosave)

    @cached_property
    def header_buttons(self) -> list:
        address = self.get_history_url(self.object)
        folded = super().get_base_queryset().filter(self.is_autosave).count()
        if self.shows_all:
            button = HeaderButton(label=gettext("Hide autosaves"), url=address, icon_name="history")
        elif folded:
            label = gettext("Show autosaves (%(number)d)") % {"number": folded}
            button = HeaderButton(label=label, url=f"{address}?{ALL}=1", icon_name="history")
        else:
            return super().header_buttons
        return [*super().header_buttons, button]

    def get_context_data(self, *args, **kwargs) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        self.describe(list(context["object_list"]))
        return context

    def describe(self, entries: list[PageLogEntry]) -> None:
        """Add to each entry the version before it (``previous_revision_id``), what ``changes``, and its ``version``."""
        revisions = self.object.revisions if self.shows_all else self.kept_revisions
        ids = list(revisions.order_by("-created_at", "-pk").values_list("pk", flat=True))
        before = dict(pairwise(ids))
        shown = {entry.revision_id for entry in entries if entry.revision_id}
        needed = shown | {before[pk] for pk in shown if pk in before}
        contents = dict(Revision.objects.filter(pk__in=needed).values_list("pk", "content"))
        versions = {version.revision_id: version for version in Version.objects.filter(revision__in=shown)}
        for entry in entries:
            pk = entry.revision_id
            entry.previous_revision_id = before.get(pk)
            entry.version = versions.get(pk)
            entry.may_be_named = pk in contents and entry.content_changed and entry.action != "wagtail.publish"
            entry.changes = ""
            if entry.may_be_named and before.get(pk) in contents and issubclass(type(self.object), BasePage):
                entry.changes = describe_changes(type(self.object), contents[before[pk]], contents[pk])


class VersionForm(forms.ModelForm):
    class Meta:
        model = Version
        fields = ("name",)


class NameVersionView(View):
    """Gives a version a name, so that it stays in the history and is found there."""

    def dispatch(self, request: HttpRequest, *args, revision_id: int, **kwargs) -> Any:
        self.revision = get_object_or_404(Revision.page_revisions, pk=revision_id)
        self.page = Page.objects.filter(pk=self.revision.object_id).first()
        if self.page is None:
            raise Http404
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        self.version = Version.objects.filter(revision=self.revision).first() or Version(revision=self.revision)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(VersionForm(instance=self.version))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = VersionForm(request.POST, instance=self.version)
        if not form.is_valid():
            return self.show(form)
        form.save()
        return redirect(self.history_url)

    @property
    def history_url(self) -> str:
        return reverse("wagtailadmin_pages:history", args=[self.page.pk])

    def show(self, form: VersionForm) -> HttpResponse:
        context = {
            "form": form,
            "revision": self.revision,
            "header_title": gettext("Name this version"),
            "page_title": gettext("Name this version"),
            "page_subtitle": self.page.get_admin_display_title(),
            "history_url": self.history_url,
        }
        return TemplateResponse(self.request, "editorial/name_version.html", context)
