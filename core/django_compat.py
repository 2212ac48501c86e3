"""Private interfaces of Django that the site's middleware uses, also where Wagtail is not installed.

Apart from ``core.wagtail_compat``, which imports Wagtail's models. Written for Django 5.2.
"""

from django.http import HttpRequest


def get_loaded_user_id(request: HttpRequest) -> int | None:
    """Return the id of the user if a view has looked at ``request.user``; this asks no database."""
    return getattr(getattr(request, "_cached_user", None), "pk", None)
