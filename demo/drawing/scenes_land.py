"""Scenes of the land about the city: the allotments and the marsh road."""

import math
from contextlib import ExitStack

from .canvas import on_paper, smooth, turned


def _leaf(pen, x, y, size, turn):
    for offset in (-34, 34):
        pen.poly(
            turned(
                [(0, 0), (size * 0.35, -size * 0.6), (0, -size * 1.3), (-size * 0.35, -size * 0.6)],
                turn + offset,
                at=(x, y),
            )
        )


def _plot(sheet_pens, random, left, top, right, bottom, kind):
    soil, green, light, ink = sheet_pens
    soil.rect(left, top, right, bottom)
    if kind == "rows":
        for x in range(int(left) + 38, int(right) - 20, 56):
            for y in range(int(top) + 52, int(bottom) - 6, 48):
                _leaf(green, x, y, 27, random.randint(-15, 15))
    elif kind == "furrows":
        for y in range(int(top) + 20, int(bottom) - 8, 26):
            light.cut((left + 14, y), (right - 14, y + random.randint(-4, 4)), 8, on=True)
    elif kind == "cabbages":
        for x in range(int(left) + 44, int(right) - 24, 72):
            for y in range(int(top) + 44, int(bottom) - 24, 70):
                green.disc(x, y, 27)
                light.disc(x, y, 13)
                green.disc(x, y, 7)
    elif kind == "beans":
        for x in range(int(left) + 34, int(right) - 34, 58):
            for y in (top + (bottom - top) * 0.5, bottom - 18):
                ink.line([(x, y), (x + 24, y - 96)], 5)
                ink.line([(x + 48, y), (x + 24, y - 96)], 5)
                for step in range(4):
                    _leaf(green, x + 5 + 5 * step, y - 10 - 20 * step, 20, random.randint(-70, 70))
    elif kind == "grass":
        green.rect(left, top, right, bottom)
        for _ in range(60):
            x, y = random.uniform(left + 10, right - 10), random.uniform(top + 18, bottom - 8)
            light.cut((x, y), (x + random.uniform(-7, 7), y - 18), 4, on=True)


@on_paper("#e6d8b4")
def allotments(sheet, random):
    """Plots seen from the railway bank, with sheds, water butts and one scarecrow of a coat."""
    columns = [(-40, 330), (372, 716), (758, 1152), (1194, 1480), (1522, 1860)]
    rows = [(70, 360), (404, 760), (806, 1250)]
    kinds = [
        ["furrows", "rows", "grass", "cabbages", "rows"],
        ["cabbages", "beans", "rows", "furrows", "grass"],
        ["rows", "furrows", "cabbages", "beans", "furrows"],
    ]
    sheds = [
        (60, 250, "#c0432b"),
        (1230, 560, "#31505c"),
        (832, 210, "#31505c"),
        (1560, 640, "#d8a03a"),
        (420, 1010, "#d8a03a"),
    ]
    with ExitStack() as layers:
        # Entered in this order, printed in the reverse: soil lies lowest.
        ink, light, green, soil = (
            layers.enter_context(sheet.ink(colour)) for colour in ("#26301f", "#b8b967", "#4d6b3a", "#8a6440")
        )
        for (top, bottom), line in zip(rows, kinds, strict=True):
            for (left, right), kind in zip(columns, line, strict=True):
                _plot((soil, green, light, ink), random, left, top, right, bottom, kind)
    with sheet.ink("#6b4a2d", overprint=True) as pen:
        for x, y, _ in sheds:
            pen.poly([(x + 170, y - 8), (x + 268, y + 20), (x + 268, y + 96), (x + 170, y + 96)])
    for x, y, colour in sheds:
        with sheet.ink("#efe3c6") as pen:
            pen.rect(x, y - 30, x + 176, y + 96)
        with sheet.ink(colour) as pen:
            pen.poly([(x - 22, y - 24), (x + 88, y - 118), (x + 198, y - 24)])
            pen.rect(x + 22, y + 4, x + 78, y + 96)
        with sheet.ink("#26301f") as pen:
            pen.rect(x + 104, y + 6, x + 152, y + 46)
            for board in range(1, 8):
                pen.rect(x + board * 22, y - 22, x + board * 22 + 2, y + 96)
            pen.disc(x + 70, y + 52, 5)
    with sheet.ink("#31505c") as pen:
        for x, y in ((286, 300), (1068, 258), (640, 1060)):
            pen.rect(x, y, x + 58, y + 78, radius=10)
    with sheet.ink("#8fb0b0") as pen:
        for x, y in ((286, 300), (1068, 258), (640, 1060)):
            pen.oval(x + 29, y + 6, 25, 9)
    with sheet.ink("#26301f") as pen:  # the coat on its pole
        pen.rect(954, 520, 964, 740)
        pen.line([(872, 566), (1046, 566)], 9)
        pen.oval(959, 506, 30, 9)
        pen.rect(940, 474, 978, 506)
    with sheet.ink("#c0432b") as pen:
        pen.poly(
            [
                (880, 556),
                (1038, 556),
                (1048, 622),
                (1006, 618),
                (1010, 698),
                (908, 698),
                (912, 618),
                (870, 622),
            ]
        )
    with sheet.ink("#26301f") as pen:
        pen.line([(959, 560), (959, 698)], 4)
    with sheet.ink("#26301f") as pen:  # the railway
        pen.rect(0, 0, 1800, 30)
        for tie in range(-10, 1800, 66):
            pen.rect(tie, 26, tie + 34, 48)


@on_paper("#efe2c6")
def marsh(sheet, random):
    """A road on posts across a marsh, the creeks winding under it, the city small on the horizon."""
    with sheet.ink("#e3b25c") as pen:
        pen.disc(1330, 330, 178)
    with sheet.ink("#b9c3b1") as pen:
        for row, (left, right) in (
            (226, (0, 780)),
            (262, (240, 1010)),
            (180, (900, 1800)),
            (300, (1180, 1800)),
        ):
            pen.cut((left, row), (right, row), 22, on=True)
    with sheet.ink("#33484f") as pen:  # the far side
        pen.poly(
            [
                *smooth([(-20, 470), (260, 448), (520, 462), (900, 440), (1280, 460), (1820, 436)]),
                (1820, 540),
                (-20, 540),
            ]
        )
        for x in range(300, 900, 34):
            height = random.choice((22, 30, 38, 26))
            pen.rect(x, 462 - height, x + 26, 470)
            pen.poly([(x, 462 - height), (x + 13, 448 - height), (x + 26, 462 - height)])
        pen.rect(610, 330, 626, 460)
        pen.poly([(604, 336), (618, 296), (632, 336)])
    with sheet.ink("#8d9a5b") as pen:
        pen.rect(-10, 500, 1810, 1210)
    with sheet.ink("#5f7144") as pen:
        for _ in range(520):
            depth = random.random()
            y = 520 + depth**1.5 * 700
            x = random.uniform(-20, 1820)
            size = 14 + depth * 46
            for lean in (-0.34, 0, 0.34):
                pen.cut((x, y), (x + lean * size, y - size), 2 + depth * 6, on=True)
    for colour, inset in (("#efe2c6", 0), ("#7fa0a0", 14)):
        with sheet.ink(colour) as pen:
            for creek in (
                [
                    (1180, 508, 8),
                    (1010, 560, 22),
                    (1290, 640, 44),
                    (930, 760, 74),
                    (1240, 930, 120),
                    (900, 1240, 190),
                ],
                [
                    (420, 508, 6),
                    (560, 560, 14),
                    (300, 640, 32),
                    (470, 780, 52),
                    (130, 960, 84),
                    (260, 1240, 120),
                ],
            ):
                left = smooth([(x - width + inset * width / 90, y) for x, y, width in creek])
                right = smooth([(x + width - inset * width / 90, y) for x, y, width in creek])
                pen.poly(left + right[::-1])
    with sheet.ink("#efe2c6") as pen:
        for y, x, half in (
            (690, 1080, 30),
            (820, 1010, 56),
            (990, 1160, 80),
            (1090, 1020, 110),
            (900, 220, 40),
            (1080, 190, 60),
        ):
            pen.cut((x - half, y), (x + half, y), 9, on=True)
    with sheet.ink("#262f33") as pen:  # the road and its posts
        for step in range(15):
            x = -40 + step * 136
            top = 690 - 8 * math.sin(step / 3)
            pen.rect(x, top, x + 17, top + 190 - step * 2)
            pen.line([(x + 8, top + 20), (x + 128, top + 130)], 8)
        pen.poly([(-20, 660), (1820, 628), (1820, 664), (-20, 706)])
        for x in range(10, 1800, 88):
            pen.rect(x, 610 - x * 0.017, x + 7, 668 - x * 0.017)
        pen.poly([(-20, 612), (1820, 580), (1820, 586), (-20, 619)])
    with sheet.ink("#c2432a") as pen:  # one bus on it
        pen.rect(640, 528, 862, 648, radius=12)
    with sheet.ink("#efe2c6") as pen:
        for window in range(4):
            pen.rect(656 + window * 50, 546, 696 + window * 50, 588)
    with sheet.ink("#262f33") as pen:
        for wheel in (690, 812):
            pen.disc(wheel, 648, 22)
        for x, y, size in ((1010, 250, 26), (1092, 214, 20), (1120, 282, 17), (960, 310, 15)):  # birds
            pen.arc(x - size, y, size, 200, 340, 6)
            pen.arc(x + size * 0.9, y, size, 200, 340, 6)
