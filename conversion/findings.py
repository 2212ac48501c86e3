"""Collecting what became of each thing, so that nothing goes without a word."""

from collections import Counter

from .context import CHANGED, DROPPED, KEPT, Finding

# How much of a text a report names it by.
NAME_LENGTH = 120


def shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= NAME_LENGTH else text[: NAME_LENGTH - 1] + "…"


class Report:
    """The findings of one body. What comes a hundred times alike, such as inline styles, is counted and said once."""

    def __init__(self):
        self.findings: list[Finding] = []
        self.counted: Counter[tuple[str, str]] = Counter()
        self.labels: dict[tuple[str, int], str] = {}

    def label(self, kind: str, key: int, name: str) -> None:
        """Note what the source calls a person, an image or a document that blocks refer to by number."""
        if name:
            self.labels.setdefault((kind, key), name)

    def kept(self, kind: str, what: str, reason: str = "") -> None:
        self.findings.append(Finding(kind, KEPT, shortened(what), reason))

    def changed(self, kind: str, what: str, reason: str) -> None:
        self.findings.append(Finding(kind, CHANGED, shortened(what), reason))

    def dropped(self, kind: str, what: str, reason: str) -> None:
        self.findings.append(Finding(kind, DROPPED, shortened(what), reason))

    def count_markup(self, what: str, reason: str) -> None:
        self.counted[what, reason] += 1

    def close(self) -> list[Finding]:
        """Return all findings, with what was counted at the end."""
        for (what, reason), number in sorted(self.counted.items()):
            times = f"{what} ({number} times)" if number > 1 else what
            self.findings.append(Finding("markup", DROPPED, times, reason))
        self.counted.clear()
        return self.findings
