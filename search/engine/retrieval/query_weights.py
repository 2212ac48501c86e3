"""Query weights: how much each word of a query counts, and what else its results are scored by."""

from collections import defaultdict
from datetime import datetime

from wagtail.models import Site

from ...spellings import get_spellings
from ...tokenizer import split_words
from ..query.clauses import TITLES, AnalysedClause, ClauseSet
from ..query.dates import find_day, spell_out_day
from ..query.tsquery import get_adjacent_stems, stemmed_title_tsquery, title_tsquery, whole_phrase_tsquery
from .scoring import WEIGHTS, Scoring, idf

#: Results are scored by at most this many words of a query, the weightiest: a pasted paragraph is answered, too.
MAX_TERMS = 20
#: The weight of a synonym, as a part of the weight of the word itself.
SYNONYM_WEIGHT = 0.7
#: The weight of a word of the site's own name or of addresses, as a part of what its rarity would give it.
OWN_WEIGHT = 0.2
#: In queries of at most this many words all of them are looked for as they were typed.
MAX_SHORT_CLAUSES = 2
_ADDRESS_WORDS = frozenset({"http", "https", "www", "com", "org", "net", "gov", "uk"})


def get_own_words(site: Site) -> frozenset[str]:
    """Return the words of a site's name and addresses, which say little about any of its pages."""
    return _ADDRESS_WORDS | frozenset(split_words(f"{site.site_name} {site.hostname}"))


def build_scoring(clause_set: ClauseSet, total: int, now: datetime, own_words: frozenset[str] = frozenset()) -> Scoring:
    """Return how the results of a query are scored. ``total`` is the number of rows that frequencies are part of."""
    included = clause_set.included
    stems = clause_set.required_stems
    terms = _get_synonym_weights(included, total)
    for clause in included:
        share = OWN_WEIGHT if clause.has_only(own_words) else 1
        terms |= {stem: share * weight for stem, weight in _get_word_weights(clause, total).items()}
    if len(terms) > MAX_TERMS:
        known = [stem for stem, n in stems.items() if n and stem in terms]
        terms = {stem: terms[stem] for stem in sorted(known, key=lambda stem: terms[stem], reverse=True)[:MAX_TERMS]}
    if clause_set.is_about_upcoming:
        terms = {stem: weight for stem, weight in terms.items() if stem in stems}
    pairs = [pair for pair in get_adjacent_stems(included) if terms.keys() >= set(pair)]
    in_title = [clause for clause in included if not clause.has_only(TITLES)] or included
    texts = (clause.clause.terms[0].text for clause in included)
    return Scoring(
        now=now,
        terms=terms,
        title=title_tsquery(in_title),
        stemmed_title=stemmed_title_tsquery(in_title),
        pairs=tuple(pairs),
        phrase=whole_phrase_tsquery(included),
        day=find_day([word for text in texts for word in split_words(spell_out_day(text) or text)]),
        typed=_get_typed_forms(included, terms),
        is_about_upcoming=clause_set.is_about_upcoming,
        synonyms=frozenset(terms) - {stem for clause in included for stem in clause.stems},
        weights=WEIGHTS,
    )


def _get_typed_forms(clauses: list[AnalysedClause], terms: dict[str, float]) -> dict[str, float]:
    """Return what texts have that write words as they were typed, as regular expressions, with the words' weights.

    In a longer query only words count whose stem looks otherwise, as that of “university” and “universe” does.
    """
    typed = {}
    for clause in clauses:
        (first, *others) = clause.clause.terms
        words = split_words(first.text)
        if others or first.is_phrase or first.is_beginning or len(words) != 1 or len(clause.stems) != 1:
            continue
        (stem,) = clause.stems
        has_other_look = words[0] not in (stem.strip("'"), stem.strip("'") + "s")
        if stem in terms and (has_other_look or len(clauses) <= MAX_SHORT_CLAUSES):
            typed[rf"\m(?:{'|'.join(map(_get_number_pattern, get_spellings(words[0])))})\M"] = terms[stem]
    return typed


def _get_number_pattern(word: str) -> str:
    """Return a pattern that a noun has in the singular and in the plural."""
    if word.endswith(("y", "ies")):
        return f"{word.removesuffix('y').removesuffix('ies')}(?:y|ies)"
    return f"{word if word.endswith('ss') else word.removesuffix('s')}(?:e?s)?"


def _get_word_weights(clause: AnalysedClause, total: int) -> dict[str, float]:
    return {stem: idf(n, total) for stem, n in clause.stems.items()}


def _get_synonym_weights(clauses: list[AnalysedClause], total: int) -> dict[str, float]:
    """Return the weights of synonyms.

    However rare one is, it weighs no more than the words that it stands for: “weighhouse” no more than “weigh house”.
    """
    weights: dict[str, float] = {}
    replaced: defaultdict[str, float] = defaultdict(float)
    for clause in clauses:
        for stem, n in clause.synonym_stems.items():
            weights.setdefault(stem, idf(n, total) / len(clause.synonym_stems))
            replaced[stem] += sum(_get_word_weights(clause, total).values())
    return {stem: SYNONYM_WEIGHT * min(weight, replaced[stem]) for stem, weight in weights.items()}
