"""Findings: what became of each link, image, heading and so on, so that nothing is dropped without a word."""

from collections import Counter
from dataclasses import dataclass

KEPT = "kept"
CHANGED = "changed"
DROPPED = "dropped"

# A finding names a text by its first characters.
MAX_NAME_LENGTH = 120


@dataclass(frozen=True)
class Finding:
    """What became of one thing in the source.

    ``kind`` is one of ``word``, ``link``, ``image``, ``heading``, ``quote``, ``embed``, ``table``, ``list``,
    ``code``, ``file``, ``shortcode``, ``block``, ``markup``, ``byline``; ``outcome`` one of ``KEPT``, ``CHANGED``,
    ``DROPPED``; ``what`` names the thing (its address, its first words); ``reason`` says why, for an editor.
    """

    kind: str
    outcome: str
    what: str
    reason: str = ""


def shorten(text: str) -> str:
    """Return a text as findings name it: on one line, cut after ``MAX_NAME_LENGTH`` characters."""
    text = " ".join(text.split())
    return text if len(text) <= MAX_NAME_LENGTH else text[: MAX_NAME_LENGTH - 1] + "…"


class ConversionReport:
    """Collects the findings of one body. What recurs a hundred times, such as inline styles, is counted instead."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.counted: Counter[tuple[str, str]] = Counter()
        self.labels: dict[tuple[str, int], str] = {}
        #: Texts that browsers did not show as text, in full.
        self.hidden: list[str] = []
        #: Those of them that browsers did show, on buttons.
        self.drawn_anew: list[str] = []
        #: The alternative texts of the images that blocks show, which the images themselves have.
        self.image_alts: dict[int, str] = {}

    def label(self, kind: str, key: int, name: str) -> None:
        """Note what the source calls a person, an image or a document that blocks refer to by number."""
        if name:
            self.labels.setdefault((kind, key), name)

    def kept(self, kind: str, what: str, reason: str = "") -> None:
        self.findings.append(Finding(kind, KEPT, shorten(what), reason))

    def changed(self, kind: str, what: str, reason: str) -> None:
        self.findings.append(Finding(kind, CHANGED, shorten(what), reason))

    def dropped(self, kind: str, what: str, reason: str) -> None:
        self.findings.append(Finding(kind, DROPPED, shorten(what), reason))

    def drop_text(self, text: str, reason: str) -> None:
        """Report words that stood in the source where browsers did not show them as text."""
        if text.strip():
            self.hidden.append(text)
            self.dropped("word", text, reason)

    def drop_button(self, text: str, reason: str) -> None:
        """Report the words of a button that this site draws itself. They were shown, and are no text."""
        self.drop_text(text, reason)
        self.drawn_anew.append(text)

    def count_markup(self, what: str, reason: str) -> None:
        """Count something that was dropped and is reported once, with the number of times."""
        self.counted[what, reason] += 1

    def close(self) -> list[Finding]:
        """Return all findings, with the counted ones at the end."""
        for (what, reason), number in sorted(self.counted.items()):
            times = f"{what} ({number} times)" if number > 1 else what
            self.findings.append(Finding("markup", DROPPED, times, reason))
        self.counted.clear()
        return self.findings
