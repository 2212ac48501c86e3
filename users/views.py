"""Logging in and asking for a new password, limited in number: nobody can guess a password by trying.

django-axes refuses the sixth wrong password in an hour for one account from one address, so that an editor is not
locked out elsewhere. What is limited here stands before it: all tries from one address, and all requests for a new
password, by address and by account.
"""

from math import ceil

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail.admin.views.account import LoginView, PasswordResetView

from core.ratelimit import get_client, shared_retry_after

HOUR = 3600  # seconds
#: A whole office may sit behind one address.
MAX_LOGINS_PER_ADDRESS = 60
MAX_RESETS = 5


class LimitedLoginView(LoginView):
    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if seconds := shared_retry_after(get_client(request), "login", MAX_LOGINS_PER_ADDRESS, HOUR):
            return refuse(request, seconds)
        return super().post(request, *args, **kwargs)


class LimitedPasswordResetView(PasswordResetView):
    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        account = request.POST.get("email", "").strip().lower()
        subjects = [get_client(request), f"account {account}"]
        waits = [shared_retry_after(subject, "password reset", MAX_RESETS, HOUR) for subject in subjects]
        if seconds := max(waits):
            return refuse(request, seconds)
        return super().post(request, *args, **kwargs)


def locked_out(request: HttpRequest, original_response=None, credentials=None, **kwargs) -> HttpResponse:
    """Answer to whoever has given too many wrong passwords (``AXES_LOCKOUT_CALLABLE``)."""
    return refuse(request, HOUR)


def axes_client_address(request: HttpRequest) -> str:
    """Return the address by which django-axes counts: of IPv6 the network that one line gets."""
    return get_client(request).partition("/")[0]


def refuse(request: HttpRequest, seconds: int) -> HttpResponse:
    """Answer 429 (RFC 6585, section 4) with a page that says when to try again."""
    response = TemplateResponse(request, "errors/too_many_tries.html", {"minutes": ceil(seconds / 60)}, status=429)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response.render()
