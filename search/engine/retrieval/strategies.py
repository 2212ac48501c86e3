"""Retrieval strategies: whether rows must have all words of a query or most of them."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial

from django.db.models import F, Q

from search.models.documents import SearchDocumentQuerySet

from ..db.sql import has_id_in, lacks_tsquery, matches_tsquery
from ..index.meaning import find_nearest
from ..query.clauses import AnalysedClause, ClauseSet
from ..query.parser import MANY_CLAUSES
from ..query.tsquery import all_of, any_of, title_tsquery
from .candidates import (
    MANY_ROWS,
    MAX_SCORED,
    MAX_SCORED_OF_MANY,
    RECENT_YEARS,
    CandidateQuery,
    RetrievedRows,
    find_top_by_weight,
)
from .phrase_match import filter_by_patterns, filter_by_phrase
from .query_weights import build_scoring
from .scoring import Scoring

#: Where fewer rows than this have all of three or more words, those that have most of them follow.
FEW_ROWS = 5
#: A query of this many words is a question. Some of its words only make the sentence: rows that have most are answers.
QUESTION_CLAUSES = 5
#: Rows must have this part of what the best row has of a question, by the weights of the words.
MIN_COVERAGE = 0.4
#: A question is answered by this many rows that have its rarest words. Those that have most of them are scored.
MAX_SOFT_AND_ROWS, MAX_SOFT_AND_CANDIDATES = 3000, 200
#: In how many rows a phrase of common words is looked for: reading more takes too long.
MAX_ROWS_READ = 1000
#: In how many texts a phrase is looked for whose words are not all in the index.
MAX_TEXTS_READ = 600
#: How many rows are found by meaning.
MAX_NEAREST = 20
_NEWEST_FIRST = (F("date").desc(nulls_last=True), "-pk")


@dataclass(frozen=True)
class SearchStrategy:
    """Finds the rows that match ``clause_set`` among ``rows``, which are visible and pass the query's own filters.

    ``total`` is how many rows the visitor may see, which document frequencies are a part of, and ``conditions`` are
    the visitor's filters by facet. ``has_query_filters`` says that the query has filters of its own, and
    ``own_words`` weigh little (``query_weights.get_own_words``). ``meant`` is the query as a text whose meaning may
    be looked for, too: empty of names, phrases, codes and the like (``query.meaning``). ``has_unknown_words`` says
    that words of it were dropped, which no row has. All limits of how many rows are read are divided by
    ``divisor``: by more than 1 for queries that took too long. What is read is ranked as always.
    """

    clause_set: ClauseSet
    rows: SearchDocumentQuerySet
    total: int
    conditions: dict[str, Q]
    now: datetime
    by_date: bool = False
    has_query_filters: bool = False
    divisor: int = 1
    own_words: frozenset[str] = frozenset()
    meant: str = ""
    has_unknown_words: bool = False

    def find(self, offset: int, size: int) -> RetrievedRows:
        """Return ``size`` rows from ``offset`` on."""
        required = self.clause_set.required
        has_known_stem = any(self.clause_set.required_stems.values())
        if len(required) >= QUESTION_CLAUSES and has_known_stem:
            return self._soft_and(offset, size)
        if self.clause_set.excluded_phrases:
            return self._exclude_phrases(offset, size)
        if not required:
            return self._find_names(offset, size)
        if (self.has_unknown_words or not has_known_stem) and self._nearest:
            return self._soft_and(offset, size)
        found = self._find_all(required, offset, size)
        enough = 1 if len(required) == 2 else FEW_ROWS
        # A page that has enough says as much as the total, which may still be counted.
        if len(required) == 1 or len(found.ids) >= enough or found.total >= enough or not has_known_stem:
            return found
        partial_matches = self._soft_and(offset, size)
        return partial_matches if partial_matches.total > found.total else found

    @cached_property
    def _nearest(self) -> tuple[int, ...]:
        """The rows whose meaning is nearest to that of the query, the nearest first; none where it is not asked for."""
        return find_nearest(self.meant, self.rows, MAX_NEAREST) if self.meant else ()

    def _filter(self, tsquery: str) -> SearchDocumentQuerySet:
        """Return the rows that match ``tsquery`` (all rows if it is empty) and nothing that is excluded."""
        if tsquery:
            return self.rows.filter(matches_tsquery(self.clause_set.without_excluded(tsquery)))
        excluded = self.clause_set.excluded_tsqueries
        return self.rows.filter(lacks_tsquery(" | ".join(excluded))) if excluded else self.rows

    def _limit(self, rows: int) -> int:
        return max(rows // self.divisor, 1)

    def _query(
        self, rows: SearchDocumentQuerySet, scoring: Scoring | None, max_scored: int = MAX_SCORED
    ) -> CandidateQuery:
        return CandidateQuery(
            rows, self.conditions, scoring, self.now, self.by_date, max_scored=self._limit(max_scored)
        )

    def _build_scoring(self) -> Scoring:
        return build_scoring(self.clause_set, self.total, self.now, self.own_words)

    def _find_all(self, required: list[AnalysedClause], offset: int, size: int) -> RetrievedRows:
        """Find rows that match all clauses.

        The index does not know where the words of a phrase stand. Rows that have its words are read, up to a limit.
        """
        patterns = self.clause_set.phrase_patterns
        max_phrase_rows = [clause.max_phrase_rows for clause in required if clause.has_phrase]
        if patterns or (max_phrase_rows and min(max_phrase_rows) > self._limit(MAX_ROWS_READ)):
            return self._find_phrases(required, patterns, offset, size)
        many = min(clause.row_count for clause in required) > MANY_ROWS
        query = replace(
            self._query(
                self._filter(all_of(clause.tsquery for clause in required)),
                self._build_scoring(),
                MAX_SCORED_OF_MANY if many else MAX_SCORED,
            ),
            has_many_rows=many,
            has_query_filters=self.has_query_filters,
        )
        return query.run(offset, size)

    def _find_phrases(
        self, required: list[AnalysedClause], patterns: list[str], offset: int, size: int
    ) -> RetrievedRows:
        """Find rows that match all clauses, some of which are phrases that the index cannot answer.

        Where no text has a phrase word for word, rows are found that have its other words in their places.
        """
        tsquery = all_of(clause.tsquery for clause in required)
        in_any_order = all_of(clause.tsquery_in_any_order for clause in required)
        has_order = tsquery != in_any_order
        most = self._limit(MAX_ROWS_READ if has_order else MAX_TEXTS_READ)
        newest = self._find_newest(in_any_order, most)
        phrased = filter_by_phrase(newest, tsquery) if has_order else newest
        word_for_word = filter_by_patterns(phrased, patterns) if patterns else phrased
        condition = Q(has_id_in(word_for_word or phrased))
        if not patterns:
            # Compounds that are written together are found wherever they are.
            without_phrases = all_of(clause.tsquery_without_phrases for clause in required)
            condition |= Q(matches_tsquery(self.clause_set.without_excluded(without_phrases)))
        query = self._query(self.rows.filter(condition), self._build_scoring(), MAX_SCORED_OF_MANY)
        return replace(
            query.run(offset, size),
            newest_examined=most if len(newest) == most else 0,
            has_partial_matches=not word_for_word and bool(patterns),
        )

    def _exclude_phrases(self, offset: int, size: int) -> RetrievedRows:
        """Find rows that have none of some phrases. Rows that may have one are read, up to a limit."""
        phrases = self.clause_set.excluded_phrases
        most = self._limit(MAX_TEXTS_READ if any(clause.phrase_pattern for clause in phrases) else MAX_ROWS_READ)
        others = ClauseSet([clause for clause in self.clause_set.clauses if clause not in phrases])
        strategy = replace(self, clause_set=others)
        tsqueries = [
            any_of(clause.tsquery_in_any_order for clause in clauses) for clauses in (self.clause_set.required, phrases)
        ]
        newest = strategy._find_newest(all_of(filter(None, tsqueries)), most)
        excluded = self._filter_by_excluded_phrases(newest)
        found = replace(strategy, rows=strategy.rows.exclude(has_id_in(excluded))).find(offset, size)
        return found if len(newest) < most else replace(found, newest_examined=most)

    def _filter_by_excluded_phrases(self, ids: list[int]) -> list[int]:
        """Return those rows among ``ids`` that have an excluded phrase."""
        phrases = self.clause_set.excluded_phrases
        patterns = [clause.phrase_pattern for clause in phrases if clause.phrase_pattern]
        found = filter_by_patterns(ids, ["|".join(patterns)]) if patterns else []
        tsquery = any_of(clause.tsquery for clause in phrases if not clause.phrase_pattern)
        return found + filter_by_phrase(ids, tsquery) if tsquery else found

    def _find_names(self, offset: int, size: int) -> RetrievedRows:
        """Find rows by words that are in every text, such as “The Who”: by their titles and names.

        A phrase of such words is looked for in the newest texts, too.
        """
        included = self.clause_set.included
        rows = self._filter("")
        if not included:
            query = replace(self._query(rows, None), by_date=True, has_many_rows=self.total > MANY_ROWS)
            return query.run(offset, size)
        condition, newest = Q(matches_tsquery(title_tsquery(included, weight="ABC"), "names_vector")), []
        most = self._limit(MAX_TEXTS_READ)
        if patterns := self.clause_set.phrase_patterns:
            newest = self._find_newest("", most)
            condition |= Q(has_id_in(filter_by_patterns(newest, patterns)))
        scoring = Scoring(self.now, {}, title_tsquery(included))
        found = self._query(rows.filter(condition), scoring).run(offset, size)
        return replace(found, newest_examined=most if len(newest) == most else 0)

    def _soft_and(self, offset: int, size: int, min_coverage: float = MIN_COVERAGE) -> RetrievedRows:
        """Find rows that have most of the words: of those that have any of the rarest, the ones that have enough."""
        scoring = self._build_scoring()
        likely = self._find_likely(scoring)
        ids = {*likely, *self._nearest} - {*self._filter_by_excluded_phrases(likely)}
        query = replace(
            self._query(self.rows.filter(has_id_in(sorted(ids))), scoring, MAX_SOFT_AND_CANDIDATES),
            min_coverage=min_coverage,
            nearest=self._nearest,
            has_unknown_words=self.has_unknown_words,
        )
        return replace(query.run(offset, size), has_partial_matches=True)

    def _find_likely(self, scoring: Scoring) -> list[int]:
        """Return the rows whose words among the rarest weigh most.

        A single rare word gives all rows the same weight. Then the rows come first that have all words, and the newest.
        """
        stems = self.clause_set.required_stems
        most = self._limit(MAX_SOFT_AND_CANDIDATES)
        by_rarity = sorted((count, stem) for stem, count in stems.items() if count and stem in scoring.terms)
        rarest: list[str] = []
        rows = 0
        for count, stem in by_rarity:
            if rarest and rows + count > self._limit(MAX_SOFT_AND_ROWS):
                break
            rarest.append(stem)
            rows += count
        if len(rarest) != 1:
            weights = {self.clause_set.without_excluded(stem): scoring.terms[stem] for stem in rarest}
            return find_top_by_weight(self.rows, weights, most)
        # Hardly a text has all of many words.
        all_words = all_of(stem for _count, stem in by_rarity) if len(by_rarity) <= MANY_CLAUSES else ""
        find = partial(self._find_newest, most=most)
        likely = find(all_words) if all_words else []
        if len(likely) < most:
            likely += find(rarest[0])
        return list(dict.fromkeys(likely))[:most]

    def _find_newest(self, tsquery: str, most: int) -> list[int]:
        """Return the newest rows that match ``tsquery`` (all rows if empty), at most ``most`` of them.

        Those of the last years are mostly enough, and found without reading all others, for words and years are in
        one index.
        """
        newest = self._filter(tsquery).order_by(*_NEWEST_FIRST).values_list("pk", flat=True)
        for years in RECENT_YEARS:
            found = list(newest.filter(year__gte=self.now.year - years)[:most])
            if len(found) == most:
                return found
        return list(newest[:most])
