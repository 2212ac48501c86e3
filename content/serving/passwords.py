"""Passwords of private pages: Wagtail's own view, with a limit on wrong ones."""

from math import ceil

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail.views import authenticate_with_password

from core.ratelimit import get_client, reset_attempts, shared_retry_after

MAX_WRONG_PASSWORDS = 5
WINDOW = 3600  # seconds
PURPOSE = "page password"


def open_private_page(request: HttpRequest, page_view_restriction_id: int, page_id: int) -> HttpResponse:
    """Check the password of a private page. A visitor may give five wrong ones an hour to each page."""
    subject = f"{page_view_restriction_id} {get_client(request)}"
    if request.method == "POST" and (seconds := shared_retry_after(subject, PURPOSE, MAX_WRONG_PASSWORDS, WINDOW)):
        context = {"minutes": ceil(seconds / 60)}
        response = TemplateResponse(request, "errors/too_many_tries.html", context, status=429)
        response["Retry-After"] = str(seconds)
        return response
    response = authenticate_with_password(request, page_view_restriction_id, page_id)
    if response.status_code == 302:
        reset_attempts(subject, PURPOSE, WINDOW)
    return response
