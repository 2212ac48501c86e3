"""A search from the form's values to its answer."""

import logging
from dataclasses import dataclass, field, replace

from django.core.paginator import Paginator
from wagtail.models import Site

from search.kinds import kinds
from search.models import SearchDocument

from . import facets
from .analysis import Part, analyse
from .conditions import narrowed
from .finding import Finder
from .language import Clause, Query, Term, parse
from .planning import LONGEST, LONGEST_OF_MANY, LONGEST_SIMPLY, MANY_WORDS, SearchTookTooLong, search_settings
from .presenting import present
from .results import PAGE_SIZE, Replacement, Search, nothing
from .spelling import corrected
from .text import fold, tokens, words

logger = logging.getLogger(__name__)

#: Nobody turns so many pages; a larger number is an attempt to make the database count.
MOST_PAGES = 10_000
#: So many misspelt words are put right; who writes more of them writes another language.
MOST_CORRECTED = 3


class _Counted:
    """Stands for all results in a paginator: their number is known, and those of one page."""

    def __init__(self, total: int, results: list):
        self.total, self.results = total, results

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, _slice):
        return self.results


@dataclass
class _Understood:
    """A query, and what had to be changed so that something can be found."""

    query: Query
    parts: list[Part]
    total: int
    replaced: list[Replacement] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def run_search(site: Site, values: dict) -> Search:
    """Run the search that ``values`` describe, for visitors of ``site``.

    ``values`` has ``q`` (see ``engine.language``) and, where chosen: ``type``, ``topic``, ``person`` (slugs) and
    ``year``; ``sort="date"`` for the newest first; ``verbatim`` to search for misspelt words as they are; ``page`` and
    ``page_size``. Values are those of a valid ``SearchForm``, but any ``q`` and ``page`` are answered.
    """
    written, size = values.get("q") or "", values.get("page_size") or PAGE_SIZE
    query = parse(written, _type_words())
    if not (query.clauses or query.filters):
        return nothing(written, size)
    limits = (LONGEST_OF_MANY, LONGEST_SIMPLY) if len(query.clauses) > MANY_WORDS else (LONGEST, LONGEST)
    for longest, simply in zip(limits, (False, True), strict=True):
        try:
            with search_settings(longest):
                return _answer(site, query, values, size, simply=simply)
        except SearchTookTooLong:
            logger.warning("A search took too long: %r%s", written, " (and simplified, too)" if simply else "")
    return replace(nothing(written, size), took_too_long=True)


def _answer(site: Site, query: Query, values: dict, size: int, *, simply: bool) -> Search:
    visible = SearchDocument.objects.visible(site)
    understood = _understand(query, visible, verbatim=simply or bool(values.get("verbatim")))
    by_date = values.get("sort") == "date"
    rows = narrowed(visible, query.filters, by_names=not query.wanted)
    finder = Finder(
        understood.parts,
        rows,
        understood.total,
        facets.conditions(values),
        by_date,
        simply=simply,
        narrowed=bool(query.filters),
    )
    number = _page_number(values.get("page"))
    found = finder.find((number - 1) * size, size)
    if not found.ids and found.total:
        # Beyond the last page the last one is shown.
        number = (found.total - 1) // size + 1
        found = finder.find((number - 1) * size, size)
    shown = present(found.ids, understood.parts, site)
    total, counts = found.counted()
    results = Paginator(_Counted(total, shown), size).get_page(number)
    return Search(
        query=values["q"],
        results=results,
        facets=facets.present(counts, values, visible),
        showing=_as_text(understood.query) if understood.replaced else "",
        verbatim_url=facets.query_string(values, verbatim=1, page=None) if understood.replaced else "",
        replaced=understood.replaced,
        dropped=understood.dropped,
        closest=[] if total or simply else _closest(understood, visible),
        most_words=found.most_words,
        only_newest=found.only_newest,
        took_too_long=simply,
        sort="date" if by_date else "relevance",
    )


def _understand(query: Query, visible, *, verbatim: bool) -> _Understood:
    """Put right what is misspelt, and drop what nothing visible has, as long as something is left."""
    understood = _Understood(query, *analyse(query, visible))
    unknown = _unknown(understood.parts)
    if unknown and not verbatim:
        known = " & ".join(f"({part.match})" for part in understood.parts if part.known and not part.clause.excluded)
        for part in unknown[:MOST_CORRECTED]:
            word = _correctable(part)
            better = word and corrected(word, known, visible, _neighbours(understood.query, part.clause))
            if better:
                understood.replaced.append(Replacement(word, better))
                understood.query = _with(understood.query, part.clause, better)
        if understood.replaced:
            understood.parts, _total = analyse(understood.query, visible)
            unknown = _unknown(understood.parts)
    dropped = [part.clause for part in unknown]
    left = [part for part in understood.parts if part.clause not in dropped]
    if any(part.match and not part.clause.excluded for part in left):
        understood.dropped = [clause.text for clause in dropped]
        clauses = tuple(clause for clause in understood.query.clauses if clause not in dropped)
        understood.query = replace(understood.query, clauses=clauses)
        understood.parts = left
    return understood


def _unknown(parts: list[Part]) -> list[Part]:
    """Return the wanted parts that nothing visible has, each once.

    Words such as “Prof” or “upcoming” need not be anywhere.
    """
    missing = [part for part in parts if part.match and not part.known and not part.clause.excluded]
    return list({part.clause: part for part in missing if not part.optional}.values())


def _correctable(part: Part) -> str | None:
    """Return the single word or compound that a part is, for only those are put right."""
    (first, *more) = part.clause.terms
    return first.text if not more and not first.phrase and len(list(tokens(first.text))) == 1 else None


def _neighbours(query: Query, clause: Clause) -> tuple[str, str]:
    """Return the words before and after a clause of the query; empty where there is none."""
    place = query.clauses.index(clause)
    around = ["", *(_only_word(other) for other in query.clauses), ""]
    return around[place], around[place + 2]


def _only_word(clause: Clause) -> str:
    """Return the folded word that a clause is; empty if it is another thing than one that must be there."""
    found = words(clause.terms[0].text)
    return found[0] if len(found) == len(clause.terms) == 1 and not clause.excluded else ""


def _with(query: Query, clause: Clause, word: str) -> Query:
    term = Term(word, phrase=" " in word)
    clauses = (Clause((term,)) if other == clause else other for other in query.clauses)
    return replace(query, clauses=tuple(clauses))


def _as_text(query: Query) -> str:
    return " ".join(("-" if clause.excluded else "") + clause.text for clause in query.clauses)


def _closest(understood: _Understood, visible) -> list[str]:
    """Return words of the visible rows that resemble what was written."""
    found = []
    for part in _unknown(understood.parts)[:MOST_CORRECTED]:
        for word in filter(None, [_correctable(part)]):
            better = corrected(word, "", visible)
            found += [better] if better and better != fold(word) else []
    return found


def _type_words() -> dict[str, str]:
    """The words that may stand after ``type:``, folded: those of addresses and those on screen, of one and several."""
    named = {}
    for kind, label in kinds().items():
        for text in (kind, str(label)):
            word = " ".join(words(text))
            named |= {word: kind, f"{word}s": kind}
    return {**named, "people": "person"} if "person" in named.values() else named


def _page_number(value) -> int:
    try:
        return min(max(int(value), 1), MOST_PAGES)
    except (TypeError, ValueError, OverflowError):
        return 1
