"""The editor's screen of a page's approval links: make one, see what was answered, take a wording, revoke a link."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.compare import diff_text
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from content.models import BasePage
from content.passages import iter_passages

from . import services
from .emails import make_address, send_link
from .forms import LinkForm
from .models import ApprovalAnswer, ApprovalLink
from .wording import to_plain_text


@dataclass(frozen=True)
class ShownAnswer:
    """An answer, with what taking its wording would change in the latest version, word by word."""

    given: ApprovalAnswer
    passage: str = ""
    change: SafeString | str = ""
    #: Whether the passage has been changed since the guest read it.
    is_changed: bool = False
    can_be_taken: bool = False


def get_editable_page(user: Any, page_id: int) -> Page:
    """Return a page that ``user`` may edit. Raises ``Http404`` and ``PermissionDenied``."""
    page = get_object_or_404(Page, pk=page_id)
    if not issubclass(page.specific_class or Page, BasePage) or page.depth == 1:
        raise PermissionDenied
    if not page.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return page


class ApprovalsView(WagtailAdminTemplateMixin, TemplateView):
    page_title = gettext_lazy("Approval by link")
    header_icon = "mail"
    template_name = "editorial/approvals.html"

    def dispatch(self, request: HttpRequest, *args: Any, page_id: int, **kwargs: Any) -> HttpResponseBase:
        self.page = get_editable_page(request.user, page_id)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def latest(self) -> BasePage:
        return self.page.get_latest_revision_as_object()

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = {"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "label": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, edit, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = LinkForm(page=self.latest, initial={"submission": uuid4()})
        return self.render_to_response(self.get_context_data(form=form))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = LinkForm(request.POST, page=self.latest)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        fields = form.cleaned_data
        if ApprovalLink.objects.filter(submission=fields["submission"]).exists():  # a button that was pressed twice
            return redirect("approvals", self.page.pk)
        made = services.make_link(self.latest, request.user, fields.pop("days"), **fields)
        address = make_address(self.page, made.token)
        if made.link.email:
            send_link(made.link, address)
            messages.success(request, _("%(name)s is asked by e-mail.") % {"name": made.link.name})
        form = LinkForm(page=self.latest, initial={"submission": uuid4()})
        # The address is shown here alone: it is stored nowhere, so that there is nothing to redirect to.
        return self.render_to_response(self.get_context_data(form=form, made=made.link, address=address))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        links = self.page.approval_links.select_related("created_by", "revision")
        shown = [
            (link, [self.show(given) for given in link.answers.all()])
            for link in links.prefetch_related("answers__handled_by")
        ]
        return super().get_context_data(**kwargs) | {
            "edited_page": self.page,
            "links": shown,
            "edit_url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
            "latest_revision_id": self.page.latest_revision_id,
        }

    @cached_property
    def passages(self) -> dict[str, str]:
        return {passage.path: to_plain_text(passage.html) for passage in iter_passages(self.latest)}

    def show(self, given: ApprovalAnswer) -> ShownAnswer:
        if not given.is_rewording or given.handled_at:
            return ShownAnswer(given)
        now = self.passages.get(given.path)
        if now is None:
            return ShownAnswer(given, change=given.text)
        read = {found.path: found.html for found in iter_passages(services.get_version(given.link))}
        is_changed = to_plain_text(read.get(given.path, "")) != now
        change = diff_text(now, given.text).to_html()
        return ShownAnswer(given, now, change, is_changed, can_be_taken=True)


class LinkActionView(View):
    """Changes a link or an answer by a button, and goes back to the screen of its page."""

    http_method_names = ("post",)

    def go_back(self, page: Page) -> HttpResponse:
        return redirect("approvals", page.pk)


class RevokeView(LinkActionView):
    def post(self, request: HttpRequest, link_id: int) -> HttpResponse:
        link = get_object_or_404(ApprovalLink, pk=link_id)
        page = get_editable_page(request.user, link.page_id)
        services.revoke(link, request.user)
        messages.success(request, _("The link of %(name)s leads nowhere any more.") % {"name": link.name})
        return self.go_back(page)


class AnswerView(LinkActionView):
    """``take`` puts a wording into the latest version, as a draft; ``finish`` says that an answer is dealt with."""

    def post(self, request: HttpRequest, answer_id: int, action: str) -> HttpResponse:
        answers = ApprovalAnswer.objects.select_related("link", "comment")
        given = get_object_or_404(answers, pk=answer_id)
        page = get_editable_page(request.user, given.link.page_id)
        if given.handled_at is None:
            self.act(request, given, page, action)
        return self.go_back(page)

    def act(self, request: HttpRequest, given: ApprovalAnswer, page: Page, action: str) -> None:
        if action == "finish":
            services.finish(given, request.user)
            return
        lock = page.get_lock()
        if lock and lock.for_user(request.user):
            messages.error(request, lock.get_message(request.user) or _("The page is locked."))
            return
        try:
            services.take(given, request.user)
        except services.CannotTakeError:
            messages.error(request, _("The passage is not in the page any more. Write it in the editor."))
            return
        text = _("The words of %(name)s are in the draft. Publish it when you are ready.")
        publish = messages.button(reverse("publish_page", args=[page.pk]), _("Publish"))
        messages.success(request, text % {"name": given.link.name}, buttons=[publish])
