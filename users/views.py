"""Logging in and asking for a new password, limited in number: nobody can guess a password by trying.

django-axes refuses the sixth wrong password in an hour for one account from one address, so that an editor is not
locked out elsewhere. What is limited here stands before it: all tries from one address, all requests for a new
password, by address and by account, and the old password that changing one's own asks for.
"""

from math import ceil

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail.admin.views.account import AccountView, LoginView, PasswordResetView

from core.ratelimit import get_client, reset_attempts, shared_retry_after

HOUR = 3600  # seconds
#: A whole office may sit behind one address.
MAX_LOGINS_PER_ADDRESS = 60
MAX_RESETS = 5
MAX_WRONG_PASSWORDS = 5


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


class LimitedAccountView(AccountView):
    """Whoever finds a computer where somebody is logged in cannot guess that person's password either."""

    def post(self, request: HttpRequest) -> HttpResponse:
        subject, purpose = f"{request.user.pk} {get_client(request)}", "own password"
        is_try = bool(request.POST.get("password-old_password"))
        if is_try and (seconds := shared_retry_after(subject, purpose, MAX_WRONG_PASSWORDS, HOUR)):
            return refuse(request, seconds)
        response = super().post(request)
        if is_try and response.status_code == 302:
            reset_attempts(subject, purpose, HOUR)
        return response


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
