"""Covers of publications: a print above, the title below on a plain ground."""

import io

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 1700)
PICTURE_HEIGHT = 1060
MARGIN = 90
INK = "#f7f1e3"


def draw_jacket(picture: bytes, title: str, kicker: str, colour: str) -> bytes:
    """Return a JPEG of ``SIZE``: the middle of ``picture``, a print of the demo, and the title on ``colour``."""
    jacket = Image.new("RGB", SIZE, colour)
    original = Image.open(io.BytesIO(picture))
    scene = original.resize((round(original.width * PICTURE_HEIGHT / original.height), PICTURE_HEIGHT))
    left = (scene.width - SIZE[0]) // 2
    jacket.paste(scene.crop((left, 0, left + SIZE[0], PICTURE_HEIGHT)), (0, 0))
    pen = ImageDraw.Draw(jacket)
    pen.text((MARGIN, PICTURE_HEIGHT + 80), kicker, fill=INK, font=ImageFont.load_default(44))
    title_font = ImageFont.load_default(116)
    lines = break_lines(title, title_font, SIZE[0] - 2 * MARGIN)
    pen.multiline_text((MARGIN, PICTURE_HEIGHT + 160), lines, fill=INK, font=title_font, spacing=18)
    output = io.BytesIO()
    jacket.save(output, "JPEG", quality=86, subsampling=0)
    return output.getvalue()


def break_lines(text: str, font: ImageFont.ImageFont | ImageFont.FreeTypeFont, width: int) -> str:
    """Return ``text`` with line breaks, so that no line is wider than ``width`` pixels."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)
