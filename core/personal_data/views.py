"""The screen *Personal data*: find, download and erase everything that the site keeps of an e-mail address."""

import logging

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from core.email_addresses import AddressQuery

from .registry import erase_everything, find_everything
from .sources import Finding, Source

logger = logging.getLogger(__name__)


def may_handle_personal_data(user) -> bool:
    """Whether ``user`` is an administrator: whoever may delete accounts may delete what is kept of others."""
    return user.has_perm(f"{user._meta.app_label}.delete_{user._meta.model_name}")


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("E.g. ada@example.org, in upper or lower case."),
    )
    exactly = forms.BooleanField(
        label=gettext_lazy("Exactly this address"),
        help_text=gettext_lazy(
            "Else addresses of the same mailbox are found too: ada+talks@example.org is delivered to ada@example.org."
        ),
        required=False,
    )

    @property
    def query(self) -> AddressQuery:
        return AddressQuery(self.cleaned_data["email"], with_labels=not self.cleaned_data["exactly"])


@method_decorator(sensitive_post_parameters(), name="dispatch")
class PersonalDataView(WagtailAdminTemplateMixin, TemplateView):
    """Find with POST, so that the address stands in no log and no history of a browser.

    The buttons of the form are named ``download``, ``ask`` (to confirm) and ``erase``.
    """

    page_title = gettext_lazy("Personal data")
    header_icon = "user"
    template_name = "personal_data/search.html"

    def dispatch(self, request: HttpRequest, *args, **kwargs):
        if not may_handle_personal_data(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=AddressForm()))

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        form = AddressForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        if "erase" in request.POST:
            return self.erase(form.query)
        found = find_everything(form.query)
        if "download" in request.POST:
            return self.download(form.query, found)
        context = self.get_context_data(
            form=form,
            found=found,
            is_searched=True,
            is_asked="ask" in request.POST,
            number=sum(len(findings) for source, findings in found if not source.kept_reason),
        )
        return self.render_to_response(context)

    def download(self, query: AddressQuery, found: list[tuple[Source, list[Finding]]]) -> HttpResponse:
        """Answer a request for access (GDPR, articles 15 and 20): all of it as a file of JSON."""
        self.log("download", {source.key: len(findings) for source, findings in found})
        data = {
            "address": query.email,
            "made_at": timezone.now(),
            "kept": [
                {
                    "what": str(source.label),
                    "records": [{"title": finding.title, **finding.details} for finding in findings],
                }
                for source, findings in found
            ],
        }
        response = JsonResponse(data, DjangoJSONEncoder, json_dumps_params={"ensure_ascii": False, "indent": 2})
        response["Content-Disposition"] = 'attachment; filename="personal-data.json"'
        response["Cache-Control"] = "no-store"
        return response

    def erase(self, query: AddressQuery) -> HttpResponse:
        counts = erase_everything(query)
        self.log("erase", counts)
        number = sum(counts.values())
        text = ngettext("%(number)d record was erased.", "%(number)d records were erased.", number)
        messages.success(self.request, text % {"number": number})
        return redirect(reverse("personal_data"))

    def log(self, action: str, counts: dict[str, int]) -> None:
        """Write into both logs who did what to how many records, and not the address: it would stay there."""
        log(self.request.user, f"core.personal_data.{action}", user=self.request.user, data={"records": counts})
        logger.info("Personal data: %s by user %s, records %s", action, self.request.user.pk, counts)
