"""Ablation: what each rule of the engine is worth, by what the judged sets lose without it.

Each rule is taken out alone, and the sets are asked again. A rule that no set misses earns nothing.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain
from statistics import mean
from typing import Any
from unittest.mock import patch

from wagtail.models import Site

from search.engine.query import analysis, interpretation, synonyms
from search.engine.retrieval import query_weights, scoring, strategies

from .archives import cranfield_queries
from .judged import Judged
from .quality import judge, ndcg, site_search


def _weights(**changes: Any) -> list[tuple[Any, str, Any]]:
    return [(query_weights, "WEIGHTS", replace(scoring.WEIGHTS, **changes))]


#: What is patched to take out each rule: objects, their attributes, and what these are then.
RULES: dict[str, list[tuple[Any, str, Any]]] = {
    "none": [],
    "words in titles": _weights(title=0.0),
    "other fields": _weights(fields=(0.0, 0.0, 1.0)),
    "length of texts": _weights(length=0.0),
    "nearness": _weights(proximity=0.0),
    "whole phrase": _weights(phrase=0.0),
    "names of people": _weights(person=0.0),
    "names of topics": _weights(topic=0.0),
    "whole titles": _weights(other=0.0),
    "form in titles": _weights(other_form=1.0),
    "form as typed": _weights(typed=0.0),
    "files": _weights(file=1.0),
    "all words": _weights(complete=0.0),
    "day": _weights(day=0.0),
    "what is asked next": _weights(upcoming=0.0),
    "own words": [(query_weights, "OWN_WEIGHT", 1.0)],
    "synonyms weigh less": [(query_weights, "SYNONYM_WEIGHT", 1.0)],
    "synonyms": [(analysis, "find_synonyms", lambda clauses, _visible: ([() for _clause in clauses], frozenset()))],
    "numbers": [(synonyms, "find_numbers", lambda _places, _texts: {})],
    "initials, nicknames": [(synonyms, "find_other_names", lambda texts, _visible: [set() for _text in texts])],
    "corrections": [(interpretation, "MAX_CORRECTIONS", 0)],
    "English is right": [(interpretation, "is_english", lambda _word: False)],
    "most of the words": [(strategies, "MIN_COVERAGE", 0.0001)],
}


def print_ablation(name: str, queries: list[Judged] | None) -> None:
    """Print what each rule is worth on the archive that is loaded: MRR@10, or nDCG@10 of the Cranfield queries."""
    measure = (lambda: _get_mrr(queries)) if queries else _get_cranfield_ndcg
    print(f"{name}: without each rule, and the difference that it makes", flush=True)
    whole = 0.0
    for rule, patches in RULES.items():
        with ExitStack() as stack:
            for target, attribute, value in patches:
                stack.enter_context(patch.object(target, attribute, value))
            found = measure()
        whole = whole or found
        print(f"  {rule:<22} {found:.4f}  {whole - found:+.4f}", flush=True)
    print()


def _get_mrr(queries: list[Judged]) -> float:
    return mean(chain(*judge(queries, _ranking()).values()))


def _get_cranfield_ndcg() -> float:
    rank = _ranking()
    return mean(
        ndcg([path.rstrip("/").split("/")[-1] for path in rank(query)], relevant)
        for query, relevant in cranfield_queries()
    )


def _ranking() -> Callable[[str], list[str]]:
    return site_search(Site.objects.get())
