"""Drawing of a share card: a JPEG of 1200 x 630 pixels with the site's type, paper and accent."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from media.share_images import MAX_SHARE_BYTES, SHARE_SIZE

from ..colour import LIGHT_BACKGROUND
from .typesetting import SANS, SERIF, Fitted, Place, draw_line, fit, is_right_to_left, prepare

#: Raised when cards come to look different: all are drawn again.
DESIGN = 1
INK, QUIET, RULE = "#1d1b18", "#565249", "#d8d4ca"  # static/css/tokens.css
MARGIN = 80
WIDTH = SHARE_SIZE[0] - 2 * MARGIN
TOP, TEXT_TOP, TEXT_BOTTOM = 96, 150, 488  # the first baseline, and the box of the text
SMALL = 30
TITLE_SIZES, TITLE_LEADING = range(112, 37, -3), 1.1
QUOTE_SIZES, QUOTE_LEADING = range(66, 31, -2), 1.22
HANGING = 64  # how far the quotation mark stands out
QUALITIES = (88, 80, 70)


@dataclass(frozen=True)
class CardWords:
    """What a card shows. ``text`` is a title, or with ``is_quote`` what somebody said.

    ``heading`` stands above it, ``name`` and ``detail`` below.
    """

    heading: str
    text: str
    name: str = ""
    detail: str = ""
    is_quote: bool = False


def draw_card(words: CardWords, accent: str) -> bytes:
    """Return the file. A text in a script that no font has is left out: then the heading stands in its place."""
    image = Image.new("RGB", SHARE_SIZE, LIGHT_BACKGROUND)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, SHARE_SIZE[0], 15), fill=accent)
    if text := prepare(words.text, SERIF):
        card = _Card(draw, accent, is_right_to_left(text))
        card.draw_small(words.heading, TOP, accent)
        card.draw_quote(text) if words.is_quote else card.draw_title(text)
    else:
        card = _Card(draw, accent, is_right_to_left(words.heading))
        card.draw_title(prepare(words.heading, SERIF) or "")
    card.draw_foot(words.name, words.detail)
    return _write(image)


@dataclass(frozen=True)
class _Card:
    """A card that is being drawn. All of it stands at one edge: where its text begins to be read."""

    draw: ImageDraw.ImageDraw
    accent: str
    at_right: bool

    def draw_title(self, text: str) -> None:
        fitted = fit(text, SERIF, (WIDTH, TEXT_BOTTOM - TEXT_TOP), TITLE_SIZES, TITLE_LEADING)
        self._draw_lines(fitted, TITLE_LEADING)

    def draw_quote(self, text: str) -> None:
        fitted = fit(text, SERIF, (WIDTH - HANGING, TEXT_BOTTOM - TEXT_TOP), QUOTE_SIZES, QUOTE_LEADING)
        first = self._draw_lines(fitted, QUOTE_LEADING, HANGING)
        mark = "”" if self.at_right else "“"
        draw_line(self.draw, mark, SERIF, 150, self._at(first + 62), self.accent, int(self.at_right))

    def draw_foot(self, name: str, detail: str) -> None:
        lines = [(text, colour) for text, colour in ((name, INK), (detail, QUIET)) if text]
        if not lines:
            return
        self.draw.line((MARGIN, 520, SHARE_SIZE[0] - MARGIN, 520), fill=RULE, width=2)
        for number, (text, colour) in enumerate(lines):
            self.draw_small(text, (560 if len(lines) > 1 else 572) + 40 * number, colour)

    def draw_small(self, text: str, y: int, colour: str) -> None:
        """Draw one line of small type, cut if it is too long. It has a direction of its own."""
        if prepared := prepare(text, SANS):
            line = fit(prepared, SANS, (WIDTH, SMALL * 2), [SMALL], 1.2).lines[0]
            draw_line(self.draw, line, SANS, SMALL, self._at(y), colour, int(is_right_to_left(prepared)))

    def _draw_lines(self, fitted: Fitted, leading: float, indent: int = 0) -> float:
        """Draw lines from the top of the text's box; return the first baseline."""
        first = TEXT_TOP + fitted.size * 0.9
        for number, line in enumerate(fitted.lines):
            place = self._at(first + number * fitted.size * leading, indent)
            draw_line(self.draw, line, SERIF, fitted.size, place, INK, int(self.at_right))
        return first

    def _at(self, y: float, indent: int = 0) -> Place:
        inset = MARGIN + indent
        return Place(SHARE_SIZE[0] - inset if self.at_right else inset, y, self.at_right)


def _write(image: Image.Image) -> bytes:
    for quality in QUALITIES:
        made = BytesIO()
        image.save(made, "JPEG", quality=quality, subsampling=0, optimize=True, progressive=True)
        if made.tell() < MAX_SHARE_BYTES:
            break
    return made.getvalue()
