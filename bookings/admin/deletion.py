"""Hooks that refuse to delete an event with bookings.

People who booked were told when their data is deleted and how to cancel: both need the event.
"""

from functools import reduce
from operator import or_

from django.db.models import Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from events.models import EventPage


def refuse_deletion(request, pages):
    """Return a response that names an event among ``pages``, or below them, with bookings; None if there is none."""
    below = reduce(or_, (Q(path__startswith=page.path) for page in pages))
    event = EventPage.objects.defer_streamfields().filter(below, bookings__isnull=False).first()
    if event is None:
        return None
    text = _(
        "“%(title)s” has bookings, so nothing was deleted. Cancel it instead: those who booked are told. "
        "It can be deleted once the bookings are: by themselves on %(day)s, or one by one in the list of bookings."
    )
    day = event.bookings_deleted_on
    messages.error(request, text % {"title": event.title, "day": date_format(day) if day else "–"})
    return redirect(reverse("wagtailadmin_explore", args=[pages[0].get_parent().pk]))


# Before any other hook, because this message says what the editor can do.
@hooks.register("before_delete_page", order=-10)
def refuse_deletion_of_page(request, page):
    return refuse_deletion(request, [page])


@hooks.register("before_bulk_action", order=-10)
def refuse_deletion_of_pages(request, action_type, objects, action):
    if action_type == "delete" and objects and hasattr(objects[0], "path"):
        return refuse_deletion(request, objects)
    return None
