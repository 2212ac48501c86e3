"""From a parsed query to what PostgreSQL is asked: stems, how rare they are, and text search queries."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.db import connection

from search.models import CONFIG

from .equivalents import equivalents
from .language import Clause, Query, Term
from .text import tokens, words

_SIDE_BY_SIDE = re.compile(r"<(?:-|\d+)>")
_LEXEME = re.compile(r"'([^']+)'(:\*)?")
_IN_ORDER = re.compile(rf"{_LEXEME.pattern}(?: {_SIDE_BY_SIDE.pattern} {_LEXEME.pattern})+")
#: A tsquery that finds nothing, for no word is a sign.
_NOTHING = "'<->'"

#: Words by which people are addressed, and letters after their names: a search for “Prof Ida Quill” means Ida Quill.
TITLES = frozenset(
    {
        *("mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "prof", "professor", "sir", "dame", "lord", "lady", "baron"),
        *("baroness", "rev", "reverend", "revd", "hon", "rt", "mp", "msp", "obe", "mbe", "cbe", "kbe", "phd"),
    }
)
#: Words that ask for what is still to come.
TO_COME = frozenset({"next", "upcoming", "forthcoming", "coming", "soon", "tomorrow"})
#: What is to come is always one of these.
EVENTS = frozenset({"event", "events"})


@dataclass(frozen=True)
class Part:
    """A clause as it is searched for.

    ``match`` is the text of a tsquery that finds it, or something that means the same (``others``); empty if it holds
    nothing but words that are in every text. ``stems`` and ``other_stems`` are tsqueries of one word each (a stem, or
    the beginning of one), with the number of visible rows that have each.
    """

    clause: Clause
    match: str
    stems: dict[str, int]
    others: tuple[Term, ...] = ()
    other_stems: dict[str, int] | None = None
    #: Words that editors say to ignore, folded.
    ignored: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        """Whether it can be found: of a compound, all parts must be there, or the whole written together."""
        found = [*self.stems.values()]
        if self.is_compound:
            found = [min(found[:-1], default=0), *found[-1:]]
        return any([*found, *(self.other_stems or {}).values()])

    @property
    def is_compound(self) -> bool:
        (first, *more) = self.clause.terms
        read = [] if more or first.phrase else list(tokens(first.text))
        return len(read) == 1 and bool(read[0][1])

    @property
    def rows(self) -> int:
        """About how many visible rows have it."""
        return max([*self.stems.values(), *(self.other_stems or {}).values()], default=0)

    @property
    def in_order(self) -> bool:
        """Whether words of it must stand side by side, which the index does not know."""
        return bool(_IN_ORDER.search(self.match))

    @property
    def to_be_read(self) -> int:
        """In at most so many visible rows its words may stand side by side."""
        counts = {**self.stems, **(self.other_stems or {})}
        found = [_LEXEME.findall(run[0]) for run in _IN_ORDER.finditer(self.match)]
        return sum(min(counts[f"'{stem}'{prefix}"] for stem, prefix in run) for run in found)

    @property
    def without_order(self) -> str:
        """A tsquery of what need not be read: a compound where it is written together, say."""
        return _IN_ORDER.sub(_NOTHING, self.match)

    @property
    def in_any_order(self) -> str:
        """A tsquery that finds it, and what has the words of its phrases elsewhere."""
        return _SIDE_BY_SIDE.sub("&", self.match)

    @property
    def optional(self) -> bool:
        """Whether a row need not have it: the way a person is addressed, “next”, and what editors say to ignore."""
        return self.consists_of(TITLES | TO_COME | self.ignored)

    def consists_of(self, some: frozenset[str]) -> bool:
        return all(not term.phrase and set(words(term.text)) <= some for term in self.clause.terms)


def tsquery_source(term: Term) -> str:
    """Return a term in the syntax of ``to_tsquery``; of folded words alone, so that nothing in it needs escaping."""
    if term.phrase:
        return " <-> ".join(words(term.text))
    pieces = []
    for parts, joined in tokens(term.text):
        together = " <-> ".join(parts)
        # “P-8” finds “P-8A” as well: what is known of a name with digits is its beginning.
        prefix = ":*" if any(map(str.isdigit, joined)) else ""
        pieces += [f"(({together}) | {joined}{prefix})" if joined else f"({together})"] if parts else []
    return " & ".join(pieces)


def title_tsquery(parts: Iterable[Part], weight: str = "A") -> str:
    """Return a tsquery on ``names``: all words of the parts are in a title (or another field). Empty without parts."""
    return " & ".join(f"({' | '.join(named(term.text, weight) for term in part.clause.terms)})" for part in parts)


def stemmed_title_tsquery(parts: Iterable[Part]) -> str:
    """Return a tsquery on ``vector``: the stems of all parts are in a title. Empty if one of the parts has no stem."""
    parts = list(parts)
    if not all(part.stems for part in parts):
        return ""
    return " & ".join(f"({' | '.join(_in_title(stem) for stem in part.stems)})" for part in parts)


def _in_title(stem: str) -> str:
    return f"{stem}A" if stem.endswith(":*") else f"{stem}:A"


def neighbours(parts: Iterable[Part]) -> list[tuple[str, str]]:
    """Return the stems that stand side by side in the query."""
    stems = [stem for part in parts for stem in part.stems if len(part.stems) == 1 and not stem.endswith(":*")]
    return [(first, second) for first, second in pairwise(stems) if first != second]


def side_by_side(parts: Iterable[Part]) -> str:
    """Return a tsquery of words in the places where they stand in the query; empty of fewer than three."""
    tsquery, passed = "", 0
    for part in parts:
        if len(part.stems) == 1:
            (stem,) = part.stems
            tsquery += f" <{passed}> {stem}" if tsquery else stem
            passed = 0
        passed += sum(len(words(term.text)) for term in part.clause.terms[:1])
    return tsquery if tsquery.count(">") > 1 else ""


def all_of(tsqueries: Iterable[str]) -> str:
    return " & ".join(f"({text})" for text in tsqueries)


def any_of(tsqueries: Iterable[str]) -> str:
    """Return a tsquery that finds what any of some does; empty if one of them is, for that finds anything."""
    texts = list(tsqueries)
    return " | ".join(f"({text})" for text in texts) if all(texts) else ""


def named(name: str, weight: str) -> str:
    """Return a tsquery on ``names``: all words of a name are in the field of this weight, or it is written together."""
    apart = " & ".join(f"'{word}':{weight}" for word in words(name))
    together = [f"'{joined}':{weight}" for _parts, joined in tokens(name) if joined]
    return "(" + " | ".join([f"({apart})", *together]) + ")"


def count_documents(tsqueries: Iterable[str], visible) -> dict[str, int]:
    """Return how many of the ``visible`` rows have each word, and under the key ``""`` how many there are.

    Of the commonest words, and of many rows, it is how many there were at the last count.
    """
    asked = {"", *tsqueries}
    with connection.cursor() as cursor:
        # Of one parameter, so that it is the same statement for any number of words.
        cursor.execute(
            "SELECT stem, documents FROM search_stem WHERE stem = ANY(%s)", [[word.strip("'") for word in asked]]
        )
        counts = {f"'{stem}'" if stem else "": number for stem, number in cursor}
        if rare := asked - counts.keys() - {""}:
            sql, parameters = visible.order_by().values("vector").query.sql_with_params()
            cursor.execute(
                f"""
                SELECT word, (SELECT count(*) FROM ({sql}) AS v WHERE v.vector @@ word::tsquery)
                FROM unnest(%s::text[]) AS word
                """,  # noqa: S608 - the inner query is Django's, its values are parameters
                [*parameters, list(rare)],
            )
            counts.update(cursor.fetchall())
    return {**counts, "": counts.get("") or visible.count()}


def analyse(query: Query, visible) -> tuple[list[Part], int]:
    """Return the clauses as they are searched for among the ``visible`` rows, and how many rows those are.

    The wanted clauses come first, then the unwanted ones.
    """
    meanings, ignored = equivalents(query.wanted, visible)
    others = [*meanings, *(() for _clause in query.unwanted)]
    clauses = [*query.wanted, *query.unwanted]
    sources = [_either(clause.terms) for clause in clauses] + [_either(terms) for terms in others]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_tsquery(%s, source)::text FROM unnest(%s::text[]) WITH ORDINALITY AS t (source, n) ORDER BY n",
            [CONFIG, sources],
        )
        matches = [row[0] for row in cursor]
    lexemes = [[f"'{stem}'{prefix}" for stem, prefix in _LEXEME.findall(match)] for match in matches]
    counts = count_documents({lexeme for found in lexemes for lexeme in found}, visible)
    stems = [{lexeme: counts[lexeme] for lexeme in found} for found in lexemes]
    both = zip(clauses, others, matches, matches[len(clauses) :], stems, stems[len(clauses) :], strict=False)
    parts = [
        Part(clause, " | ".join(f"({text})" for text in (match, other) if text), found, terms, other_found, ignored)
        for clause, terms, match, other, found, other_found in both
    ]
    return parts, counts[""]


def _either(terms: Iterable[Term]) -> str:
    return " | ".join(f"({source})" for term in terms if (source := tsquery_source(term)))
