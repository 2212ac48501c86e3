"""Analysed clauses: the clauses of a query with their tsqueries, stems and document frequencies."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from search.tokenizer import split_words, tokenise

from .parser import Clause, Term
from .phrase_pattern import build_phrase_pattern

FOLLOWED_BY = re.compile(r"<(?:-|\d+)>")
LEXEME = re.compile(r"'([^']+)'(:\*)?")
_PHRASE = re.compile(rf"{LEXEME.pattern}(?: {FOLLOWED_BY.pattern} {LEXEME.pattern})+")
#: A tsquery that matches nothing, for no word is a sign.
_MATCHES_NOTHING = "'<->'"

#: Forms of address, and letters after names: a search for “Prof Ida Quill” means Ida Quill.
TITLES = frozenset(
    {
        *("mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "prof", "professor", "sir", "dame", "lord", "lady", "baron"),
        *("baroness", "rev", "reverend", "revd", "hon", "rt", "mp", "msp", "obe", "mbe", "cbe", "kbe", "phd"),
    }
)
#: Words that ask for what is still to come.
UPCOMING_WORDS = frozenset({"next", "upcoming", "forthcoming", "coming", "soon", "tomorrow"})
#: What is still to come is always an event.
EVENT_WORDS = frozenset({"event", "events"})


@dataclass(frozen=True)
class AnalysedClause:
    """A clause as it is searched for.

    ``tsquery`` matches the clause, or something that means the same (``synonyms``); it is empty if the clause holds
    nothing but words that are in every text. ``stems`` and ``synonym_stems`` are tsqueries of one word each (a stem,
    or the beginning of one), with the number of visible rows that have each.
    """

    clause: Clause
    tsquery: str
    stems: dict[str, int]
    synonyms: tuple[Term, ...] = ()
    synonym_stems: dict[str, int] = field(default_factory=dict)
    #: Words that editors say to ignore, normalised.
    ignored_words: frozenset[str] = frozenset()

    @property
    def is_excluded(self) -> bool:
        return self.clause.is_excluded

    @property
    def is_known(self) -> bool:
        """Whether visible rows have it: of a compound, all parts, or the whole written together."""
        found = [*self.stems.values()]
        if self.is_compound:
            found = [min(found[:-1], default=0), *found[-1:]]
        return any([*found, *self.synonym_stems.values()])

    @property
    def is_compound(self) -> bool:
        (first, *others) = self.clause.terms
        tokens = [] if others or first.is_phrase else list(tokenise(first.text))
        return len(tokens) == 1 and bool(tokens[0].joined)

    @property
    def row_count(self) -> int:
        """About how many visible rows have it."""
        return max([*self.stems.values(), *self.synonym_stems.values()], default=0)

    @property
    def has_phrase(self) -> bool:
        """Whether words of it must stand side by side, which the index cannot tell."""
        return bool(_PHRASE.search(self.tsquery))

    @property
    def max_phrase_rows(self) -> int:
        """At most how many visible rows have the words of its phrases."""
        counts = {**self.stems, **self.synonym_stems}
        phrases = [LEXEME.findall(phrase[0]) for phrase in _PHRASE.finditer(self.tsquery)]
        return sum(min(counts[f"'{stem}'{prefix}"] for stem, prefix in phrase) for phrase in phrases)

    @property
    def tsquery_without_phrases(self) -> str:
        """A tsquery of what the index can answer: a compound where it is written together, for example."""
        return _PHRASE.sub(_MATCHES_NOTHING, self.tsquery)

    @property
    def tsquery_in_any_order(self) -> str:
        """A tsquery that matches the clause, and also rows that have the words of its phrases in other places."""
        return FOLLOWED_BY.sub("&", self.tsquery)

    @cached_property
    def phrase_pattern(self) -> str:
        """The regular expression of a phrase whose words are not all in the index, unless it has alternatives."""
        (first, *others) = self.clause.terms
        return build_phrase_pattern(first.text) if first.is_phrase and not others and not self.synonyms else ""

    @property
    def is_optional(self) -> bool:
        """Whether a row need not have it: a form of address, “next”, and what editors say to ignore."""
        return self.has_only(TITLES | UPCOMING_WORDS | self.ignored_words)

    def has_only(self, words: frozenset[str]) -> bool:
        return all(not term.is_phrase and set(split_words(term.text)) <= words for term in self.clause.terms)


@dataclass(frozen=True)
class ClauseSet:
    """The clauses of a query, by what a row must have and must not have."""

    clauses: list[AnalysedClause]

    @property
    def included(self) -> list[AnalysedClause]:
        return [clause for clause in self.clauses if not clause.is_excluded]

    @property
    def required(self) -> list[AnalysedClause]:
        """The clauses that a row must have; the optional ones only if there are no others."""
        searchable = [clause for clause in self.included if clause.tsquery]
        implied = EVENT_WORDS if self.is_about_upcoming else frozenset()
        return [clause for clause in searchable if not (clause.is_optional or clause.has_only(implied))] or searchable

    @property
    def is_about_upcoming(self) -> bool:
        """Whether the query asks for what is still to come."""
        return any(clause.has_only(UPCOMING_WORDS) for clause in self.included)

    @property
    def required_stems(self) -> dict[str, int]:
        """The stems of the required clauses, with the number of visible rows that have each."""
        return {stem: n for clause in self.required for stem, n in {**clause.synonym_stems, **clause.stems}.items()}

    @property
    def phrase_patterns(self) -> list[str]:
        """The regular expressions of included phrases whose words are not all in the index."""
        return [clause.phrase_pattern for clause in self.included if clause.phrase_pattern]

    @cached_property
    def excluded_phrases(self) -> list[AnalysedClause]:
        """What a row must not have, and the index cannot tell."""
        return [
            clause for clause in self.clauses if clause.is_excluded and (clause.has_phrase or clause.phrase_pattern)
        ]

    @cached_property
    def excluded_tsqueries(self) -> list[str]:
        """Tsqueries of what a row must not have, without the excluded phrases."""
        return [
            f"({clause.tsquery})"
            for clause in self.clauses
            if clause.is_excluded and clause.tsquery and clause not in self.excluded_phrases
        ]

    def without_excluded(self, tsquery: str) -> str:
        """Return one tsquery for both, for the index answers “this and not that” without reading any row."""
        return " & ".join([f"({tsquery})", *(f"!{excluded}" for excluded in self.excluded_tsqueries)])
