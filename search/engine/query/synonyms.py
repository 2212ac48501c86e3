"""Synonyms: other words for the same thing, from editors, acronyms in the texts, numbers, dates and people's names."""

from collections.abc import Iterable

from django.db import connection

from search.models import STEM_CONFIG, Word
from search.models.documents import SearchDocumentQuerySet
from search.tokenizer import normalise, split_words

from ..db.sql import select_columns
from .dates import get_date_alternatives, spell_out_day
from .english import is_english
from .numerals import find_numbers, get_numeral_alternatives
from .parser import Clause, Term
from .person_names import find_other_names

#: The longest name that has synonyms, in clauses.
MAX_NAME_CLAUSES = 6
#: How many acronyms of a query are looked up in the texts.
MAX_ACRONYMS = 10
#: How many clauses such as “harb*” are looked up, and how many words that begin so are searched for.
MAX_BEGINNINGS, MAX_WORDS_OF_BEGINNING = 3, 20


def find_synonyms(
    clauses: list[Clause], visible: SearchDocumentQuerySet
) -> tuple[list[tuple[Term, ...]], frozenset[str]]:
    """Return, for each clause, the terms that may stand in its place; and the words to ignore, normalised.

    An acronym is known as long as one of the ``visible`` rows has it beside its long form; one that is a word of
    English, such as “IT”, only where it is written in capitals. A name of several words, such as “Royal Society of
    Arts”, has its short form in the place of each of them.
    """
    texts = [_get_text(clause) for clause in clauses]
    places = _get_places(texts)
    # Dictionaries, to keep the order without repeating a term.
    synonyms: list[dict[Term, None]] = [{} for _clause in clauses]
    found, ignored_words = _find_stored_synonyms(set(places), _get_words_in_capitals(clauses), visible)
    for text, number in find_numbers(places, texts).items():
        found.setdefault(text, set()).add(number)
    for text, meanings in found.items():
        for start, end in places[text]:
            for place in range(start, end):
                synonyms[place] |= {Term(meaning, is_phrase=" " in meaning): None for meaning in meanings}
    names = find_other_names(texts, visible)
    for place, beginning_so in _find_words_that_begin_so(clauses).items():
        synonyms[place] |= {Term(word): None for word in beginning_so}
    alternatives = zip(texts, names, get_date_alternatives(texts), get_numeral_alternatives(texts), strict=True)
    for place, (text, other_names, parts_of_days, number) in enumerate(alternatives):
        day = spell_out_day(clauses[place].terms[0].text) if text else None
        words = (*sorted(other_names), *parts_of_days, *filter(None, [number]))
        synonyms[place] |= {Term(word): None for word in words}
        synonyms[place] |= {Term(day, is_phrase=True): None} if day else {}
    return [tuple(terms) for terms in synonyms], ignored_words


def _get_text(clause: Clause) -> str:
    """Return a clause as normalised words; empty if it has several terms."""
    return " ".join(split_words(clause.terms[0].text)) if len(clause.terms) == 1 else ""


def _find_words_that_begin_so(clauses: list[Clause]) -> dict[int, list[str]]:
    """Return the commonest words of the site that a clause such as “universi*” means, by the place of the clause.

    The index has stems: no stem begins with “universi”.
    """
    beginnings = {
        n: normalise(clause.terms[0].text) for n, clause in enumerate(clauses) if clause.terms[0].is_beginning
    }
    return {
        place: list(
            Word.objects.filter(word__startswith=text)
            .order_by("-documents", "word")
            .values_list("word", flat=True)[:MAX_WORDS_OF_BEGINNING]
        )
        for place, text in list(beginnings.items())[:MAX_BEGINNINGS]
    }


def _get_words_in_capitals(clauses: list[Clause]) -> set[str]:
    """Return the normalised words that are written in capitals; none where all of several are."""
    written = [term.text for clause in clauses for term in clause.terms]
    capitals = [text for text in written if text.isupper()]
    return set() if len(capitals) == len(written) > 1 else {word for text in capitals for word in split_words(text)}


def _get_places(texts: list[str]) -> dict[str, list[tuple[int, int]]]:
    """Return each text that consecutive clauses make, with the places (start, end) where it stands in the query."""
    places: dict[str, list[tuple[int, int]]] = {}
    for start in range(len(texts)):
        for end in range(start + 1, min(start + MAX_NAME_CLAUSES, len(texts)) + 1):
            if not all(texts[start:end]):
                break
            places.setdefault(" ".join(texts[start:end]), []).append((start, end))
    return places


def _find_stored_synonyms(
    texts: set[str], in_capitals: set[str], visible: SearchDocumentQuerySet
) -> tuple[dict[str, set[str]], frozenset[str]]:
    """Return the synonyms of each text that has any, and the words to ignore; all normalised.

    ``in_capitals`` are the words that are written so.
    """
    found: dict[str, set[str]] = {}
    ignored_words: set[str] = set()

    def add(text: str, meaning: str) -> None:
        if text in texts and meaning and meaning != text:
            found.setdefault(text, set()).add(meaning)

    pairs = [text.split() for text in texts if text.count(" ") == 1]
    joined = {f"{first}{second}": f"{first} {second}" for first, second in pairs}
    for origin, text, meaning, both_ways in _fetch_stored(texts, joined, visible):
        if origin == "synonym":
            for other in filter(None, (" ".join(split_words(part)) for part in meaning.split(","))):
                add(" ".join(split_words(text)), other)
                if both_ways:
                    add(other, " ".join(split_words(text)))
        elif origin == "ignored":
            ignored_words |= set(split_words(text))
        elif origin == "acronym":
            if not is_english(text):
                add(meaning, text)
            if text in in_capitals or not is_english(text):
                add(text, meaning)
        else:
            add(joined[text], text)
    return found, frozenset(ignored_words)


def _fetch_stored(texts: Iterable[str], joined: Iterable[str], visible: SearchDocumentQuerySet) -> list[tuple]:
    """Return the synonyms and ignored words of the editors, the likeliest acronyms, and which of ``joined`` are words.

    The rows are (origin, words, meaning, both ways). The editors' rows are few: all are read.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT 'synonym', words, same_as, both_ways FROM search_synonym
            UNION ALL SELECT 'ignored', word, '', false FROM search_ignoredword
            UNION ALL (SELECT 'acronym', short, long, true FROM search_acronym WHERE short = ANY(%s) OR long = ANY(%s)
                        ORDER BY documents DESC LIMIT %s)
            UNION ALL SELECT 'word', word, '', false FROM search_word WHERE word = ANY(%s)
            """,
            [list(texts), list(texts), MAX_ACRONYMS, list(joined)],
        )
        rows = cursor.fetchall()
    likeliest = {(short, long) for origin, short, long, _both_ways in rows if origin == "acronym"}
    hidden = likeliest - _filter_visible(likeliest, visible)
    return [row for row in rows if row[1:3] not in hidden]


def _filter_visible(acronyms: set[tuple[str, str]], visible: SearchDocumentQuerySet) -> set[tuple[str, str]]:
    """Return those (short, long) that one of the visible rows has both forms of."""
    if not acronyms:
        return set()
    shorts, longs = zip(*acronyms, strict=True)
    sql, parameters = select_columns(visible, "vector")
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT short, long FROM unnest(%s::text[], %s::text[]) AS acronym (short, long)
            WHERE EXISTS (SELECT FROM ({sql}) AS v WHERE v.vector @@
                          (plainto_tsquery(%s, short) && phraseto_tsquery(%s, long)))
            """,  # noqa: S608 - the inner query is Django's, its values are parameters
            [list(shorts), list(longs), *parameters, STEM_CONFIG, STEM_CONFIG],
        )
        return set(cursor.fetchall())
