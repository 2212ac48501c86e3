"""Other words for the same thing: what editors say, what texts explain, and what is written together or apart."""

from collections.abc import Iterable

from django.db import connection

from search.models import CONFIG

from . import dates, numerals
from .language import Clause, Term
from .text import words

#: The longest name that is looked for, in words.
LONGEST = 6


def equivalents(clauses: list[Clause], visible) -> tuple[list[tuple[Term, ...]], frozenset[str]]:
    """Return, for each clause, the terms that may stand in its place; and the words to ignore, folded.

    A short form is known as long as one of the ``visible`` rows has it beside its long form.
    A name of several words, such as “Royal Society of Arts”, has its short form in the place of each of them.
    """
    runs = _runs(clauses)
    others: list[dict[Term, None]] = [{} for _clause in clauses]
    found, ignored = _meanings(set(runs), visible)
    for text, meanings in found.items():
        for start, end in runs[text]:
            for place in range(start, end):
                others[place] |= {Term(meaning, phrase=" " in meaning): None for meaning in meanings}
    texts = _texts(clauses)
    for place, (text, parts_of_days, number) in enumerate(
        zip(texts, dates.otherwise(texts), numerals.otherwise(texts), strict=True)
    ):
        day = dates.day_in_words(clauses[place].terms[0].text) if text else None
        others[place] |= {Term(meaning): None for meaning in (*parts_of_days, *filter(None, [number]))}
        others[place] |= {Term(day, phrase=True): None} if day else {}
    return [tuple(terms) for terms in others], ignored


def _texts(clauses: list[Clause]) -> list[str]:
    """Return the clauses as folded words; empty where there is a choice."""
    return [" ".join(words(clause.terms[0].text)) if len(clause.terms) == 1 else "" for clause in clauses]


def _runs(clauses: list[Clause]) -> dict[str, list[tuple[int, int]]]:
    """Return the texts of all runs of clauses, folded, with the places where each is."""
    texts = _texts(clauses)
    runs = {}
    for start in range(len(texts)):
        for end in range(start + 1, min(start + LONGEST, len(texts)) + 1):
            if not all(texts[start:end]):
                break
            runs.setdefault(" ".join(texts[start:end]), []).append((start, end))
    return runs


def _meanings(texts: set[str], visible) -> tuple[dict[str, set[str]], frozenset[str]]:
    """Return what else each of the texts that has equivalents may be called, and the words to ignore; all folded."""
    found: dict[str, set[str]] = {}
    ignored = set()

    def add(text: str, meaning: str) -> None:
        if text in texts and meaning and meaning != text:
            found.setdefault(text, set()).add(meaning)

    together = {f"{first}{second}": f"{first} {second}" for first, second in map(str.split, _pairs(texts))}
    for origin, text, meaning, both_ways in _kept(texts, together, visible):
        if origin == "synonym":
            for other in filter(None, (" ".join(words(part)) for part in meaning.split(","))):
                add(" ".join(words(text)), other)
                if both_ways:
                    add(other, " ".join(words(text)))
        elif origin == "ignored":
            ignored |= set(words(text))
        elif origin == "acronym":
            add(text, meaning)
            add(meaning, text)
        else:
            add(together[text], text)
    return found, frozenset(ignored)


def _kept(texts: Iterable[str], together: Iterable[str], visible) -> list[tuple]:
    """Return what editors keep (which is little), the likeliest acronyms, and the words that exist, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT 'synonym', words, same_as, both_ways FROM search_synonym
            UNION ALL SELECT 'ignored', word, '', false FROM search_ignoredword
            UNION ALL (SELECT 'acronym', short, long, true FROM search_acronym WHERE short = ANY(%s) OR long = ANY(%s)
                        ORDER BY documents DESC LIMIT 10)
            UNION ALL SELECT 'word', word, '', false FROM search_word WHERE word = ANY(%s)
            """,
            [list(texts), list(texts), list(together)],
        )
        rows = cursor.fetchall()
    likeliest = {(short, long) for origin, short, long, _both_ways in rows if origin == "acronym"}
    hidden = likeliest - _explained(likeliest, visible)
    return [row for row in rows if row[1:3] not in hidden]


def _explained(acronyms: set[tuple[str, str]], visible) -> set[tuple[str, str]]:
    """Return those (short, long) that one of the visible rows has beside each other."""
    if not acronyms:
        return set()
    shorts, longs = zip(*acronyms, strict=True)
    sql, parameters = visible.order_by().values("vector").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT short, long FROM unnest(%s::text[], %s::text[]) AS acronym (short, long)
            WHERE EXISTS (SELECT FROM ({sql}) AS v WHERE v.vector @@
                          (plainto_tsquery(%s, short) && phraseto_tsquery(%s, long)))
            """,  # noqa: S608 - the inner query is Django's, its values are parameters
            [list(shorts), list(longs), *parameters, CONFIG, CONFIG],
        )
        return set(cursor.fetchall())


def _pairs(texts: set[str]) -> list[str]:
    return [text for text in texts if text.count(" ") == 1]
