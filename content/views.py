"""Admin views for merging two pages, and for a deletion that is refused."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from .references.deletion import get_protected_uses
from .references.merge import Merge, may_change, may_merge
from .references.usage import Use


def describe_uses(uses: list[Use], user) -> list[dict]:
    """Return the uses as rows of the table in ``editors/uses.html``.

    A record that is not a page, such as a booking, is named only to users who may edit it.
    """
    finder = AdminURLFinder(user)
    return [
        {
            "record": use.record if use.is_page or may_change(user, use.record) else gettext("(private)"),
            "kind": capfirst(use.record._meta.verbose_name),
            "fields": [capfirst(name) for name in use.fields],
            "is_live": use.is_live,
            "draft_in": use.draft_in,
            "edit_url": finder.get_edit_url(use.record),
        }
        for use in uses
    ]


class MergeView(WagtailAdminTemplateMixin, TemplateView):
    """Merges one page into another.

    GET asks for the page that stays; GET with ``into`` shows what will change; POST with ``into`` merges.
    """

    template_name = "editors/merge.html"
    page_title = _("Merge")
    header_icon = "resubmit"

    def dispatch(self, request: HttpRequest, page_id: int) -> HttpResponseBase:
        self.source = get_object_or_404(Page, pk=page_id).specific
        if not may_merge(request.user, self.source):
            raise PermissionDenied
        self.form = self.get_form(request.POST if request.method == "POST" else request.GET)
        return super().dispatch(request, page_id)

    def get_form(self, data) -> forms.Form:
        others = type(self.source).objects.exclude(pk=self.source.pk)
        field = forms.ModelChoiceField(
            others,
            label=_("Page that stays"),
            widget=AdminPageChooser(target_models=[type(self.source)]),
            help_text=_("E.g. the topic “Housing”, when “Homes” is to become a part of it."),
        )
        form_class = type("MergeForm", (forms.Form,), {"into": field})
        return form_class(data if "into" in data else None)

    def get_page_subtitle(self):
        return self.source.get_admin_display_title()

    def get_breadcrumbs_items(self):
        return [
            *get_breadcrumbs_items_for_page(self.source, self.request.user),
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]

    @property
    def merge(self) -> Merge | None:
        if not self.form.is_valid():
            return None
        return Merge(self.source, self.form.cleaned_data["into"], self.request.user)

    def get_context_data(self, **kwargs):
        merge, address = self.merge, reverse("merge_page", args=[self.source.pk])
        context = super().get_context_data(**kwargs) | {
            "form": self.form,
            "source": self.source,
            "action_url": address,
            "choose_url": address,
            "cancel_url": reverse("wagtailadmin_pages:edit", args=[self.source.pk]),
        }
        if merge is None:
            if self.form.is_bound:
                # A chooser cannot show an invalid page: it stays empty, with the error as a message above it.
                messages.error(self.request, " ".join(self.form.errors.get("into", [])))
                context["form"] = self.get_form({})
            return context
        return context | {
            "merge": merge,
            "survivor": merge.survivor,
            "uses": describe_uses(merge.uses, self.request.user),
            "source_url": self.source.url if self.source.first_published_at else "",
            "survivor_url": merge.survivor.url,
        }

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        merge = self.merge
        if merge is None or merge.obstacles:
            return self.render_to_response(self.get_context_data())
        changed = merge.execute()
        done = ngettext(
            "“%(source)s” was merged into “%(survivor)s”; %(number)d reference was moved.",
            "“%(source)s” was merged into “%(survivor)s”; %(number)d references were moved.",
            changed,
        )
        values = {"source": self.source, "survivor": merge.survivor, "number": changed}
        messages.success(request, done % values)
        return redirect("wagtailadmin_pages:edit", merge.survivor.pk)


def refuse_deletion(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    """Return a response that lists the uses of ``pages`` and of pages below them; None if they may be deleted."""
    used = get_protected_uses(pages)
    if not used:
        return None
    user = request.user
    entries = [
        {
            "page": page,
            "uses": describe_uses(uses, user),
            "merge_url": reverse("merge_page", args=[page.pk]) if may_merge(user, page) else "",
            "unpublish_url": reverse("wagtailadmin_pages:unpublish", args=[page.pk])
            if page.permissions_for_user(user).can_unpublish()
            else "",
        }
        for page, uses in used.items()
    ]
    parent = pages[0].get_parent()
    back = get_valid_next_url_from_request(request) or reverse("wagtailadmin_explore", args=[parent.pk])
    title = gettext("Not deleted")
    context = {
        "breadcrumbs_items": [
            *get_breadcrumbs_items_for_page(parent, user),
            {"url": "", "label": title, "sublabel": ", ".join(str(page) for page in pages)},
        ],
        "header_title": title,
        "used": entries,
        "back_url": back,
    }
    status = 409 if request.method == "POST" else 200
    return TemplateResponse(request, "editors/delete_refused.html", context, status=status)
