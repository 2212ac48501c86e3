"""Phrase patterns: regular expressions for phrases that the index cannot answer.

Words that are in every text, such as “where is your”, are not in the index. For a phrase that has some of them, the
index finds the rows that may have it, and their texts are searched for the pattern (``retrieval.phrase_match``).
"""

from search.tokenizer import split_words

from .stemming import get_beginnings, get_stems

#: Of a longer phrase, only the first words are in the pattern: nothing else begins with so many.
MAX_PATTERN_WORDS = 20
#: Any letter of a word may have an accent: a word that has a letter with an accent may be any word.
_ACCENTED_WORD = r"\w*[^\x01-\x7f]\w*"
_BETWEEN_WORDS = r"(?:['’ʼ‘`]s)?\W+"


def build_phrase_pattern(phrase: str) -> str:
    """Return PostgreSQL's regular expression for a phrase; empty if the index has all of its words.

    Words that the index has may stand in another form, as they may in all phrases.
    """
    words = split_words(phrase)
    stems = get_stems(set(words))
    if stems.keys() >= set(words):
        return ""
    pieces = [f"(?:{'|'.join(get_beginnings(stems[word]))})\\w*" if word in stems else word for word in words]
    return rf"\m{_BETWEEN_WORDS.join(f'(?:{piece}|{_ACCENTED_WORD})' for piece in pieces[:MAX_PATTERN_WORDS])}\M"
