"""Relevance feedback: adds words to a question that its best results have in common.

This is pseudo-relevance feedback (RM3: Abdul-Jaleel and others, “UMass at TREC 2004”): the best results of a long
question are taken for good ones, and rows that share their characteristic words rise. Short queries are left alone:
their words were chosen.
"""

from dataclasses import replace

from search.models.documents import SearchDocumentQuerySet

from ..db.sql import fetch_all, to_array_literal
from ..index.vocabulary import get_document_frequencies
from .scoring import Scoring, idf

#: How many of the commonest words of the best results are considered.
MAX_CONSIDERED_WORDS = 80


def add_feedback(scoring: Scoring, scores: dict[int, float], total: int, visible: SearchDocumentQuerySet) -> Scoring:
    """Return ``scoring`` with words of the best rows. ``scores`` are by id, of more than enough rows."""
    w = scoring.weights
    best = sorted(scores, key=lambda pk: scores[pk], reverse=True)[: w.feedback_results]
    share = {pk: scores[pk] / sum(scores[pk] for pk in best) for pk in best}
    frequencies = _get_common_words(share)
    counts = get_document_frequencies(frequencies, visible)
    idfs = {word: idf(counts[word], total) for word in frequencies}
    weights = {word: frequency * idfs[word] for word, frequency in frequencies.items()}
    chosen = sorted(weights, key=lambda word: weights[word], reverse=True)[: w.feedback_words]
    weights = {word: weights[word] * idfs[word] for word in chosen}
    # All added words together weigh their share of what the words of the question weighed alone.
    added = w.feedback_share * scoring.total_weight / max(sum(weights.values()), 1e-9)
    terms = {word: (1 - w.feedback_share) * weight for word, weight in scoring.terms.items()}
    for word in chosen:
        terms[word] = terms.get(word, 0) + added * weights[word]
    return replace(scoring, terms=terms)


def _get_common_words(share: dict[int, float]) -> dict[str, float]:
    """Return the commonest stems of some rows, as tsqueries; ``share`` (0 to 1) is how much each row counts."""
    rows = fetch_all(
        """
        SELECT lexeme, sum(share * array_length(positions, 1) / greatest(length, 1)) AS weight
        FROM unnest(%s::bigint[], %s::float8[]) AS best (id, share)
        JOIN search_searchdocument USING (id) CROSS JOIN LATERAL unnest(vector)
        WHERE lexeme ~ '[a-z]' AND length(lexeme) > 1
        GROUP BY lexeme ORDER BY weight DESC LIMIT %s
        """,
        [to_array_literal(share), to_array_literal(share.values()), MAX_CONSIDERED_WORDS],
    )
    return {f"'{stem}'": frequency for stem, frequency in rows}
