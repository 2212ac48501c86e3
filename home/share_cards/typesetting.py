"""Typesetting of short texts with Pillow: fonts by script, bidirectional text, line breaking, fitting into a box.

Raqm, which Pillow's wheels contain, shapes each run of one font and one direction: ligatures of Arabic, marks of
Devanagari. It knows one font at a time, so that lines are divided into runs here, in the order of the Unicode
bidirectional algorithm (UAX 9), as far as titles and names need it: without embeddings and overrides.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from django.conf import settings
from PIL import ImageDraw, ImageFont

SITE_FONTS = Path(settings.BASE_DIR, "static", "fonts")
#: For scripts that the site's own fonts lack: visitors' browsers have fonts for these, the server may have none.
MORE_FONTS = Path(__file__).parent / "fonts"
NOT_A_CHARACTER = "\U0010ffff"  # no font has it: it is drawn as what is missing is
#: What Unicode calls symbols and format characters: left out if no font has them, as no word is lost.
DISPENSABLE = {"So", "Sk", "Cf", "Cs", "Co", "Cn", "Mn"}
ELLIPSIS = "…"


@dataclass(frozen=True)
class Face:
    """A font file with the values of its axes. ``optical`` says that it has an axis for the optical size, too."""

    path: Path
    weight: int | None = None
    optical: bool = False

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        return _load(self, size)


@lru_cache(maxsize=64)
def _load(face: Face, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(face.path, size, layout_engine=ImageFont.Layout.RAQM)
    if face.weight is not None:
        # An optical size is in points; at the width at which cards are shown, their type is half as large.
        font.set_variation_by_axes([face.weight, min(72, max(6, size // 2))] if face.optical else [face.weight])
    return font


OTHER_SCRIPTS = (
    Face(MORE_FONTS / "source-serif-greek.woff2", 560),
    Face(MORE_FONTS / "source-serif-cyrillic.woff2", 560),
    Face(MORE_FONTS / "source-serif-cyrillic-ext.woff2", 560),
    Face(MORE_FONTS / "noto-naskh-arabic.woff2"),
    Face(MORE_FONTS / "noto-serif-hebrew.woff2"),
    Face(MORE_FONTS / "noto-serif-devanagari.woff2"),
)
#: Families: the faces to try for each character, in this order.
SERIF = (
    Face(SITE_FONTS / "newsreader-latin.woff2", 500, optical=True),
    Face(SITE_FONTS / "newsreader-latin-ext.woff2", 500, optical=True),
    *OTHER_SCRIPTS,
)
SANS = (
    Face(SITE_FONTS / "libre-franklin-latin.woff2", 560),
    Face(SITE_FONTS / "libre-franklin-latin-ext.woff2", 560),
    *OTHER_SCRIPTS,
)
Family = tuple[Face, ...]


@lru_cache(maxsize=8192)
def find_face(character: str, family: Family) -> Face | None:
    """Return the first face of the family that has a glyph for the character; None if none has."""
    for face in family:
        if _draw_glyph(face, character) != _draw_glyph(face, NOT_A_CHARACTER):
            return face
    return None


@lru_cache(maxsize=8192)
def _draw_glyph(face: Face, character: str) -> bytes:
    font = face.at(20)
    return b"%f " % font.getlength(character) + bytes(font.getmask(character))


def prepare(text: str, family: Family) -> str | None:
    """Return the text as it can be set, composed and without symbols that no font has; None if letters are missing."""
    kept = []
    for character in unicodedata.normalize("NFC", " ".join(text.split())):
        if character == " " or find_face(character, family):
            kept.append(character)
        elif unicodedata.category(character) not in DISPENSABLE:
            return None
    return " ".join("".join(kept).split())


def is_right_to_left(text: str) -> bool:
    """Return whether the first letter with a direction runs from right to left, as ``dir="auto"`` of HTML."""
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((kind in {"R", "AL"} for kind in strong if kind in {"L", "R", "AL"}), False)


@dataclass(frozen=True)
class Run:
    """A part of a line in one font and one direction. ``level`` is that of the bidirectional algorithm."""

    text: str
    face: Face
    level: int


def get_levels(text: str, base: int) -> list[int]:
    """Return the embedding level of each character (UAX 9, without explicit embeddings)."""
    kinds: list[str | None] = []
    last_strong = ""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in {"L", "R", "AL"}:
            last_strong = kind
        if kind == "EN" and last_strong in {"", "L"} and base == 0:
            kind = "L"
        kinds.append({"L": "L", "R": "R", "AL": "R", "EN": "N", "AN": "N"}.get(kind))
    levels = []
    for index, strong in enumerate(kinds):
        if strong is None:  # a space, a mark: as what is around it, if that agrees (N1), else as the line (N2)
            before = next((k for k in reversed(kinds[:index]) if k), None)
            after = next((k for k in kinds[index:] if k), None)
            is_same = before and after and (before == "L") == (after == "L")
            strong = ("L" if before == "L" else "R") if is_same else ("R" if base else "L")
        levels.append({"L": 2 * base, "R": 1, "N": 2}[strong])
    return levels


def divide(text: str, family: Family, base: int) -> list[Run]:
    """Return the runs of one line, from left to right."""
    levels = get_levels(text, base)
    faces: list[Face] = []
    for index, character in enumerate(text):
        previous = faces[-1] if faces else None
        # Spaces and marks stay in the font of the letter before them, where it has them.
        joins = character == " " or unicodedata.category(character).startswith("M")
        faces.append(previous if joins and previous else find_face(character, family) or family[0])
        if index and character == " " and levels[index] != levels[index - 1]:
            faces[-1] = family[0]
    parts = groupby(zip(text, faces, levels, strict=True), key=lambda part: part[1:])
    runs = [Run("".join(part[0] for part in group), face, level) for (face, level), group in parts]
    return _reorder(runs)


def _reorder(runs: list[Run]) -> list[Run]:
    """Bring runs from logical into visual order (UAX 9, L2)."""
    highest = max((run.level for run in runs), default=0)
    for level in range(highest, 0, -1):
        ordered: list[Run] = []
        for is_reversed, group in groupby(runs, key=lambda run: run.level >= level):
            part = list(group)
            ordered.extend(reversed(part) if is_reversed else part)
        runs = ordered
    return runs


def _measure(run: Run, size: int) -> float:
    return run.face.at(size).getlength(run.text, direction="rtl" if run.level % 2 else "ltr")


def get_width(text: str, family: Family, size: int, base: int = 0) -> float:
    return sum(_measure(run, size) for run in divide(text, family, base))


@dataclass(frozen=True)
class Place:
    """Where a line is drawn: the left end of its baseline, or with ``at_right`` the right one, in pixels."""

    x: float
    y: float
    at_right: bool = False


def draw_line(
    draw: ImageDraw.ImageDraw, line: str, family: Family, size: int, place: Place, colour: str, base: int
) -> None:
    """Draw one line. ``base`` is 1 if it runs from right to left."""
    runs, x, y = divide(line, family, base), place.x, place.y
    if place.at_right:
        x -= sum(_measure(run, size) for run in runs)
    for run in runs:
        direction = "rtl" if run.level % 2 else "ltr"
        draw.text((x, y), run.text, fill=colour, font=run.face.at(size), anchor="ls", direction=direction)
        x += _measure(run, size)


def break_lines(words: list[str], widths: list[float], space: float, measure: float) -> list[str] | None:
    """Return the words in the least number of lines, about equally wide; None if a word is wider than ``measure``."""
    if any(width > measure for width in widths):
        return None
    lines = _fill(words, widths, space, measure)
    low, high = max(widths), measure  # the narrowest measure that needs no more lines
    while high - low > 4:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_fill(words, widths, space, middle)) == len(lines) else (middle, high)
    return _fill(words, widths, space, high)


def _fill(words: Iterable[str], widths: Iterable[float], space: float, measure: float) -> list[str]:
    lines: list[str] = []
    left = -1.0
    for word, width in zip(words, widths, strict=True):
        if width + space <= left:
            lines[-1] += f" {word}"
            left -= width + space
        else:
            lines.append(word)
            left = measure - width
    return lines


@dataclass(frozen=True)
class Fitted:
    """A text that fits: its lines in reading order, and the size of its type in pixels."""

    lines: list[str]
    size: int


def fit(text: str, family: Family, box: tuple[int, int], sizes: Iterable[int], leading: float) -> Fitted:
    """Return the text in the first of ``sizes``, the largest first, in which it fits; at the last one it is cut.

    ``box`` is width and height in pixels, ``leading`` the distance of baselines as a part of the size.
    """
    width, height = box
    size = 0
    for size in sizes:
        lines = _set(text, family, width, size)
        if lines is not None and len(lines) * size * leading <= height:
            return Fitted(lines, size)
    words, most = _break_long_words(text, family, width, size), int(height // (size * leading))
    lines = _set(" ".join(words), family, width, size) or [text]
    if len(lines) > most:
        lines = lines[:most]
        lines[-1] = _cut(lines[-1], family, width, size)
    return Fitted(lines, size)


def _set(text: str, family: Family, measure: float, size: int) -> list[str] | None:
    words = text.split(" ")
    widths = [get_width(word, family, size) for word in words]
    return break_lines(words, widths, get_width("n n", family, size) - get_width("nn", family, size), measure)


def _break_long_words(text: str, family: Family, measure: float, size: int) -> list[str]:
    """Return the words, those that are wider than a line in pieces."""
    words: list[str] = []
    for word in text.split(" "):
        piece = ""
        for character in word:
            if get_width(piece + character, family, size) > measure:
                words.append(piece)
                piece = ""
            piece += character
        words.append(piece)
    return words


def _cut(line: str, family: Family, measure: float, size: int) -> str:
    """Return the line with an ellipsis in place of its last words."""
    line = re.sub(r"\W+$", "", line)
    while " " in line and get_width(line + ELLIPSIS, family, size) > measure:
        line = re.sub(r"\W+$", "", line.rpartition(" ")[0])
    return line + ELLIPSIS
