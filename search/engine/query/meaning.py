"""Which queries are also looked for by their meaning: those that say in words of English what they are about.

Names, quoted phrases, operators, beginnings (“harb*”), codes, acronyms and dates are the words' affair alone: there the
very word counts, and a static model knows nothing of it. So is a misspelt word that was corrected.
"""

import re

from search.tokenizer import split_words

from .clauses import ClauseSet
from .english import is_english
from .interpretation import InterpretedQuery
from .parser import Query

#: A word, perhaps a compound or with an apostrophe; one in capitals is an acronym.
_WORD = re.compile(r"(?![A-Z]{2,}s?$)[^\W\d_]+(?:[-'’][^\W\d_]+)*[.,;:?!]?")


def get_meant_text(query: Query, interpreted: InterpretedQuery) -> str:
    """Return the text of a query, as parsed, whose meaning may be looked for; empty where the words alone count."""
    plain = all(_WORD.fullmatch(word) for word in query.text.split()) and not any(
        clause.is_excluded or clause.terms[1:] or clause.terms[0].is_phrase for clause in query.clauses
    )
    known = [clause.is_known for clause in interpreted.clauses]
    # A single word that texts have is that word. Where no word is known, each must be one of English: of others the
    # model makes something, too.
    is_known = (
        len(known) > 1
        if any(known)
        else all(is_english(word) for clause in query.clauses for word in split_words(clause.text) if len(word) > 1)
    )
    is_upcoming = ClauseSet(interpreted.clauses).is_about_upcoming
    is_meant = plain and is_known and not interpreted.corrections and not is_upcoming
    return query.text if is_meant else ""
