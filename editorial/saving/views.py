"""Views for the save queue in the browser: whose session it is, and where a log-in within a dialogue ends."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache


@never_cache
def session(request: HttpRequest) -> JsonResponse:
    """Return who is logged in, and the CSRF token of their session. Without a session the admin answers 403."""
    return JsonResponse({"user": request.user.pk, "csrf_token": get_token(request)})


@never_cache
def logged_in(request: HttpRequest) -> HttpResponse:
    """The end of a log-in in the dialogue. The editor sees that the frame has come here, and closes it."""
    return TemplateResponse(request, "editorial/logged_in.html")
