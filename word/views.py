"""The screens: choose a text, wait while it is read, read it through, and undo what was made of it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from blog.models import BlogPage
from conversion.attribution.proposals import Kind

from .drafts import DraftMaker, PostChangedError, undo
from .forms import ReviewForm, StartForm
from .models import ReadText
from .review import describe_phrase, make_events, make_parts, make_topics
from .services import MAX_AT_ONCE, read, read_page
from .start import may_write
from .tasks import read_in_background

MAX_LISTED = 10


class WriterMixin(View):
    """Refuses users who may not write posts."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_write(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class StartView(WriterMixin, WagtailAdminTemplateMixin, View):
    """Takes files or a pasted text, reads small ones at once and hands large ones to a task."""

    page_title = gettext_lazy("Write from Word or text")
    header_icon = "upload"
    template_name = "word/start.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=StartForm()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = StartForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        texts = create_texts(form, request.user)
        if len(texts) == 1:
            return redirect("word_review", texts[0].pk)
        messages.success(request, _("Each file is listed below: read them through one by one."))
        return redirect("word_start")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        texts = ReadText.objects.filter(user_id=self.request.user.pk or 0).defer(
            "content", "report", "proposals", "matches"
        )
        return super().get_context_data(texts=texts[:MAX_LISTED], **kwargs)


def create_texts(form: StartForm, user: Any) -> list[ReadText]:
    """Create a text for each file, or for what was pasted, and have them read."""
    data = form.cleaned_data
    common = {"user": user, "as_it_was": data["as_it_was"]}
    texts = [ReadText(name=file.name[:255], content=file.read(), **common) for file in data["documents"]]
    if data["text"] and not texts:
        texts = [ReadText(content=(data["pasted_html"] or data["text"]).encode(), **common)]
    for text in texts:
        text.save()
        if len(text.content) <= MAX_AT_ONCE:
            read(text)
        else:
            read_in_background.enqueue(text.pk)
    return texts


class TextMixin(WriterMixin):
    """Views of one text, which is its owner's alone."""

    @cached_property
    def text(self) -> ReadText:
        texts = ReadText.objects.filter(user_id=self.request.user.pk or 0).select_related("target", "page")
        return get_object_or_404(texts, pk=self.kwargs["pk"])

    def check_target(self) -> None:
        """Refuse if the post that was read is not the user's to edit, or is locked."""
        if self.text.target:
            permissions = self.text.target.permissions_for_user(self.request.user)
            if not permissions.can_edit() or permissions.page_locked():
                raise PermissionDenied


class ReviewView(TextMixin, WagtailAdminTemplateMixin, View):
    """Shows the report as it will look, with each proposal where it stands, and makes the draft."""

    header_icon = "upload"
    template_name = "word/review.html"

    def get_page_title(self) -> str:
        return str(self.text)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        start = {"url": reverse("word_start"), "label": StartView.page_title}
        return [*self.breadcrumbs_items, start, {"url": "", "label": str(self.text)}]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(ReviewForm(text=self.text))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.check_target()
        if self.text.state != ReadText.State.READY:
            return redirect("word_review", pk)
        form = ReviewForm(request.POST, text=self.text)
        if not form.is_valid():
            return self.show(form)
        try:
            page = DraftMaker(self.text, form, request.user).make()
        except PostChangedError:
            messages.error(request, _("The post has been changed since it was read. Find who said what once more."))
            return redirect("word_find", self.text.target_id)
        button = messages.button(reverse("word_review", args=[pk]), _("Undo, or read it through again"))
        messages.success(request, _("The draft is made. Look it over and publish it."), buttons=[button])
        return redirect("wagtailadmin_pages:edit", page.pk)

    def show(self, form: ReviewForm) -> HttpResponse:
        parts = make_parts(self.text, form) if self.text.state == ReadText.State.READY else []
        return self.render_to_response(self.get_context_data(form=form, parts=parts))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parts, form, text = kwargs["parts"], kwargs["form"], self.text
        proposals = [part for part in parts if part.proposal]
        return super().get_context_data(
            text=text,
            phrases=[describe_phrase(proposal) for proposal in form.proposals if proposal.kind == Kind.PHRASE],
            number=len(proposals),
            certain=sum(part.is_certain for part in proposals),
            topics=make_topics(text, form),
            reported=make_events(form, "reported", text.matches.get("reported", [])),
            announced=make_events(form, "announced", (text.matches.get("announced") or {}).get("events", [])),
            announcement=text.matches.get("announced"),
            progress_url=reverse("word_progress", args=[text.pk]),
            **kwargs,
        )


class ProgressView(TextMixin):
    """How far the reading of a text is, as ``static/js/word-progress.js`` asks for it."""

    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        return JsonResponse({"over": not self.text.is_being_read, "step": self.text.step, "done": self.text.done})


class UndoView(TextMixin):
    """Deletes the draft and what was made beside it."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.check_target()
        page = self.text.page
        if self.text.state == ReadText.State.DONE and page and not page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        if self.text.state == ReadText.State.DONE:
            kept = undo(self.text, request.user)
            if kept:
                messages.warning(
                    request, _("These stay, since they are published, used or changed: %s.") % ", ".join(kept)
                )
            else:
                messages.success(request, _("All of it is undone."))
        return redirect("word_review", pk)


class FindView(WriterMixin, WagtailAdminTemplateMixin, View):
    """Begins to find who said what in a post that is here already."""

    page_title = gettext_lazy("Find who said what")
    header_icon = "openquote"
    template_name = "word/find.html"

    @cached_property
    def page(self) -> BlogPage:
        page = get_object_or_404(BlogPage, pk=self.kwargs["page_id"])
        if not page.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return page

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = {"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "label": self.page.title}
        return [*self.breadcrumbs_items, edit, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(page=self.page))

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        text = ReadText.objects.create(user_id=request.user.pk, name=self.page.title[:255], target=self.page)
        read_page(text)
        return redirect("word_review", text.pk)
