"""The screens of the guide: its chapters with first steps and a search, and one chapter."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page, PageLogEntry

from .chapters import get_chapters, search

MAX_QUERY_LENGTH = 100


@dataclass(frozen=True)
class Step:
    text: str
    done: bool
    url: str


def get_first_steps(user: Any) -> list[Step]:
    """Return what somebody new does first, and what of it they have done."""
    account = reverse("wagtailadmin_account")
    own = Page.objects.filter(owner=user)
    submitted = ["wagtail.publish", "wagtail.workflow.start"]
    return [
        Step(_("Write your name into your account: others see it beside what you do"), bool(user.first_name), account),
        Step(_("Write a draft"), own.exists(), reverse("guide_chapter", args=["writing-up-a-round-table"])),
        Step(
            _("Submit or publish it"),
            PageLogEntry.objects.filter(user=user, action__in=submitted).exists(),
            reverse("guide_chapter", args=["working-together"]),
        ),
    ]


class GuideMixin(WagtailAdminTemplateMixin):
    header_icon = "help"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        guide = {"url": reverse("guide"), "label": _("Guide")}
        return [*self.breadcrumbs_items, guide, {"url": "", "label": self.get_page_title()}]


class GuideView(GuideMixin, TemplateView):
    page_title = gettext_lazy("Guide")
    template_name = "editorial/guide.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET.get("q", "").strip()[:MAX_QUERY_LENGTH]
        return super().get_context_data(**kwargs) | {
            "query": query,
            "hits": search(query),
            "chapters": get_chapters(),
            "steps": get_first_steps(self.request.user),
        }


class ChapterView(GuideMixin, TemplateView):
    template_name = "editorial/guide_chapter.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"chapter": self.chapter, "chapters": get_chapters()}

    @property
    def chapter(self) -> Any:
        found = next((chapter for chapter in get_chapters() if chapter.slug == self.kwargs["slug"]), None)
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        return self.chapter.title
