"""The user of the admin whose request is being answered, for code that is given no request.

Wagtail's ``LogContext`` has them too, but only until the view returns: most of its templates are rendered afterwards.
"""

from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

_user: ContextVar[Any] = ContextVar("admin_user", default=None)


def get_admin_user() -> Any:
    """Return the user, who may be anonymous; None outside the admin."""
    return _user.get()


class AdminUserMiddleware:
    """Remembers the user of each request to the admin until it is answered. It must follow the authentication."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return self.get_response(request)
        token = _user.set(request.user)
        try:
            return self.get_response(request)
        finally:
            _user.reset(token)
