"""The form at ``correct/`` below a page, for readers who found a mistake. It asks for no name, and for no address."""

from functools import partial
from math import ceil
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.models import get_page_models

from content.extension import register_route
from content.models import BasePage
from core.database_roles import register_primary_paths
from core.ratelimit import get_client, shared_retry_after

from .emails import tell_editors
from .models import ReaderCorrection

register_primary_paths(r"/correct/")
MAX_FORMS = 5  # of one client
#: Each sends an e-mail to the editors.
MAX_FORMS_PER_PAGE = 30
WINDOW_SECONDS = 3600


class CorrectionForm(forms.ModelForm):
    """``more`` is a honeypot, which only programs fill in."""

    more = forms.CharField(
        required=False,
        label=gettext_lazy("Leave this field empty"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    class Meta:
        model = ReaderCorrection
        fields = ("text", "email")
        labels = {
            "text": gettext_lazy("What is wrong, and what would be right?"),
            "email": gettext_lazy("Your e-mail address"),
        }
        help_texts = {
            "email": gettext_lazy("Only if you would like an answer."),
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 6}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def clean_more(self) -> str:
        if self.cleaned_data["more"]:
            raise forms.ValidationError(_("Leave this field empty, please: programs fill it in."))
        return ""


def register_corrections() -> None:
    """Give the form to every page type that takes corrections."""
    for page_type in get_page_models():
        if getattr(page_type, "takes_corrections", False):
            register_route(page_type, "correct/", name="correct")(correct)
            register_route(page_type, "correct/sent/", name="correction_sent")(partial(correct, is_sent=True))


@method_decorator([never_cache, sensitive_post_parameters()])
def correct(page: BasePage, request: HttpRequest, *, is_sent: bool = False) -> HttpResponse:
    methods = ["GET", "HEAD"] if is_sent else ["GET", "HEAD", "POST"]
    if request.method not in methods:
        return HttpResponseNotAllowed(methods)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    seconds = find_wait(page, request) if form.is_bound else 0
    if seconds:
        many = _("Many forms have come from where you are. Please send yours again in %(minutes)d minutes.")
        form.add_error(None, many % {"minutes": ceil(seconds / 60)})
    elif form.is_valid():
        form.instance.page_id = page.pk
        with transaction.atomic():
            tell_editors(form.save())
        return HttpResponseRedirect(f"{page.get_url(request)}correct/sent/")
    return render(page, request, form=form, is_sent=is_sent, seconds=seconds)


def find_wait(page: BasePage, request: HttpRequest) -> int:
    """Count a form; return the seconds until it may be sent, 0 if now."""
    return shared_retry_after(get_client(request), "correction", MAX_FORMS, WINDOW_SECONDS) or shared_retry_after(
        str(page.pk), "correction of page", MAX_FORMS_PER_PAGE, WINDOW_SECONDS
    )


def render(page: BasePage, request: HttpRequest, *, seconds: int, **context: Any) -> TemplateResponse:
    request.current_page = page  # type: ignore[attr-defined]  # read by the context processors
    context |= {"page": page, "noindex": True}
    response = TemplateResponse(request, "pages/correction.html", context, status=429 if seconds else 200)
    response["X-Robots-Tag"] = "noindex"
    if seconds:
        response["Retry-After"] = str(seconds)
    return response
