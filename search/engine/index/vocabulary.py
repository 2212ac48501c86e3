"""Vocabulary of the site: its words, the acronyms that its texts explain, and how many documents have a stem.

Spelling is corrected by these words, and rare ones weigh more than common ones. Only public texts are read. A page that
is hidden later may leave words behind until the next count, so that code that shows a word checks first whether
something visible still has it (``query.spelling``).
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from django.db import connection, transaction
from wagtail.models import Site

from core.jobs import every
from search.models import Acronym, SearchDocument, Stem, Word
from search.models.documents import SearchDocumentQuerySet
from search.tokenizer import MAX_WORD_LENGTH, find_written_forms, get_distinct_words, normalise, split_words

from ..db.sql import select_columns

#: Stems of fewer documents are counted at each search, which then takes less than a millisecond.
MIN_STORED_FREQUENCY = 300
#: Shorter words are not worth being suggested.
MIN_WORD_LENGTH = 3
#: “Royal Society of Arts (RSA)”: the short form in parentheses, whose letters begin the words before them.
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z0-9&-]{1,9})\)")
#: How many characters before the parentheses are read.
_MAX_LONG_FORM_LENGTH = 120
#: Words that an acronym may leave out.
_SMALL_WORDS = {"a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "with", "s"}


def get_document_words(row: SearchDocument) -> set[str]:
    """Return the words of a row that spelling may be corrected to."""
    return {word for word in get_distinct_words(_get_text(row)) if _is_worth_suggesting(word)}


def get_written_forms(row: SearchDocument) -> dict[str, str]:
    """Return the same words, each with one of the ways in which the row writes it."""
    forms = {plain: written for written, plain in find_written_forms(_get_text(row))}
    return {word: written for word, written in forms.items() if _is_worth_suggesting(word)}


def _get_text(row: SearchDocument) -> str:
    return "\n".join([row.title, row.summary, *row.people, *row.topics, row.body])


def _is_worth_suggesting(word: str) -> bool:
    return MIN_WORD_LENGTH <= len(word) < MAX_WORD_LENGTH and not word.isdigit()


def find_acronyms(text: str) -> set[tuple[str, str]]:
    """Return the short forms that a text explains, each with its long form, both normalised."""
    found = set()
    for match in _ACRONYM.finditer(text):
        short = normalise(match[1])
        before = split_words(text[max(0, match.start() - _MAX_LONG_FORM_LENGTH) : match.start()])
        for start in range(len(before) - 1, -1, -1):
            initials = "".join(word[0] for word in before[start:] if word not in _SMALL_WORDS)
            with_small = "".join(word[0] for word in before[start:])
            if before[start] not in _SMALL_WORDS and short in (initials, with_small) and len(before) - start > 1:
                found.add((short, " ".join(before[start:])))
                break
    return found


def learn_words(rows: Iterable[SearchDocument]) -> None:
    """Add the words and acronyms of rows that were published just now. What is known already costs next to nothing."""
    rows = list(rows)
    new: set[str] = set().union(*map(get_document_words, rows))
    new -= set(Word.objects.filter(word__in=new).values_list("word", flat=True))
    # In order, so that two pages that are published at once do not wait for each other.
    Word.objects.bulk_create([Word(word=word) for word in sorted(new)], ignore_conflicts=True)
    pairs: set[tuple[str, str]] = set().union(*(find_acronyms(row.body) for row in rows))
    Acronym.objects.bulk_create(
        [Acronym(short=short, long=long) for short, long in sorted(pairs)], ignore_conflicts=True
    )


@every(timedelta(days=1))
def count_words() -> None:
    """Count all words, stems and acronyms of the public texts anew."""
    counts: Counter[str] = Counter()
    acronyms: Counter[tuple[str, str]] = Counter()
    for site in Site.objects.select_related("root_page"):
        rows = SearchDocument.objects.visible(site).only("title", "summary", "people", "topics", "body")
        for row in rows.iterator(chunk_size=200):
            counts.update(get_document_words(row))
            acronyms.update(find_acronyms(row.body))
    with transaction.atomic():
        Word.objects.all().delete()
        Word.objects.bulk_create((Word(word=word, documents=n) for word, n in counts.items()), batch_size=2000)
        Acronym.objects.all().delete()
        Acronym.objects.bulk_create(
            Acronym(short=short, long=long, documents=n) for (short, long), n in acronyms.items()
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
                [MIN_STORED_FREQUENCY, MIN_STORED_FREQUENCY],
            )


def get_document_frequencies(tsqueries: Iterable[str], visible: SearchDocumentQuerySet) -> dict[str, int]:
    """Return how many ``visible`` rows match each tsquery of one word and, under the key ``""``, how many there are.

    For the commonest words, and for many rows, it is the number of the last count.
    """
    words = {"", *tsqueries}
    with connection.cursor() as cursor:
        # All words as one parameter, so that it is the same prepared statement for any number of them.
        cursor.execute(
            "SELECT stem, documents FROM search_stem WHERE stem = ANY(%s)", [[word.strip("'") for word in words]]
        )
        counts = {f"'{stem}'" if stem else "": number for stem, number in cursor}
        if rare := words - counts.keys() - {""}:
            sql, parameters = select_columns(visible, "vector")
            cursor.execute(
                f"""
                SELECT word, (SELECT count(*) FROM ({sql}) AS v WHERE v.vector @@ word::tsquery)
                FROM unnest(%s::text[]) AS word
                """,  # noqa: S608 - the inner query is Django's, its values are parameters
                [*parameters, list(rare)],
            )
            counts.update(cursor.fetchall())
    return {**counts, "": counts.get("") or visible.count()}
