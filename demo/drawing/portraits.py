"""Portraits in cut paper: a head, shoulders, hair and a ground, without a face."""

from .canvas import smooth
from .hair import HAIRCUTS

SKINS = (
    ("#8a5637", "#6f4229"),
    ("#e2b48f", "#c89670"),
    ("#5d3a28", "#48291b"),
    ("#f0cdb0", "#d6ab8a"),
    ("#b57d52", "#96633d"),
    ("#d9a577", "#bb8658"),
)
HAIRS = ("#1d1a1c", "#6b3b22", "#b9b3a8", "#2b1f1b", "#c9823b", "#e6e0d4", "#4a3a34")
GROUNDS = (
    ("#d8a441", "#e6bd6a"),
    ("#2f5b63", "#41737a"),
    ("#c2563c", "#d2765c"),
    ("#8fa79b", "#a9bdb1"),
    ("#3a4a5e", "#50637a"),
    ("#b8a07c", "#cdb895"),
)
CLOTHES = ("#20303a", "#7a2f24", "#e9dcc3", "#46603f", "#5a3f55", "#27474e", "#c98f35")


def draw_bust(sheet, seed):
    """The seed chooses hair and dress; its remainders walk through the palettes so that neighbours differ."""
    random = sheet.random
    skin, shade = SKINS[seed % len(SKINS)]
    ground, light = GROUNDS[(seed * 5 + 1) % len(GROUNDS)]
    cloth = CLOTHES[(seed * 3 + seed // 4) % len(CLOTHES)]
    hair = HAIRS[(seed * 2 + seed // 6) % len(HAIRS)]
    style = HAIRCUTS[seed % len(HAIRCUTS)]
    lean = random.randint(-14, 14)
    x, y = 400 + lean, 330
    with sheet.ink(ground) as pen:
        pen.rect(0, 0, 800, 800)
    with sheet.ink(light) as pen:
        BACKDROPS[seed % len(BACKDROPS)](pen, random)
    with sheet.ink(hair) as pen:
        style[0](pen, x, y)
    with sheet.ink(shade) as pen:  # neck
        pen.poly([(x - 62, y + 80), (x + 62, y + 80), (x + 76, y + 270), (x - 76, y + 270)])
    with sheet.ink(cloth) as pen:
        slope = random.randint(-5, 5)
        left = smooth([(x - 74, y + 196), (x - 180, y + 236 + slope), (x - 262, y + 296), (x - 306, y + 480)])
        right = smooth([(x + 306, y + 480), (x + 262, y + 296), (x + 180, y + 236 - slope), (x + 74, y + 196)])
        pen.poly([*left, *right])
    COLLARS[seed % len(COLLARS)](sheet, x, y, shade, cloth)
    with sheet.ink(skin) as pen:
        pen.oval(x, y, 116, 146)
        pen.poly(
            smooth(
                [
                    (x - 112, y + 20),
                    (x - 98, y + 96),
                    (x - 46, y + 158),
                    (x + 4, y + 168),
                    (x + 52, y + 156),
                    (x + 100, y + 92),
                    (x + 112, y + 20),
                ]
            )
        )
        pen.oval(x - 116, y + 22, 18, 32)
        pen.oval(x + 116, y + 22, 18, 32)
    with sheet.ink(shade) as pen:  # the side away from the light, and the line of the nose
        pen.poly(
            smooth(
                [
                    (x + 20, y - 20),
                    (x + 44, y + 56),
                    (x + 16, y + 64),
                    (x + 10, y + 56),
                    (x + 22, y + 48),
                    (x + 8, y - 20),
                ]
            )
        )
        edge = [(x + 62, y - 130), (x + 82, y - 20), (x + 72, y + 84), (x + 30, y + 160)]
        outer = [
            (x + 52, y + 156),
            (x + 100, y + 92),
            (x + 116, y + 10),
            (x + 104, y - 66),
            (x + 62, y - 130),
        ]
        pen.poly([*smooth(edge), *smooth(outer)])
    with sheet.ink(hair) as pen:
        style[1](pen, x, y)
        if seed in BEARDS:
            pen.poly(
                smooth(
                    [
                        (x - 116, y + 10),
                        (x - 92, y + 64),
                        (x - 40, y + 84),
                        (x, y + 76),
                        (x + 40, y + 84),
                        (x + 92, y + 64),
                        (x + 116, y + 10),
                        (x + 106, y + 112),
                        (x + 50, y + 184),
                        (x, y + 196),
                        (x - 50, y + 184),
                        (x - 106, y + 112),
                        (x - 116, y + 10),
                    ]
                )
            )
    if seed in GLASSES:
        with sheet.ink("#1a1c20") as pen:
            for side in (-1, 1):
                pen.ring(x + side * 50, y + 4, 40, 8)
                pen.line([(x + side * 88, y), (x + side * 116, y - 6)], 7)
            pen.arc(x, y + 2, 14, 190, 350, 7)
    if seed in EARRINGS:
        with sheet.ink("#e9bd55") as pen:
            for side in (-1, 1):
                pen.disc(x + side * 120, y + 66, 12)


def _shirt(sheet, x, y, shade, cloth):
    with sheet.ink("#f3ead8") as pen:
        pen.poly([(x - 74, y + 190), (x - 112, y + 226), (x - 40, y + 330), (x, y + 262)])
        pen.poly([(x + 74, y + 190), (x + 112, y + 226), (x + 40, y + 330), (x, y + 262)])


def _round_neck(sheet, x, y, shade, cloth):
    with sheet.ink(shade) as pen:
        pen.oval(x, y + 196, 84, 56)


def _lapels(sheet, x, y, shade, cloth):
    with sheet.ink("#f3ead8") as pen:
        pen.poly([(x - 82, y + 192), (x + 82, y + 192), (x, y + 480)])
    with sheet.ink("#c2432a") as pen:
        pen.poly(
            [
                (x - 20, y + 246),
                (x + 20, y + 246),
                (x + 13, y + 284),
                (x + 30, y + 420),
                (x, y + 470),
                (x - 30, y + 420),
                (x - 13, y + 284),
            ]
        )
    _shirt(sheet, x, y, shade, cloth)


def _roll_neck(sheet, x, y, shade, cloth):
    with sheet.ink(cloth) as pen:
        pen.rect(x - 84, y + 146, x + 84, y + 240, radius=22)
    with sheet.ink("#000000", overprint=True) as pen:
        for fold in (172, 206):
            pen.cut((x - 80, y + fold), (x + 80, y + fold), 6, on=True)


def _open_neck(sheet, x, y, shade, cloth):
    with sheet.ink(shade) as pen:
        pen.poly([(x - 76, y + 180), (x + 76, y + 180), (x, y + 350)])


COLLARS = (_shirt, _round_neck, _lapels, _roll_neck, _open_neck)


def _sun(pen, random):
    pen.disc(400 + random.randint(-90, 90), 330, 290)


def _panel(pen, random):
    edge = random.randint(280, 460)
    pen.rect(edge, 0, 800, 800)


def _hill(pen, random):
    pen.poly([*smooth([(-20, 560), (220, 470), (480, 520), (820, 420)]), (820, 820), (-20, 820)])


def _window(pen, random):
    for left in (70, 300, 530):
        for top in (50, 300, 550):
            pen.rect(left, top, left + 200, top + 220)


BACKDROPS = (_sun, _panel, _hill, _window)
GLASSES = {1, 5, 8, 12}
BEARDS = {3, 6}
EARRINGS = {2, 7, 5}
