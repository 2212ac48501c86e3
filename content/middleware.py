"""What the admin answers when a page may not be published or deleted, wherever it was tried."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from .publishing import PublicationRefusedError


class RefusalMiddleware:
    """Turn a refusal into a message and lead to the page's editor.

    Its form says by itself what is wrong. A workflow's approval and bulk actions have no such form: without this they
    would end as a server error.
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
