"""The line of the care list about searches that found nothing, and for which nobody has done anything yet."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.permissions import policy_registry

from content.care import CareItem, register_care

from .models import Promotion, SearchCount, Synonym

DAYS = 30
#: One search that found nothing may have been a slip.
MIN_FAILURES = 2


@register_care(70)
def count_failed_searches(user: Any) -> CareItem | None:
    if not policy_registry.get_by_type(SearchCount).user_has_permission(user, "view"):
        return None
    number = len(get_failed_queries())
    text = ngettext(
        "%(number)d search that found nothing, more than once",
        "%(number)d searches that found nothing, more than once",
        number,
    )
    return CareItem(text % {"number": number}, f"{reverse('searches:index')}?show=failed") if number else None


def get_failed_queries() -> list[str]:
    """Return the queries of the last days that failed again and again, but for those with a synonym or a promotion.

    A query whose latest day found something is put right by what was published since.
    """
    counts = SearchCount.objects.filter(day__gt=timezone.localdate() - timedelta(days=DAYS))
    failed = counts.values("query").annotate(failed=Sum("failures")).filter(failed__gte=MIN_FAILURES)
    queries = list(failed.values_list("query", flat=True))
    latest = counts.filter(query__in=queries).order_by("query", "-day").distinct("query")
    still = [count.query for count in latest if count.results == 0]
    phrases = Promotion.objects.values_list("phrases", flat=True)
    words = Synonym.objects.filter(Q(words__gt="") | Q(same_as__gt="")).values_list("words", flat=True)
    known = {line.strip().casefold() for text in [*phrases, *words] for line in text.replace(",", "\n").splitlines()}
    return [query for query in still if query not in known]
