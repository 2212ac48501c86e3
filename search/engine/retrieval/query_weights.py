"""Query weights: how much each word of a query counts, and what else its results are scored by."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime

from ...tokenizer import split_words
from ..query.clauses import TITLES, AnalysedClause, ClauseSet
from ..query.dates import find_day, spell_out_day
from ..query.tsquery import get_adjacent_stems, stemmed_title_tsquery, title_tsquery, whole_phrase_tsquery
from .scoring import WEIGHTS, Scoring, idf

#: Results are scored by at most this many words of a query, the weightiest: a pasted paragraph is answered, too.
MAX_TERMS = 20
#: The weight of a synonym, as a part of the weight of the word itself.
SYNONYM_WEIGHT = 0.7


def build_scoring(clause_set: ClauseSet, total: int, now: datetime) -> Scoring:
    """Return how the results of a query are scored. ``total`` is the number of rows that frequencies are part of."""
    included = clause_set.included
    stems = clause_set.required_stems
    terms = _get_synonym_weights(included, total)
    for clause in included:
        terms |= _get_word_weights(clause, total)
    if len(terms) > MAX_TERMS:
        known = [stem for stem, n in stems.items() if n and stem in terms]
        terms = {stem: terms[stem] for stem in sorted(known, key=lambda stem: terms[stem], reverse=True)[:MAX_TERMS]}
    weights = WEIGHTS
    if clause_set.is_about_upcoming:
        weights = replace(WEIGHTS, upcoming=WEIGHTS.upcoming_asked)
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
        weights=weights,
    )


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
