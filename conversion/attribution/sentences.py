"""Sentences of a paragraph, told apart where quotations are masked."""

import re

ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Dr|Mr|Mrs|Ms|St|Rt|Hon|Rev|Prof|Inc|Ltd|Co|Jr|Sr|Gen|Cllr|No|vs|etc|e\.g|i\.e|cf|Mme|Mlle|Fr|approx|Sen|Rep|Gov))\Z"
)
END = re.compile(r"[.!?…]+[)\]]?(?=\s+[A-ZÀ-ÖØ-Þ0-9█“‘\"«'(])|(?<![^\W\d_])\n|\n(?![a-zà-öø-þ])")


def split_sentences(masked: str, text: str) -> list[tuple[int, int]]:
    """Return start and end of each sentence. ``text`` is the paragraph with its quotations in place."""
    ends: list[int] = []
    for found in END.finditer(masked):
        if not (found[0].startswith(".") and ABBREVIATION.search(masked[: found.start()])):
            ends.append(found.end())
    # A quotation that ends in a full stop within its marks ends a sentence, if another one begins after it.
    for found in re.finditer(r"█(?=\s+[A-ZÀ-ÖØ-Þ█])", masked):
        inside = text[: found.end() - 1].rstrip()
        if inside[-1:] in ".!?…":
            ends.append(found.end())
    sentences, start = [], 0
    for end in [*sorted(set(ends)), len(masked)]:
        while start < end and masked[start].isspace():
            start += 1
        if start < end:
            sentences.append((start, end))
        start = end
    return sentences
