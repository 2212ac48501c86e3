"""What of a query is asked for, and how strictly: all of its words, or those that tell most."""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import F, Q
from django.utils import timezone

from .analysis import (
    EVENTS,
    TITLES,
    TO_COME,
    Part,
    all_of,
    any_of,
    neighbours,
    side_by_side,
    stemmed_title_tsquery,
    title_tsquery,
)
from .dates import asked_day, day_in_words
from .feedback import with_feedback
from .planning import MANY_WORDS
from .ranking import WEIGHTS, Ranking, rarity
from .retrieval import (
    FEWER_CANDIDATES,
    LAST_YEARS,
    MANY,
    MOST_CANDIDATES,
    Found,
    Retrieval,
    among,
    having_phrase,
    lacks,
    matches,
    rescore,
    telling_most,
)
from .text import words
from .verbatim import pattern_of, saying

#: Where fewer rows than this have all of three or more words, those that have most of them follow.
FEW = 5
#: So many words are a question, in which some only make the sentence: whoever has most of them, answers it.
QUESTION = 5
#: Of what the best row has of the query, by what it tells, others must have this part.
MOST = 0.4
#: Rows that are ranked a second time, with feedback.
RERANKED = 60
#: By so many rows that have its rarest words a question is answered: those that have most of them are ranked.
MOST_LOOSE, MOST_RANKED = 3000, 200
#: In so many rows a phrase of common words is looked for: reading more takes too long.
MOST_READ = 1000
#: In so many texts a word is looked for that is in no index.
MOST_TEXTS = 600
#: Results are ranked by so many words of a query, those that tell most: who pastes a paragraph is answered, too.
MOST_TERMS = 20
#: What another word for the same thing tells, as a part of what the word itself does.
OTHERS = 0.7
NEWEST = (F("date").desc(nulls_last=True), "-pk")


@dataclass(frozen=True)
class Finder:
    """Finds what ``parts`` ask for among ``rows``, those that are visible and pass the query's own filters.

    ``total`` is how many rows a visitor may know of, by which the rarity of words is measured. ``simply`` spares the
    database: it is for queries that took too long. ``narrowed`` tells that the query has filters of its own.
    """

    parts: list[Part]
    rows: object
    total: int
    filters: dict[str, Q]
    by_date: bool = False
    simply: bool = False
    narrowed: bool = False

    @property
    def wanted(self) -> list[Part]:
        return [part for part in self.parts if not part.clause.excluded]

    @property
    def needed(self) -> list[Part]:
        """The parts that a row must have; those that are optional only if there is nothing else."""
        telling = [part for part in self.wanted if part.match]
        spare = EVENTS if self.looks_ahead else frozenset()
        return [part for part in telling if not (part.optional or part.consists_of(spare))] or telling

    @property
    def looks_ahead(self) -> bool:
        """Whether what is still to come is asked for."""
        return any(part.consists_of(TO_COME) for part in self.wanted)

    @cached_property
    def unwanted(self) -> list[str]:
        """Tsqueries of what a row must not have."""
        texts = [part.match for part in self.parts if part.clause.excluded and part not in self.unwanted_phrases]
        return [f"({text})" for text in texts if text]

    @cached_property
    def unwanted_phrases(self) -> list[Part]:
        """What a row must not have, and the index does not answer: a simple search goes without."""
        return [part for part in self.parts if part.clause.excluded and (part.in_order or pattern_of(part))]

    def having(self, tsquery: str):
        """Return the rows that have what ``tsquery`` asks for (anything if empty) and nothing that is not wanted."""
        if tsquery:
            return self.rows.filter(matches(self.without_unwanted(tsquery)))
        return self.rows.filter(lacks(" | ".join(self.unwanted))) if self.unwanted else self.rows

    def without_unwanted(self, tsquery: str) -> str:
        """Return one tsquery for both, for the index answers “this and not that” without a look at any row."""
        return " & ".join([f"({tsquery})", *(f"!{one}" for one in self.unwanted)])

    def find(self, offset: int, size: int) -> Found:
        """Return the results from ``offset`` on."""
        needed = self.needed
        if self.simply:
            return self._find_simply(offset, size)
        if len(needed) >= QUESTION and any(self._counts().values()):
            return self._find_most(offset, size)
        if self.unwanted_phrases:
            return self._find_without_phrases(offset, size)
        if not needed:
            return self._find_names(offset, size)
        found = self._find_all(needed, offset, size)
        enough = 1 if len(needed) == 2 else FEW
        # A page that has enough tells as much as the total, which may still be counted.
        if len(needed) == 1 or len(found.ids) >= enough or found.total >= enough:
            return found
        if not any(self._counts().values()):
            return found
        loose = self._find_most(offset, size)
        return loose if loose.total > found.total else found

    def _find_without_phrases(self, offset: int, size: int) -> Found:
        """Find what says none of some phrases. So many rows are read that may say one, no more."""
        unwanted = self.unwanted_phrases
        most = MOST_TEXTS if any(map(pattern_of, unwanted)) else MOST_READ
        finder = replace(self, parts=[part for part in self.parts if part not in unwanted])
        asked = [any_of(part.in_any_order for part in parts) for parts in (self.needed, unwanted)]
        newest = finder._newest_having(all_of(filter(None, asked)), most)
        said = self._saying_what_is_unwanted(newest)
        found = replace(finder, rows=finder.rows.exclude(among(said))).find(offset, size)
        return found if len(newest) < most else replace(found, only_newest=most)

    def _saying_what_is_unwanted(self, ids: list[int]) -> list[int]:
        patterns = [found for part in self.unwanted_phrases if (found := pattern_of(part))]
        said = saying(ids, ["|".join(patterns)]) if patterns else []
        phrases = any_of(part.match for part in self.unwanted_phrases if not pattern_of(part))
        return said + having_phrase(ids, phrases) if phrases else said

    def _find_simply(self, offset: int, size: int) -> Found:
        """Find some rows that have the rarest word, the newest of them first."""
        stems = sorted((count, stem) for stem, count in self._counts().items() if count)
        some = self.having(stems[0][1] if stems else "").values_list("pk", flat=True)[:MOST_READ]
        return Retrieval(self.rows.filter(among(list(some))), self.filters, None).run(offset, size)

    def _find_all(self, needed: list[Part], offset: int, size: int) -> Found:
        """Find what has all parts.

        Where words of a phrase stand in a text is not in the index: so many rows are read that have its words, no more.
        """
        common = min(part.rows for part in needed) > MANY
        most = FEWER_CANDIDATES if common else MOST_CANDIDATES
        asked = all_of(part.match for part in needed)
        patterns, to_be_read = self._patterns(), [part.to_be_read for part in needed if part.in_order]
        if patterns or (to_be_read and min(to_be_read) > MOST_READ):
            return self._find_phrases(needed, patterns, offset, size)
        rows, ranking = self.having(asked), self._ranking()
        retrieval = Retrieval(rows, self.filters, ranking, self.by_date, most=most, many=common, narrowed=self.narrowed)
        return retrieval.run(offset, size)

    def _find_phrases(self, needed: list[Part], patterns: list[str], offset: int, size: int) -> Found:
        """Find what has all parts, of which some are phrases that the index does not answer.

        Where no text has a phrase word for word, those are found that have its other words in their places.
        """
        asked = all_of(part.match for part in needed)
        in_any_order = all_of(part.in_any_order for part in needed)
        apart = asked != in_any_order
        most = MOST_READ if apart else MOST_TEXTS
        newest = self._newest_having(in_any_order, most)
        phrased = having_phrase(newest, asked) if apart else newest
        said = saying(phrased, patterns) if patterns else phrased
        condition = Q(among(said or phrased))
        if not patterns:
            # Compounds that are written together are found wherever they are.
            condition |= Q(matches(self.without_unwanted(all_of(part.without_order for part in needed))))
        rows = self.rows.filter(condition)
        found = Retrieval(rows, self.filters, self._ranking(), self.by_date, most=FEWER_CANDIDATES).run(offset, size)
        return replace(found, only_newest=most if len(newest) == most else 0, most_words=not said and bool(patterns))

    def _patterns(self) -> list[str]:
        return [found for part in self.wanted if (found := pattern_of(part))]

    def _newest_having(self, tsquery: str, most: int) -> list[int]:
        """Return the newest rows that have what ``tsquery`` asks for (all rows if empty), so many at the most.

        Those of the last years are mostly enough, and found without a look at all others, for words and years are in
        one index.
        """
        newest = self.having(tsquery).order_by(*NEWEST).values_list("pk", flat=True)
        this_year = timezone.now().year
        for years in LAST_YEARS:
            found = list(newest.filter(year__gte=this_year - years)[:most])
            if len(found) == most:
                return found
        return list(newest[:most])

    def _find_names(self, offset: int, size: int) -> Found:
        """Find by words that are in every text, such as “The Who”, what has them in its title or names.

        A phrase of such words is looked for in the newest texts, too.
        """
        rows = self.having("")
        if not self.wanted:
            many = self.total > MANY
            return Retrieval(rows, self.filters, None, by_date=True, many=many).run(offset, size)
        named, newest = Q(matches(title_tsquery(self.wanted, weight="ABC"), "names")), []
        if patterns := self._patterns():
            newest = self._newest_having("", MOST_TEXTS)
            named |= Q(among(saying(newest, patterns)))
        ranking = Ranking({}, title_tsquery(self.wanted))
        found = Retrieval(rows.filter(named), self.filters, ranking, self.by_date).run(offset, size)
        return replace(found, only_newest=MOST_TEXTS if len(newest) == MOST_TEXTS else 0)

    def _find_most(self, offset: int, size: int) -> Found:
        """Find what has most of the words: of what has any of the rarest, what has enough of them all."""
        ranking = self._ranking()
        some = self._likely(ranking)
        rows = self.rows.filter(among(sorted({*some} - {*self._saying_what_is_unwanted(some)})))
        retrieval = Retrieval(rows, self.filters, ranking, self.by_date, coverage=MOST, most=MOST_RANKED)
        if self.by_date or offset + size > RERANKED or len(ranking.terms) < WEIGHTS.feedback_least_words:
            return replace(retrieval.run(offset, size), most_words=True)
        found = replace(retrieval.run(0, RERANKED), most_words=True)
        if found.scores:
            fed = with_feedback(ranking, found.scores, self.total, self.rows)
            return replace(found, ids=rescore(found.ids, fed)[offset : offset + size])
        return found

    def _likely(self, ranking: Ranking) -> list[int]:
        """Return rows that have most of what the rarest words tell.

        Where only one is rare enough to be looked for, it tells nothing of them apart: those are taken that have all
        words, then the newest.
        """
        by_rarity = sorted((count, stem) for stem, count in self._counts().items() if count and stem in ranking.terms)
        rarest, rows = [], 0
        for count, stem in by_rarity:
            if rarest and rows + count > MOST_LOOSE:
                break
            rarest.append(stem)
            rows += count
        if len(rarest) != 1:
            tells = {self.without_unwanted(stem): ranking.terms[stem] for stem in rarest}
            return telling_most(self.rows, tells, MOST_RANKED)
        # Of many words hardly a text has all.
        every = all_of(stem for _count, stem in by_rarity) if len(by_rarity) <= MANY_WORDS else ""
        likely = self._newest_having(every, MOST_RANKED) if every else []
        if len(likely) < MOST_RANKED:
            likely += self._newest_having(rarest[0], MOST_RANKED)
        return list(dict.fromkeys(likely))[:MOST_RANKED]

    def _counts(self) -> dict[str, int]:
        return {
            stem: count for part in self.needed for stem, count in {**(part.other_stems or {}), **part.stems}.items()
        }

    def _ranking(self) -> Ranking:
        terms = self._others_tell()
        for part in self.wanted:
            terms |= self._words_tell(part)
        if len(terms) > MOST_TERMS:
            known = [stem for stem, n in self._counts().items() if n and stem in terms]
            terms = {stem: terms[stem] for stem in sorted(known, key=terms.get, reverse=True)[:MOST_TERMS]}
        weights = WEIGHTS
        if self.looks_ahead:
            weights = replace(WEIGHTS, upcoming=WEIGHTS.upcoming_asked)
            needed = self._counts()
            terms = {stem: tells for stem, tells in terms.items() if stem in needed}
        pairs = [pair for pair in neighbours(self.wanted) if terms.keys() >= set(pair)]
        named = [part for part in self.wanted if not part.consists_of(TITLES)] or self.wanted
        texts = (part.clause.terms[0].text for part in self.wanted)
        day = asked_day([word for text in texts for word in words(day_in_words(text) or text)])
        titles = title_tsquery(named), stemmed_title_tsquery(named)
        return Ranking(terms, *titles, tuple(pairs), side_by_side(self.wanted), day, weights)

    def _words_tell(self, part: Part) -> dict[str, float]:
        return {stem: rarity(n, self.total) for stem, n in part.stems.items()}

    def _others_tell(self) -> dict[str, float]:
        """Return what other words for the same thing tell.

        However rare one is, it says no more than the words that it stands for: “weighhouse” no more than “weigh house”.
        """
        terms, replaced = {}, defaultdict(float)
        for part in self.wanted:
            other = part.other_stems or {}
            for stem, n in other.items():
                terms.setdefault(stem, rarity(n, self.total) / len(other))
                replaced[stem] += sum(self._words_tell(part).values())
        return {stem: OTHERS * min(tells, replaced[stem]) for stem, tells in terms.items()}
