"""Words that a question did not ask for, but that its best results have in common.

Pseudo-relevance feedback (RM3: Abdul-Jaleel and others, “UMass at TREC 2004”): the best results of a long question
are taken for good ones, and rows that share their characteristic words rise. Short queries are left alone: whoever
types two words knows which.
"""

from dataclasses import replace

from django.db import connection

from .analysis import count_documents
from .ranking import Ranking, array_of, rarity

#: How many of the commonest words of the best results are looked at.
LOOKED_AT = 80


def with_feedback(ranking: Ranking, scores: dict[int, float], total: int, visible) -> Ranking:
    """Return ``ranking`` with words of the best rows, of which ``scores`` has more than enough."""
    w = ranking.weights
    best = sorted(scores, key=scores.get, reverse=True)[: w.feedback_results]
    share = {pk: scores[pk] / sum(scores[pk] for pk in best) for pk in best}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT lexeme, sum(share * array_length(positions, 1) / greatest(length, 1)) AS weight
            FROM unnest(%s::bigint[], %s::float8[]) AS best (id, share)
            JOIN search_searchdocument USING (id) CROSS JOIN LATERAL unnest(vector)
            WHERE lexeme ~ '[a-z]' AND length(lexeme) > 1
            GROUP BY lexeme ORDER BY weight DESC LIMIT %s
            """,
            [array_of(share), array_of(share.values()), LOOKED_AT],
        )
        weights = dict(cursor.fetchall())
    counts = count_documents([f"'{stem}'" for stem in weights], visible)
    rarities = {f"'{stem}'": rarity(counts[f"'{stem}'"], total) for stem in weights}
    told = {f"'{stem}'": weight * rarities[f"'{stem}'"] for stem, weight in weights.items()}
    chosen = sorted(told, key=told.get, reverse=True)[: w.feedback_words]
    told = {word: told[word] * rarities[word] for word in chosen}
    # The words that are added tell, all together, their share of what the question did alone.
    added = w.feedback_share * ranking.tells / max(sum(told.values()), 1e-9)
    terms = {word: (1 - w.feedback_share) * tells for word, tells in ranking.terms.items()}
    for word in chosen:
        terms[word] = terms.get(word, 0) + added * told[word]
    return replace(ranking, terms=terms)
