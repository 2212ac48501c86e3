"""The words that the site uses: spelling is put right by them, and rare ones tell more than common ones.

Only what everybody may read is learnt. A page that is hidden later may leave words behind until the next count, so
that whoever shows a word asks whether something visible still has it (``spelling``).
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from django.db import connection, transaction
from wagtail.models import Site

from core.jobs import every
from search.models import Acronym, SearchDocument, Stem, Word

from .text import LONGEST_WORD, distinct, fold, words

#: Stems of fewer documents are counted at each search, which then takes less than a millisecond.
COMMON = 300
#: Words that are not worth being suggested.
SHORTEST = 3
#: “Royal Society of Arts (RSA)”: the short form in parentheses, whose letters begin the words before them.
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z0-9&-]{1,9})\)")
#: How many characters before the parentheses are looked at.
_BEFORE = 120
_SMALL = {"a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "with", "s"}


def distinct_words(row: SearchDocument) -> set[str]:
    text = "\n".join([row.title, row.summary, *row.people, *row.topics, row.body])
    return {word for word in distinct(text) if SHORTEST <= len(word) < LONGEST_WORD and not word.isdigit()}


def acronyms(text: str) -> set[tuple[str, str]]:
    """Return the short forms that a text explains, each with its long form, both folded."""
    found = set()
    for match in _ACRONYM.finditer(text):
        short = fold(match[1])
        before = words(text[max(0, match.start() - _BEFORE) : match.start()])
        for start in range(len(before) - 1, -1, -1):
            initials = "".join(word[0] for word in before[start:] if word not in _SMALL)
            with_small = "".join(word[0] for word in before[start:])
            if before[start] not in _SMALL and short in (initials, with_small) and len(before) - start > 1:
                found.add((short, " ".join(before[start:])))
                break
    return found


def learn(rows: Iterable[SearchDocument]) -> None:
    """Take in the words of rows that were published just now. What is known already costs next to nothing."""
    rows = list(rows)
    new = set().union(*map(distinct_words, rows))
    new -= set(Word.objects.filter(word__in=new).values_list("word", flat=True))
    # In order, so that two pages that are published at once do not wait for each other.
    Word.objects.bulk_create([Word(word=word) for word in sorted(new)], ignore_conflicts=True)
    pairs = set().union(*(acronyms(row.body) for row in rows))
    Acronym.objects.bulk_create(
        [Acronym(short=short, long=long) for short, long in sorted(pairs)], ignore_conflicts=True
    )


@every(timedelta(days=1))
def count_words() -> None:
    """Count all words, stems and short forms anew, of what everybody may read."""
    counts, short_forms = Counter(), Counter()
    for site in Site.objects.select_related("root_page"):
        rows = SearchDocument.objects.visible(site).only("title", "summary", "people", "topics", "body")
        for row in rows.iterator(chunk_size=200):
            counts.update(distinct_words(row))
            short_forms.update(acronyms(row.body))
    with transaction.atomic():
        Word.objects.all().delete()
        Word.objects.bulk_create((Word(word=word, documents=n) for word, n in counts.items()), batch_size=2000)
        Acronym.objects.all().delete()
        Acronym.objects.bulk_create(
            Acronym(short=short, long=long, documents=n) for (short, long), n in short_forms.items()
        )
        Stem.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO search_stem (stem, documents)
                SELECT word, ndoc FROM ts_stat('SELECT vector FROM search_searchdocument WHERE live')
                WHERE ndoc >= %s
                UNION ALL SELECT '', count(*) FROM search_searchdocument WHERE live HAVING count(*) >= %s
                """,
                [COMMON, COMMON],
            )
