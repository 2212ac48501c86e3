"""What a visitor gets of an image that has not been cut to a size (docs/decisions/0078-images-in-the-background.md).

A visitor's request never cuts an image: a page with ten new photographs would take seconds, and hold a thread. It shows
the nearest rendition that exists, in the place of the one that is missing, with the width and height that this will
have, so that nothing moves. Where there is none, it shows a blank of that size.
"""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.images.models import Filter

from .rendition_specs import AVIF

_is_visited: ContextVar[bool] = ContextVar("is_visited", default=False)
#: Rounding to whole pixels changes the proportions of the smallest rendition, of 165 pixels, by so much.
TOLERANCE = 0.02


def may_cut() -> bool:
    """Return whether images may be cut now: by commands, tasks and the admin, not in the request of a visitor."""
    return not _is_visited.get()


class StandInMiddleware:
    """Lets requests outside the admin show stand-ins rather than cut images."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(reverse("wagtailadmin_home")):
            return self.get_response(request)
        token = _is_visited.set(True)
        try:
            return self.get_response(request)
        finally:
            _is_visited.reset(token)


def make_stand_in(image: Any, filter_: Filter, existing: Iterable[Any]) -> Any:
    """Return a rendition that is not stored, with the file of one of ``existing``, or blank.

    Only a cropped size (``fill-``) may be shown by a file of other proportions: style sheets fit it into its place.
    """
    width, height = filter_.get_transform(image).size
    # A browser that knows no AVIF asks for another format.
    readable = [rendition for rendition in existing if AVIF in filter_.spec or AVIF not in rendition.filter_spec]
    candidates = [rendition for rendition in readable if _has_proportions(rendition, width / height)]
    if not candidates and filter_.spec.startswith("fill-"):
        candidates = readable
    nearest = min(candidates, key=lambda rendition: _get_distance(rendition.width, width), default=None)
    return image.get_rendition_model()(
        image=image,
        filter_spec=filter_.spec,
        focal_point_key=filter_.get_cache_key(image),
        file=nearest.file.name if nearest else "",
        width=width,
        height=height,
    )


def _has_proportions(rendition: Any, proportions: float) -> bool:
    return abs(rendition.width / rendition.height / proportions - 1) < TOLERANCE


def _get_distance(width: int, wanted: int) -> tuple[bool, int]:
    """Sort the smallest of those that are large enough first, then the largest of the others."""
    return width < wanted, abs(width - wanted)
