"""Words of English, by the list that the package ``symspellpy`` has (82,765 words in British and American spelling).

A word of the language is no misspelling, though the site may not have it; and a learnt acronym such as “IT” does not
take it over. The list has no acronyms and hardly a name. It is kept as the text that it is, 1.3 MB, and searched: as a
set of strings it would take ten times the memory of each worker.
"""

from functools import cache, lru_cache
from importlib.resources import files


@cache
def _get_list() -> bytes:
    text = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_bytes()
    return b"\n" + text.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")


@lru_cache(maxsize=10_000)
def is_english(word: str) -> bool:
    """Return whether a word in lower-case letters is one of English; one of a single letter is not."""
    return len(word) > 1 and f"\n{word} ".encode() in _get_list()
