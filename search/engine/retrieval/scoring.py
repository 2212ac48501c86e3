"""Scoring (BM25F). Every preference is a number in ``Weights``, and judged queries measure what it is worth.

The base is BM25F (Robertson and Zaragoza, “The Probabilistic Relevance Framework: BM25 and Beyond”, 2009): rare words
weigh more than common ones, a word's repetition adds less each time, long texts mention many words, and a word in the
title weighs more than one in the body. On top of it come words that stand side by side as they do in the query, names,
and what is still to come, where a query asks for it. Of equal results the newest come first.

PostgreSQL tells how often a word occurs in a vector only by way of ``ts_rank``, whose value for a single word is the
sum of 1/n² over its occurrences, divided by π²/6. That sum is undone again: 1 / (π²/6 − sum) − 6/π² is the number of
occurrences, to within 0.1. ``ts_rank`` of two words measures how near to each other they stand.

All is computed in floating point: PostgreSQL’s ``avg`` and ``extract`` give exact numbers (``numeric``), with which
a row takes twice as long.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from math import log, pi

from ..db.sql import to_array_literal

#: The columns of ``SearchDocument`` that a row's score is made of.
SCORED_COLUMNS = ("id", "date", "length", "day", "kind", "names_vector", "vector")

#: Of how many of the best rows the text is read for words as they were typed.
MAX_READ = 30


@dataclass(frozen=True)
class Weights:
    """What counts how much. A change is measured by ``make bench-search``."""

    #: A word in the title counts as this many in the body. Other fields are parts of that (see ``fields``).
    title: float = 3.0
    #: Strapline, summary and headings; people and topics; title.
    fields: tuple[float, float, float] = (0.3, 0.5, 1.0)
    #: BM25's k1: how slowly repeating a word stops adding to its score.
    saturation: float = 2.0
    #: BM25's b: how much is taken from long texts, 0 to 1.
    length: float = 0.6
    #: Words. Shorter texts are scored as if they had this length, for quotes are not better because they are short.
    min_length: int = 60
    #: Two words of the query side by side, as a part of the weight of the rarer one.
    proximity: float = 0.3
    #: Three words and more that all stand there as they do in the query, as a part of their weight together.
    phrase: float = 1.0
    #: All words of the query in a title, as a part of their weight together: in a person's name, a topic's, others'.
    #: But for people it is divided by the square root of the number of words in the title, for whole titles are surest.
    person: float = 4.0
    topic: float = 2.5
    other: float = 1.0
    #: The same where a title has other forms of the words, as a part of that.
    other_form: float = 0.5
    #: What a result loses that has only other forms of the words, as a part of their mean weight: as much as it can
    #: gain by having them often.
    typed: float = 2.5
    #: A file counts this much of what a page does: the page that links to it says more about it.
    file: float = 0.75
    #: A result that has all words, among those that have most, as a part of the weight of the words together.
    complete: float = 0.15
    #: A result of the very day that a query names, as a part of the weight of the words together.
    day: float = 1.0
    #: How much more an event to come counts where a query asks for those (“next lecture”): most what comes soonest.
    upcoming: float = 3.0


WEIGHTS = Weights()


def idf(documents: int, total: int) -> float:
    """Return BM25's inverse document frequency of a word that ``documents`` of ``total`` have, never negative."""
    total = max(total, documents)
    return log(1 + (total - documents + 0.5) / (documents + 0.5))


def _occurrences(rank: str) -> str:
    """Return SQL for the number of occurrences that a ``ts_rank`` of one word stands for."""
    return f"(1 / ({pi**2 / 6} * (1.000001 - {rank})) - {6 / pi**2})"


@dataclass(frozen=True)
class Scoring:
    """How a query's results are scored, at the moment ``now``.

    ``terms`` are tsqueries of one word each, with their weights. That all words of the query are in a title is tested
    by ``title``, a tsquery on ``names_vector``, and ``stemmed_title``, one on ``vector`` (empty: not tested). ``pairs``
    are terms that are neighbours in the query, ``phrase`` a tsquery of all of them as they stand there. ``day`` is the
    one that the query names, if it does. ``typed`` are regular expressions of words as they were typed.
    """

    now: datetime
    terms: dict[str, float]
    title: str = ""
    stemmed_title: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    phrase: str = ""
    day: date | None = None
    typed: dict[str, float] = field(default_factory=dict)
    is_about_upcoming: bool = False
    #: Those of the terms that only stand for others.
    synonyms: frozenset[str] = frozenset()
    weights: Weights = WEIGHTS

    @property
    def total_weight(self) -> float:
        """The weight of all words of the query together."""
        return sum(self.terms.values())

    def build_sql(self, candidates: str, lengths: str = "", more_columns: str = "") -> tuple[str, list]:
        """Return SQL, and its parameters, that gives ``id``, ``score`` and ``coverage`` of the rows of a CTE.

        ``candidates`` names the CTE, which has ``SCORED_COLUMNS``, and ``lengths`` the one whose average length
        is what BM25 compares a length with: the same if not given. ``coverage`` is what the words of a row
        weigh together, however often they occur, as a part of the weight of the words that were asked for: with
        synonyms more than 1. ``more_columns`` are SQL for further columns of the row ``d``, which follow.
        """
        w = self.weights
        fields = "{{0,{},{},{}}}".format(*w.fields)
        proximity, proximity_parameters = self._build_proximity_sql()
        upcoming, upcoming_parameters = self._build_upcoming_sql()
        sql = f"""
            SELECT d.id, words.coverage,
                   (words.score + {proximity} + {self._build_title_sql()}
                    + %s * (CASE WHEN v @@ %s::tsquery THEN {w.phrase}::float8 ELSE 0 END
                            + CASE WHEN words.coverage > 0.999 THEN {w.complete}::float8 ELSE 0 END
                            + CASE WHEN d.day = %s::date THEN {w.day}::float8 ELSE 0 END))
                   * (1 + {upcoming})
                   * CASE d.kind WHEN 'document' THEN {w.file}::float8 ELSE 1 END AS score
                   {more_columns and ","} {more_columns}
              FROM {candidates} AS d
              -- Read a vector once, not at each of its uses. (Weighing no words anew copies it, at the least cost.)
              -- And words, which are selected once: they would be read for each row.
              CROSS JOIN LATERAL (SELECT setweight(d.vector, 'A', '{{}}'::text[]) AS v OFFSET 0) AS read
              CROSS JOIN LATERAL (
                  SELECT coalesce(sum(weight * tf * {w.saturation + 1} / (
                             tf + {w.saturation} * (
                                 1 - {w.length} + {w.length} * greatest(d.length, {w.min_length}) / (
                                     -- Selected by itself, it is computed once: joined, for each row.
                                     SELECT greatest(avg(length)::float8, {w.min_length}) FROM {lengths or candidates}
                                 )))), 0
                         ) AS score,
                         coalesce(sum(weight), 0) / %s AS coverage
                  FROM (
                      SELECT weight, {_occurrences("everywhere")}
                             + {w.title} * {_occurrences(f"ts_rank('{fields}', v, word)")} AS tf
                      FROM (
                          SELECT word, weight, ts_rank('{{1,1,1,1}}', v, word) AS everywhere
                          FROM unnest((SELECT %s::text[]::tsquery[]), %s::float8[]) AS term (word, weight) OFFSET 0
                      ) AS ranked WHERE everywhere > 0
                  ) AS counted
              ) AS words
        """  # noqa: S608 - numbers of ours; what visitors write are parameters
        total_weight = max(self.total_weight, 1e-9)
        asked_weight = sum(weight for term, weight in self.terms.items() if term not in self.synonyms)
        parameters = [
            *proximity_parameters,
            *([total_weight, self.title, self.stemmed_title] if self.title else []),
            total_weight,
            self.phrase,
            self.day,
            *upcoming_parameters,
            asked_weight or total_weight,
            list(self.terms),
            to_array_literal(self.terms.values()),
        ]
        return sql, parameters

    def _build_proximity_sql(self) -> tuple[str, list]:
        """Return SQL for what neighbours in the query add that are near to each other, and its parameters."""
        if not self.pairs:
            return "0", []
        w = self.weights
        pairs = {f"{a} & {b}": min(self.terms[a], self.terms[b]) for a, b in self.pairs}
        sql = f"""(
            SELECT coalesce(sum(weight * ts_rank('{{1,1,1,1}}', v, pair)), 0) * {w.proximity} * {w.saturation + 1} / 2
            FROM unnest((SELECT %s::text[]::tsquery[]), %s::float8[]) AS near (pair, weight)
        )"""  # noqa: S608 - numbers of ours; what visitors write are parameters
        return sql, [list(pairs), to_array_literal(pairs.values())]

    def _build_title_sql(self) -> str:
        if not self.title:
            return "0"
        w = self.weights
        return f"""%s * CASE WHEN d.names_vector @@ %s::tsquery THEN 1 WHEN v @@ %s::tsquery THEN {w.other_form}
            ELSE 0 END *
            CASE d.kind WHEN 'person' THEN {w.person}
            ELSE CASE d.kind WHEN 'topic' THEN {w.topic} ELSE {w.other} END
                 / sqrt(greatest(length(ts_filter(d.names_vector, '{{a}}')), 1)) END"""

    def build_typed_sql(self, scored: str) -> tuple[str, list]:
        """Return SQL of ``id`` and ``score`` of a CTE's rows, where the best lose what they have in other forms alone.

        Vectors hold stems; texts are read, and only those of the best rows.
        """
        if not self.typed:
            return f"SELECT id, score FROM {scored}", []  # noqa: S608 - our own SQL
        sql = f"""
            SELECT id, score - {self.weights.typed} * coalesce(missing, 0) / %s AS score FROM {scored} LEFT JOIN (
                SELECT best.id, (SELECT sum(weight) FROM unnest(%s::text[], %s::float8[]) AS typed (pattern, weight)
                                  WHERE texts.body !~ pattern) AS missing
                FROM (SELECT id FROM {scored} ORDER BY score DESC LIMIT {MAX_READ}) AS best
                JOIN search_searchdocument AS d ON d.id = best.id
                CROSS JOIN LATERAL (
                    SELECT lower(concat_ws(' ', d.title, d.summary, array_to_string(d.people, ' '),
                                           array_to_string(d.topics, ' '), d.body)) AS body OFFSET 0) AS texts
            ) AS others USING (id)
        """  # noqa: S608 - our own SQL
        return sql, [len(self.terms), list(self.typed), to_array_literal(self.typed.values())]

    def _build_upcoming_sql(self) -> tuple[str, list]:
        """Return SQL for what is to come, where the query asks for it, and its parameters."""
        if not self.is_about_upcoming:
            return "0", []
        sql = f"""CASE WHEN d.kind = 'event' AND d.date > %s THEN
            {self.weights.upcoming} / (1 + date_part('epoch', d.date - %s) / {86400 * 60}) ELSE 0 END"""
        return sql, [self.now, self.now]
