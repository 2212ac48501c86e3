"""Finding speech in running text."""

from collections.abc import Iterator

from .after_name import find_speech_after_name
from .before_name import find_speech_before_name
from .types import Speech


def iter_speech(paragraphs: list[str]) -> Iterator[list[str] | Speech]:
    """Yield paragraphs and speeches in order; adjacent paragraphs together as one list."""
    together: list[str] = []
    at = 0
    while at < len(paragraphs):
        found = find_speech_after_name(paragraphs, at) or find_speech_before_name(paragraphs, at)
        if found:
            speech, at = found
            if speech.before:
                together.append(f"<p>{speech.before}</p>")
            if together:
                yield together
            yield speech
            together = [f"<p>{speech.after}</p>"] if speech.after else []
        else:
            together.append(paragraphs[at])
            at += 1
    if together:
        yield together
