"""Posts in the editors' calendar, on the day that they bear."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from content.calendar_sources import DatedPage, register_calendar_source

from .models import BlogPage


@register_calendar_source(BlogPage)
def get_dated_posts(posts: Any, first: date, last: date) -> Iterator[DatedPage]:
    for post in posts.filter(date__date__range=(first, last)).order_by("date", "pk"):
        day = timezone.localdate(post.date)
        yield DatedPage(post, day, day)
