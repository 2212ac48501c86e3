"""The result of a conversion: blocks, findings, bylines and the account of words."""

from collections import Counter
from dataclasses import dataclass, field

from .account import WordAccount
from .findings import Finding
from .speech.types import Byline


@dataclass
class Conversion:
    """A body as blocks: raw stream data (``type``, ``value``, ``id``), valid for the body of any page."""

    blocks: list[dict] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    bylines: list[Byline] = field(default_factory=list)
    words: WordAccount = field(default_factory=WordAccount)
    #: What the source calls whatever blocks refer to: ``{("person", 3): "Ida Quill", ("image", 7): "hall.jpg"}``.
    labels: dict[tuple[str, int], str] = field(default_factory=dict)

    def tally(self) -> dict[str, Counter[str]]:
        """Count the findings: ``{"link": Counter(kept=3, dropped=1), ...}``."""
        counts: dict[str, Counter[str]] = {}
        for finding in self.findings:
            counts.setdefault(finding.kind, Counter())[finding.outcome] += 1
        return counts
