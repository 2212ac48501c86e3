"""Middleware that answers a refused publication in the admin."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from .publishing import PublicationRefusedError


class RefusalMiddleware:
    """Turns a ``PublicationRefusedError`` into a message and a redirect to the page's editor.

    The page's form shows the reasons itself. Approvals in a workflow and bulk actions have no such form; without this
    middleware they would end in a server error.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, PublicationRefusedError) or not request.path.startswith(
            reverse("wagtailadmin_home")
        ):
            return None
        reasons = " ".join(exception.messages)
        messages.error(request, f"“{exception.page.get_admin_display_title()}”: {reasons}")
        address = reverse("wagtailadmin_pages:edit", args=[exception.page.pk])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": address})
        return redirect(address)
