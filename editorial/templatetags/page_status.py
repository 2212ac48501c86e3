"""Template tag for the status of a page in the admin (``content.status``)."""

from collections.abc import Iterable

from django import template
from django.template import Context
from wagtail.models import Page

from content.status import Status, get_status, get_statuses

register = template.Library()


@register.simple_tag(takes_context=True)
def page_status(context: Context, page: Page) -> Status | None:
    """Return the status of ``page``; None for one that was never saved.

    The statuses of all rows of the list around it are read at once, and kept for this response.
    """
    if not page.pk:
        return None
    request = context.get("request")
    if request is None:
        return get_status(page)
    known = getattr(request, "page_statuses", {})
    if page.pk not in known:
        request.page_statuses = known | get_statuses([page, *get_rows(context, page)])
    return request.page_statuses[page.pk]


def get_rows(context: Context, page: Page) -> list[Page]:
    """Return the pages in the list that is shown, if ``page`` is one of them."""
    table = context.get("table")
    rows = table.data if table is not None else context.get("object_list") or ()
    pages = [row for row in rows if isinstance(row, Page)] if isinstance(rows, Iterable) else []
    # Wagtail's choosers have the page above the list in it, too.
    pages = [row for row in pages if not getattr(row, "is_parent_page", False)]
    return pages if any(row.pk == page.pk for row in pages) else []
