"""Passwords of private pages and files: Wagtail's own views, with a limit on wrong ones."""

from collections.abc import Callable
from math import ceil

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail import views as pages
from wagtail.documents.views import serve as documents

from core.ratelimit import get_client, reset_attempts, shared_retry_after

MAX_WRONG_PASSWORDS = 5
WINDOW = 3600  # seconds


def open_private_page(request: HttpRequest, page_view_restriction_id: int, page_id: int) -> HttpResponse:
    """Check the password of a private page. A visitor may give five wrong ones an hour to each page."""
    subject = f"{page_view_restriction_id} {get_client(request)}"
    return _answer(
        request,
        subject,
        "page password",
        lambda: pages.authenticate_with_password(request, page_view_restriction_id, page_id),
    )


def open_private_file(request: HttpRequest, restriction_id: int) -> HttpResponse:
    """Check the password of the files of a private collection, with the same limit."""
    subject = f"{restriction_id} {get_client(request)}"
    return _answer(
        request, subject, "file password", lambda: documents.authenticate_with_password(request, restriction_id)
    )


def _answer(request: HttpRequest, subject: str, purpose: str, check: Callable[[], HttpResponse]) -> HttpResponse:
    if request.method == "POST" and (seconds := shared_retry_after(subject, purpose, MAX_WRONG_PASSWORDS, WINDOW)):
        context = {"minutes": ceil(seconds / 60)}
        headers = {"Retry-After": str(seconds), "Cache-Control": "no-store"}
        return TemplateResponse(request, "errors/too_many_tries.html", context, status=429, headers=headers)
    response = check()
    if response.status_code == 302:
        reset_attempts(subject, purpose, WINDOW)
    return response
