"""The publish panel of a page."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.mixins import HookResponseMixin
from wagtail.models import Page

from content.models import BasePage
from content.publishing import PublicationRefusedError
from content.status import get_status
from content.visibility import is_restricted
from core.wagtail_compat_saving import keep_workflow_state
from editorial.review.comparing import compare, get_last_seen

from .forms import PublishForm, SendBackForm
from .panel import Action, Panel
from .services import PageChangedError, carry_out

CHANGED = gettext_lazy("Somebody has just changed the page. Look at it again, then publish.")


class PublishView(HookResponseMixin, WagtailAdminTemplateMixin, FormView):
    """Shows what publishing the latest version of a page means, and does it.

    It runs Wagtail's hooks of publishing, as the editor's view does.
    """

    template_name = "editorial/publish.html"
    form_class = PublishForm
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        page = get_object_or_404(Page, pk=kwargs["page_id"])
        if not page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        self.revision = page.get_latest_revision() or page.specific.save_revision(user=request.user, clean=False)
        latest = self.revision.as_object()
        if not isinstance(latest, BasePage):
            raise PermissionDenied
        keep_workflow_state(latest)
        self.panel = Panel(latest, request.user, live_page=page)
        if self.panel.action is None:
            messages.warning(request, get_status(page).text)
            return redirect("wagtailadmin_pages:edit", page.pk)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def page(self) -> BasePage:
        return self.panel.page

    def get_page_title(self) -> str:
        return str(get_label(self.panel.action))

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return []

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"panel": self.panel, "revision_id": self.revision.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "panel": self.panel,
            "edit_url": self.get_edit_url(),
            "button_label": get_label(self.panel.action),
            "submission": uuid.uuid4(),  # a button that is pressed twice acts once (editorial.saving.guard)
            "preview_url": reverse("wagtailadmin_pages:view_draft", args=[self.page.pk]),
            **self.get_review_context(),
        }

    def get_review_context(self) -> dict[str, Any]:
        """Return what is asked of the user, if they are to approve, and what is new since they last saw the page."""
        if self.panel.review is None:
            return {}
        seen = get_last_seen(self.panel.live_page, self.request.user, self.revision)
        comparison = compare(self.request, seen.as_object(), self.page) if seen else []
        return {"review": self.panel.review, "seen": seen, "comparison": comparison}

    def get_edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "send_back" in request.POST and self.panel.action == Action.APPROVE:
            return self.send_back(SendBackForm(request.POST))
        return super().post(request, *args, **kwargs)

    def send_back(self, sent: SendBackForm) -> HttpResponse:
        if sent.is_valid():
            data = sent.cleaned_data
            try:
                if data["revision"] != self.revision.pk:
                    raise PageChangedError
                carry_out(Action.SEND_BACK, self.page, self.revision, self.request.user, comment=data["comment"])
            except PageChangedError:
                sent.add_error(None, CHANGED)
            else:
                title = self.page.get_admin_display_title()
                messages.success(self.request, _("“%(page)s” was sent back.") % {"page": title})
                return redirect("wagtailadmin_home")
        form = self.get_form()
        form.errors.clear()
        for name, errors in sent.errors.items():
            form.add_error(name if name in form.fields else None, errors)
        return self.form_invalid(form)

    def form_valid(self, form: PublishForm) -> HttpResponse:
        if self.panel.missing or self.panel.action is None:
            return self.form_invalid(form)
        # As in Wagtail's view of the editor: the hook before gets the version to be published, the one after what it
        # has become.
        if response := self.run_publish_hook("before_publish_page", self.page):
            return response
        data = form.cleaned_data
        try:
            carry_out(
                self.panel.action,
                self.page,
                self.revision,
                self.request.user,
                go_live_at=form.get_go_live_at(),
                expire_at=data["expire_at"],
                comment=data.get("comment", ""),
                due_on=data.get("due_on"),
                answers=form.get_answers(),
            )
        except PageChangedError:
            form.add_error(None, CHANGED)
            return self.form_invalid(form)
        except PublicationRefusedError as refusal:
            for reason in refusal.messages:
                form.add_error(None, reason)
            return self.form_invalid(form)
        # With what the status is told from: each of both is a query less.
        pages = type(self.page).objects.annotate_approved_schedule().annotate(restricted=is_restricted())
        page = pages.get(pk=self.page.pk)
        self.say_what_happened(page)
        return self.run_publish_hook("after_publish_page", page) or redirect(self.get_edit_url())

    def run_publish_hook(self, name: str, page: BasePage) -> HttpResponse | None:
        """Run the hook if the page is published here. Approving and submitting have none, in Wagtail's views either."""
        return self.run_hook(name, self.request, page) if self.panel.action == Action.PUBLISH else None

    def say_what_happened(self, page: BasePage) -> None:
        status = get_status(page)
        buttons = [messages.button(page.url, _("Visit the page"), new_window=True)] if status.is_public else []
        text = _("“%(page)s”: %(status)s") % {"page": page.get_admin_display_title(), "status": status.text}
        messages.success(self.request, text, buttons=buttons)


def get_label(action: Action | None) -> Any:
    """Return the words on the button of an action."""
    return {Action.SUBMIT: _("Submit"), Action.APPROVE: _("Approve")}.get(action or Action.PUBLISH, _("Publish"))
