"""Text embeddings by a static model: a vector for each token, and the mean of these for a text.

Texts that mean the same have vectors that point the same way, also where they have no word in common. The model is that
of the package ``wordllama`` (MIT, weights included): 32,000 tokens of 256 dimensions, made from the embeddings of large
language models. Of the package only its two data files are read. Its code would load half a dozen libraries and the
whole matrix; here a row of the matrix is read when its token occurs, so that a process has what it used in memory, and
all processes share it.

Tokens are made by byte pair encoding (BPE; Sennrich, Haddow and Birch, 2016), of each word by itself. Letters that the
model does not have are left out.
"""

import json
import mmap
import re
import struct
from collections import Counter
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import pairwise
from math import sqrt
from operator import add
from pathlib import Path

DIMENSIONS = 256
#: Of a longer text, so many characters are read: what it is about is clear by then.
MAX_LENGTH = 30_000
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ROW = struct.Struct(f"<{DIMENSIONS}e")
_WORD_START = "▁"


class StaticModel:
    """The vocabulary and the matrix of a model; ``folder`` has the data files of ``wordllama``."""

    def __init__(self, folder: Path):
        # The vocabulary alone: the list of merges, twice as long, follows from it (see ``_split``).
        written = (folder / "tokenizers" / "l2_supercat_tokenizer_config.json").read_text()
        start = written.index("{", written.index('"vocab"'))
        self.tokens: dict[str, int] = json.JSONDecoder().raw_decode(written, start)[0]
        with (folder / "weights" / f"l2_supercat_{DIMENSIONS}.safetensors").open("rb") as file:
            self._matrix = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        # The format of safetensors: the length of a header, the header, and the only matrix.
        self._start = 8 + struct.unpack_from("<Q", self._matrix)[0]

    def embed(self, text: str) -> list[float] | None:
        """Return the vector of a text, of length 1; None of a text without words."""
        counts: Counter[int] = Counter()
        for word, times in Counter(_WORD.findall(text[:MAX_LENGTH])).items():
            for token in _split(self, word):
                counts[token] += times
        total = [0.0] * DIMENSIONS
        for token, times in counts.items():
            row = _ROW.unpack_from(self._matrix, self._start + token * _ROW.size)
            total = list(map(add, total, row if times == 1 else [value * times for value in row]))
        length = sqrt(sum(value * value for value in total))
        return [value / length for value in total] if length else None


@lru_cache(maxsize=20_000)
def _split(model: StaticModel, word: str) -> tuple[int, ...]:
    """Return the tokens of a word: of two neighbours that make a token, the commonest (the first in the vocabulary)."""
    parts = [_WORD_START, *word]
    while pairs := {
        number: place
        for place, (first, second) in reversed([*enumerate(pairwise(parts))])
        if (number := model.tokens.get(first + second)) is not None
    }:
        place = pairs[min(pairs)]
        parts[place : place + 2] = [parts[place] + parts[place + 1]]
    return tuple(model.tokens[part] for part in parts if part in model.tokens and part != _WORD_START)


@cache
def get_model() -> StaticModel | None:
    """Return the model of the package, loaded once a process (some 30 ms); None where it is not installed."""
    spec = find_spec("wordllama")
    if spec is None or not spec.submodule_search_locations:
        return None
    return StaticModel(Path(spec.submodule_search_locations[0]))
