"""Other words for the same thing: what editors say, what texts explain, and what is written together or apart."""

from django.db.models import Q

from search.models import Acronym, Synonym, Word

from .language import Clause, Term
from .text import words

#: The longest name that is looked for, in words.
LONGEST = 6


def equivalents(clauses: list[Clause]) -> list[tuple[Term, ...]]:
    """Return, for each clause, the terms that may stand in its place.

    A name of several words, such as “Royal Society of Arts”, has its short form in the place of each of them.
    """
    runs = _runs(clauses)
    others: list[dict[Term, None]] = [{} for _clause in clauses]
    for text, meanings in _meanings(set(runs)).items():
        for start, end in runs[text]:
            for place in range(start, end):
                others[place] |= {Term(meaning, phrase=" " in meaning): None for meaning in meanings}
    return [tuple(terms) for terms in others]


def _runs(clauses: list[Clause]) -> dict[str, list[tuple[int, int]]]:
    """Return the texts of all runs of clauses, folded, with the places where each is."""
    texts = [" ".join(words(clause.terms[0].text)) if len(clause.terms) == 1 else "" for clause in clauses]
    runs = {}
    for start in range(len(texts)):
        for end in range(start + 1, min(start + LONGEST, len(texts)) + 1):
            if not all(texts[start:end]):
                break
            runs.setdefault(" ".join(texts[start:end]), []).append((start, end))
    return runs


def _meanings(texts: set[str]) -> dict[str, set[str]]:
    """Return what else each of the texts that has equivalents may be called, folded."""
    found: dict[str, set[str]] = {}

    def add(text: str, meaning: str) -> None:
        if text in texts and meaning and meaning != text:
            found.setdefault(text, set()).add(meaning)

    for synonym in Synonym.objects.all():
        short = " ".join(words(synonym.words))
        for meaning in (" ".join(words(meaning)) for meaning in synonym.meanings):
            add(short, meaning)
            if synonym.both_ways:
                add(meaning, short)
    for acronym in Acronym.objects.filter(Q(short__in=texts) | Q(long__in=texts)).order_by("-documents")[:10]:
        add(acronym.short, acronym.long)
        add(acronym.long, acronym.short)
    together = {f"{first}{second}": f"{first} {second}" for first, second in map(str.split, _pairs(texts))}
    for word in Word.objects.filter(word__in=together).values_list("word", flat=True):
        add(together[word], word)
    return found


def _pairs(texts: set[str]) -> list[str]:
    return [text for text in texts if text.count(" ") == 1]
