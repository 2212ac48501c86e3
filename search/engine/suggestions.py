"""What a visitor may mean while still typing."""

from django.db.models import Case, F, IntegerField, Value, When
from wagtail.models import Site

from search.models import SearchDocument
from search.models.documents import DOCUMENT, QUOTE

from .results import Suggestion
from .retrieval import matches
from .text import words

MOST_SUGGESTIONS = 8
#: A beginning that is too short matches most of the site.
SHORTEST_PREFIX = 2


def suggest(site: Site, prefix: str, limit: int = MOST_SUGGESTIONS) -> list[Suggestion]:
    """Return what visitors of ``site`` can open whose title has all words typed, the last as a beginning of a word.

    People come first, then topics, then the rest from the newest. Addresses are absolute.
    """
    typed = words(prefix)
    if not typed or len("".join(typed)) < SHORTEST_PREFIX:
        return []
    query = " & ".join([*(f"{word}:A" for word in typed[:-1]), f"{typed[-1]}:*A"])
    order = Case(
        When(kind="person", then=Value(0)),
        When(kind="topic", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = SearchDocument.objects.visible(site).filter(matches(query, "names")).exclude(kind__in=[QUOTE, DOCUMENT])
    rows = rows.order_by(order, F("date").desc(nulls_last=True), "title").select_related("page")[:limit]
    found = rows.only("title", "kind", "page__url_path", "page__path")
    return [Suggestion(row.title, row.page.full_url or "", row.kind) for row in found]
