"""The judged set: texts with what was said in them, by whom and in which role, written down by hand beside each.

``judged/NAME.txt`` is a text, its paragraphs parted by empty lines; ``judged/NAME.toml`` has a list ``said`` of kind
(``proposals.Kind``), words, name and role. ``…`` stands for words left out; a role is written without its article. All
people and institutions are invented. Run as a program it prints what is wrong: ``python -m tests.conversion.judging``.
"""

import re
import tomllib
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from conversion.attribution.find import find_proposals
from conversion.attribution.proposals import Proposal

FOLDER = Path(__file__).parent / "judged"
ARTICLE = re.compile(r"\A(?:the|a|an|our|their|its|her|his|la|le) ", re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    kind: str
    words: str
    name: str
    role: str

    def has_words_of(self, proposal: Proposal) -> bool:
        begin, dots, end = self.words.partition("…")
        found = normalise(proposal.text)
        if not dots:
            return found == normalise(begin)
        return found.startswith(normalise(begin)) and found.endswith(normalise(end))

    def has_speaker_of(self, proposal: Proposal) -> bool:
        return normalise(proposal.voice.name) == normalise(self.name)

    def has_role_of(self, proposal: Proposal) -> bool:
        return normalise_role(proposal.voice.role) == normalise_role(self.role)


@dataclass
class Judgement:
    """Counts over a set of texts, and a line for each thing that is wrong."""

    said: int = 0
    found: int = 0
    speakers_right: int = 0
    certain: int = 0
    certain_right: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.certain_right / self.certain

    @property
    def recall(self) -> float:
        return self.found / self.said

    def __str__(self) -> str:
        return (
            f"certain: {self.certain_right} of {self.certain} right ({self.precision:.1%}); "
            f"found: {self.found} of {self.said} ({self.recall:.1%}); "
            f"their speakers: {self.speakers_right} of {self.found} right ({self.speakers_right / self.found:.1%})"
        )


def normalise(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def normalise_role(text: str) -> str:
    return normalise(ARTICLE.sub("", text.strip()))


def read_blocks(text: str) -> list[dict]:
    """Return a text as stored blocks: one paragraph block, with lists of lines that begin with a hyphen."""
    parts = []
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = part.split("\n")
        if all(line.startswith("- ") for line in lines):
            parts.append("<ul>" + "".join(f"<li>{escape(line[2:], quote=False)}</li>" for line in lines) + "</ul>")
        else:
            parts.append(f"<p>{escape(' '.join(lines), quote=False)}</p>")
    return [{"type": "paragraph", "value": "".join(parts)}]


def read_texts() -> list[tuple[str, str, list[Said]]]:
    """Return name, text and answers of each text."""
    return [
        (
            path.stem,
            path.read_text(),
            [Said(*said) for said in tomllib.loads(path.with_suffix(".toml").read_text())["said"]],
        )
        for path in sorted(FOLDER.glob("*.txt"))
    ]


def judge(texts: list[tuple[str, str, list[Said]]]) -> Judgement:
    """Compare what is found in texts with what is said in them."""
    result = Judgement()
    for name, text, answers in texts:
        left = list(answers)
        result.said += len(answers)
        for proposal in find_proposals(read_blocks(text)):
            result.certain += proposal.is_certain
            answer = next((said for said in left if said.has_words_of(proposal)), None)
            shown = f"{name}: {proposal.kind} “{proposal.text[:60]}…” {proposal.voice.name} ({proposal.voice.role})"
            if answer is None:
                result.wrong += [f"{shown}: nobody said so"] if proposal.is_certain else []
                continue
            left.remove(answer)
            result.found += 1
            is_right = answer.has_speaker_of(proposal)
            result.speakers_right += is_right
            if is_right and answer.has_role_of(proposal) and answer.kind == proposal.kind:
                result.certain_right += proposal.is_certain
            else:
                result.wrong.append(f"{shown}: {answer}{'' if proposal.is_certain else ' (doubtful)'}")
        result.wrong += [f"{name}: not found: {said.kind} “{said.words}” {said.name}" for said in left]
    return result


if __name__ == "__main__":
    judged = judge(read_texts())
    print(*judged.wrong, judged, sep="\n")
