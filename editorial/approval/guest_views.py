"""What somebody with an approval link sees: one version of a page, or their passages in it, and how to answer.

The secret in the address is the only authority here, so that the forms need no protection against requests from other
sites: nobody can send one without knowing the address. A token against them could not work either, as browsers send
``Origin: null`` with the forms of a page whose policy is ``no-referrer`` (Fetch, “Append a request Origin header”).
"""

from math import ceil
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View
from wagtail.admin.utils import get_user_display_name

from content.models import BasePage
from core.database_roles import register_primary_paths
from core.ratelimit import retry_after, shared_retry_after
from editorial.notices import get_organisation

from . import services
from .forms import CommentForm, PassageForm
from .models import ApprovalAnswer

register_primary_paths(r"^/approve/")
#: Guesses of one client before it is refused for a while. A link that was cut off is opened a few times.
MAX_GUESSES = 10
GUESS_SECONDS = 600
#: Answers by one link: each sends an e-mail.
MAX_ANSWERS = 30
ANSWER_SECONDS = 3600


@method_decorator([csrf_exempt, never_cache, sensitive_post_parameters()], name="dispatch")
class ApprovalView(View):
    http_method_names = ("get", "head", "post")

    def dispatch(self, request: HttpRequest, *args: Any, token: str, **kwargs: Any) -> HttpResponseBase:
        request.unlogged = (token,)  # type: ignore[attr-defined]  # read by the log's middleware
        link = services.find_link(token)
        response: HttpResponseBase
        if link is None:
            response = self.refuse_guess(request)
        elif not link.is_open:
            context = {"link": link, "organisation": get_organisation(), "noindex": True}
            response = TemplateResponse(request, "approval/closed.html", context, status=404)
        else:
            self.link, self.address = link, reverse("approval", args=[token])
            response = super().dispatch(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    def refuse_guess(self, request: HttpRequest) -> HttpResponse:
        if seconds := retry_after(request, "approval", MAX_GUESSES, GUESS_SECONDS):
            return refuse(request, seconds)
        raise Http404

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return self.show(CommentForm(), self.make_forms())

    def post(self, request: HttpRequest) -> HttpResponseBase:
        if seconds := shared_retry_after(str(self.link.pk), "approval answer", MAX_ANSWERS, ANSWER_SECONDS):
            return refuse(request, seconds)
        wanted = request.POST.get("answer", "")
        comment_form, forms = CommentForm(), self.make_forms()
        if wanted == "approve":
            services.answer(self.link, ApprovalAnswer.Kind.APPROVED)
            return self.go_back()
        chosen: CommentForm | PassageForm
        if wanted == "comment":
            chosen = comment_form = CommentForm(request.POST)
        else:
            number = next((number for number, form in enumerate(forms) if form.prefix == wanted), None)
            if number is None:
                return self.go_back()
            forms[number] = chosen = PassageForm(request.POST, passage=forms[number].passage, number=number)
        if not chosen.is_valid():
            return self.show(comment_form, forms)
        services.answer(self.link, **chosen.answer)
        return self.go_back()

    def go_back(self) -> HttpResponseRedirect:
        return HttpResponseRedirect(f"{self.address}#approval-answered")

    @property
    def page(self) -> BasePage:
        if not hasattr(self, "_page"):
            self._page = services.get_version(self.link)
        return self._page

    def make_forms(self) -> list[PassageForm]:
        passages = services.get_passages(self.link, self.page)
        return [PassageForm(passage=passage, number=number) for number, passage in enumerate(passages)]

    def show(self, comment_form: CommentForm, forms: list[PassageForm]) -> HttpResponseBase:
        """Show the page as visitors would see it, without its surroundings, or its passages alone; the forms below."""
        request: Any = self.request
        editor = self.link.created_by
        request.is_preview, request.preview_mode = True, ""
        approval = {
            "link": self.link,
            "address": self.address,
            "answers": list(self.link.answers.all()),
            "comment_form": comment_form,
            "forms": forms,
            "organisation": get_organisation(),
            "editor": get_user_display_name(editor) if editor else get_organisation(),
            "failed": next((form for form in [comment_form, *forms] if form.errors), None),
        }
        if self.link.speaker:
            request.current_page = self.page
            context = {"page": self.page, "passages": forms}
            template = "approval/passages.html"
        else:
            context = self.page.get_context(request) | {"sections": [], "related": []}  # other pages
            template = self.page.get_template(request)
        return TemplateResponse(request, template, context | {"approval": approval, "noindex": True})


def refuse(request: HttpRequest, seconds: int) -> HttpResponse:
    """Answer 429 (RFC 6585, section 4) with a page that says when to try again."""
    response = TemplateResponse(request, "errors/too_many_tries.html", {"minutes": ceil(seconds / 60)}, status=429)
    response["Retry-After"] = str(seconds)
    return response
