"""The line of the care list about guests who are named again and again, and might have a page.

The report reads all bodies and drafts. Here the records of mentions and credits are enough: published ones, in one
query for each kind.
"""

from collections import defaultdict
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from content.care import CareItem, register_care

from .credits import Credit
from .models import Mention
from .names import split_name
from .views import may_see_guests


@register_care(80)
def count_recurring_guests(user: Any) -> CareItem | None:
    if not may_see_guests(user):
        return None
    rows = {*Mention.objects.filter(person=None).values_list("guest", "page_id")}
    for model in get_credit_models():
        credits = model.objects.filter(person=None, page__live=True).exclude(name="")
        rows |= {*credits.values_list("name", "page_id")}
    pages: dict[str, set[int]] = defaultdict(set)
    for name, page_id in rows:
        pages[split_name(name).key].add(page_id)
    number = sum(len(found) > 1 for found in pages.values())
    text = ngettext("%(number)d guest named on several pages", "%(number)d guests named on several pages", number)
    return CareItem(text % {"number": number}, reverse("guest_report")) if number else None


def get_credit_models() -> list[Any]:
    """Return the models of authors and speakers, of all page types."""
    found, waiting = [], list(Credit.__subclasses__())
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        if not model._meta.abstract:
            found.append(model)
    return found
