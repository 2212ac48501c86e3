"""Scenes under a roof: the table, the shelves, the bench."""

import math
from itertools import pairwise

from .canvas import box, on_paper, polar, turned


@on_paper("#e9dcc3")
def table(sheet, random):
    """A round table from above, fourteen chairs, one of them pulled back."""
    x, y, radius = 900, 606, 410
    with sheet.ink("#dccaa8") as pen:  # floorboards
        for row in range(0, 1200, 96):
            for start in range(-((row // 96) % 3) * 230, 1800, 690):
                pen.rect(start + 3, row + 3, start + 684, row + 92)
    with sheet.ink("#f6ecd6") as pen:  # light from two tall windows
        for left in (-120, 560):
            pen.poly([(left, 0), (left + 430, 0), (left + 1230, 1200), (left + 800, 1200)])
            for bar in (1, 2):
                across = left + 430 * bar / 3
                pen.line([(across, 0), (across + 800, 1200)], 12, on=False)
    empty = 9
    angles = [index * 360 / 14 + 6 for index in range(14)]

    def chair(pen, angle, distance, swing=0):
        at = polar(x, y, distance, angle)
        pen.poly(turned([(-52, -60), (52, -50), (52, 50), (-52, 60)], angle + swing, at=at))
        back = polar(*at, 66, angle + swing)
        pen.poly(turned(box(22, 136), angle + swing, at=back))

    with sheet.ink("#b79f78", overprint=True) as pen:  # shadows
        pen.disc(x + 34, y + 40, radius)
        for index, angle in enumerate(angles):
            chair(pen, angle, 556 if index == empty else 470, 24 if index == empty else 0)
    with sheet.ink("#20303a") as pen:
        for index, angle in enumerate(angles):
            if index != empty:
                chair(pen, angle, 462 + random.randint(-9, 9), random.randint(-5, 5))
    with sheet.ink("#c2432a") as pen:
        chair(pen, angles[empty], 540, 24)
    with sheet.ink("#7a3b22") as pen:
        pen.disc(x, y, radius)
        pen.ring(x, y, radius - 26, 3, on=False)
        for _ in range(150):  # the grain of the wood, cut along the planks
            row = y + random.uniform(-radius, radius)
            half = math.sqrt(max(0, (radius - 44) ** 2 - (row - y) ** 2))
            start = random.uniform(x - half, x + half)
            length = random.uniform(40, 190)
            if start + length < x + half:
                pen.cut((start, row), (start + length, row), random.uniform(2, 4))
    with sheet.ink("#20303a") as pen:
        pen.disc(x, y, 62)
    with sheet.ink("#f4ead2") as pen:
        for index, angle in enumerate(angles):
            if index in (empty, 3, 12):
                continue
            at = polar(x, y, 292 + random.randint(-18, 18), angle)
            pen.poly(turned(box(104, 74), angle + 90 + random.randint(-16, 16), at=at))
        pen.disc(x, y, 46)
    with sheet.ink("#20303a") as pen:
        for index, angle in enumerate(angles):
            if index in (empty, 3, 12) or index % 2:
                continue
            for line in range(4):  # what is written down
                at = polar(x, y, 270 + line * 13, angle)
                pen.poly(turned(box(58 - 12 * (line == 3), 4), angle + 90, at=at))
    with sheet.ink("#e0a63c") as pen:
        for index in (1, 5, 8, 11):
            pen.disc(*polar(x, y, 205, angles[index] + 11), 27)
        pen.poly(turned(box(120, 9), 38, at=polar(x, y, 268, angles[3])))
        pen.disc(x, y, 30)
    with sheet.ink("#7a3b22") as pen:
        for index in (1, 5, 8, 11):
            pen.disc(*polar(x, y, 205, angles[index] + 11), 18)


@on_paper("#ecdfc8")
def archive(sheet, random):
    """Shelves of boxes and ledgers, with one gap and one red box drawn half out."""
    shelves = (40, 330, 620, 910)
    with sheet.ink("#2b2a33") as pen:
        pen.rect(0, 0, 1800, 1200)
    spines = {"#b9894a": [], "#8b9a8c": [], "#e3d3b3": [], "#54606a": []}
    colours = list(spines)
    bands, labels, gap = [], [], None
    for shelf, top in enumerate(shelves):
        left = 26
        while left < 1790:
            if shelf == 2 and 1080 < left < 1260 and gap is None:
                gap = left
                left += 214
                continue
            archive_box = random.random() < 0.36
            width = random.choice((118, 146)) if archive_box else random.choice((34, 42, 52, 64))
            height = 206 if archive_box else random.randint(168, 236)
            colour = "#e3d3b3" if archive_box and random.random() < 0.5 else random.choice(colours)
            spines[colour].append((left, top + 252 - height, left + width - 7, top + 252))
            (labels if archive_box else bands).append((left, top + 252 - height, left + width - 7, colour))
            left += width
    for colour, rects in spines.items():
        with sheet.ink(colour) as pen:
            for rect in rects:
                pen.rect(*rect)
    with sheet.ink("#2b2a33") as pen:
        for left, top, right, _ in bands:
            for offset in random.choice(((24, 34), (20,), (24, 34, 120), ())):
                pen.rect(left, top + offset, right, top + offset + 5)
        for left, top, right, _ in labels:
            pen.rect(left, top + 40, right, top + 43)
            pen.disc((left + right) / 2, top + 176, 11)
    with sheet.ink("#f4ead6") as pen:
        for left, top, right, _ in labels:
            pen.rect(left + 22, top + 70, right - 22, top + 128)
        for left, top, right, colour in bands:
            if colour == "#54606a" and right - left > 40:
                pen.rect(left + 8, top + 60, right - 8, top + 92)
    with sheet.ink("#2b2a33") as pen:
        for left, top, right, _ in labels:
            for row in (86, 98, 110):
                pen.rect(left + 32, top + row, right - 32 - 14 * (row == 110), top + row + 4)
    with sheet.ink("#7d5a36") as pen:
        for top in shelves:
            pen.rect(0, top + 254, 1800, top + 282)
        for upright in (-8, 1792):
            pen.rect(upright, 0, upright + 22, 1200)
    with sheet.ink("#bb3f27") as pen:
        pen.poly([(gap + 22, 668), (gap + 196, 636), (gap + 234, 872), (gap + 60, 904)])
    with sheet.ink("#f4ead6") as pen:
        pen.poly(turned(box(96, 62), -10.5, at=(gap + 124, 742)))
    with sheet.ink("#2b2a33") as pen:
        for row in (-14, 0, 14):
            pen.poly(turned(box(70 - 20 * (row == 14), 5), -10.5, at=(gap + 124 + row * 0.18, 742 + row)))
        pen.disc(gap + 142, 838, 12)
    with sheet.ink("#f4ead6") as pen:  # the ladder
        for foot, head in (((250, 1240), (400, -40)), ((420, 1240), (528, -40))):
            pen.line([foot, head], 20)
        for step in range(9):
            share = (step + 0.6) / 9
            pen.line([(250 + 150 * share, 1240 - 1280 * share), (420 + 108 * share, 1240 - 1280 * share)], 15)


@on_paper("#e8dcc4")
def workbench(sheet, random):
    """Tools on a wall, each in its place; of one there is only the outline."""
    with sheet.ink("#31545a") as pen:
        pen.rect(0, 0, 1800, 930)
    with sheet.ink("#264449") as pen:
        for row in range(40, 930, 56):
            for column in range(40 + (row // 56 % 2) * 28, 1800, 56):
                pen.disc(column, row, 5)
    with sheet.ink("#e8dcc4") as pen:
        # saw blade
        pen.poly([(150, 250), (640, 300), (640, 344), (150, 420)])
        for tooth in range(24):
            left = 150 + tooth * 20.4
            edge = 420 - tooth * 3.16
            pen.poly([(left, edge - 2), (left + 20.4, edge - 5), (left + 10, edge + 15)])
        # try square and rule
        pen.rect(760, 190, 800, 560)
        # spanner
        pen.stroke([(1305, 230), (1305, 560)], 38)
        pen.disc(1305, 206, 58)
        pen.poly([(1280, 130), (1330, 130), (1330, 205), (1280, 205)], on=False)
        pen.disc(1305, 588, 46)
        pen.disc(1305, 588, 22, on=False)
        # hammer head
        pen.poly([(1452, 180), (1560, 180), (1660, 214), (1660, 226), (1560, 252), (1452, 252)])
        # chisels
        for index, left in enumerate((210, 330, 450)):
            width = 22 + 12 * index
            pen.poly(
                [
                    (left - width / 2, 560),
                    (left + width / 2, 560),
                    (left + width / 2, 690),
                    (left, 712),
                    (left - width / 2, 690),
                ]
            )
    with sheet.ink("#d79a36") as pen:
        pen.poly([(90, 226), (190, 216), (196, 440), (118, 470), (60, 420), (74, 330)])
        pen.oval(128, 346, 28, 52, on=False)
        pen.rect(742, 516, 1010, 576)
        pen.rect(1492, 240, 1530, 610, radius=14)
        for left in (210, 330, 450):
            pen.rect(left - 26, 520, left + 26, 566, radius=8)
            pen.rect(left - 20, 500, left + 20, 540, radius=12)
    with sheet.ink("#e8dcc4") as pen:  # the missing one: a plane, chalked on the wall
        outline = [
            (800, 730),
            (800, 690),
            (846, 676),
            (880, 620),
            (912, 622),
            (922, 672),
            (1040, 676),
            (1076, 636),
            (1112, 640),
            (1120, 690),
            (1160, 700),
            (1160, 730),
        ]
        shape = [((x - 980) * 1.6 + 930, (y - 730) * 1.6 + 820) for x, y in [*outline, outline[0]]]
        for start, end in pairwise(shape):
            steps = max(1, round(math.dist(start, end) / 20))
            for step in range(steps):
                a = [start[i] + (end[i] - start[i]) * step / steps for i in (0, 1)]
                b = [start[i] + (end[i] - start[i]) * (step + 0.58) / steps for i in (0, 1)]
                pen.line([tuple(a), tuple(b)], 7)
    with sheet.ink("#1c2b30") as pen:
        for at in ((640, 268), (780, 176), (1305, 130), (1511, 166)):
            pen.disc(*at, 11)
        pen.rect(130, 486, 520, 498)
        pen.line([(1492, 300), (1530, 300)], 6)
    with sheet.ink("#8a5a2f") as pen:
        pen.rect(0, 900, 1800, 1200)
        for _ in range(90):
            left, row = random.uniform(-60, 1700), random.uniform(930, 1190)
            pen.cut((left, row), (left + random.uniform(60, 260), row), random.uniform(2, 4))
    with sheet.ink("#6d4421") as pen:
        pen.rect(0, 892, 1800, 916)
    with sheet.ink("#c33f28") as pen:  # a lunch tin and a mug
        pen.rect(1290, 770, 1560, 900, radius=16)
        pen.arc(1425, 770, 52, 180, 360, 13)
    with sheet.ink("#8f2b1b") as pen:
        pen.rect(1290, 812, 1560, 819)
        pen.rect(1404, 800, 1446, 832)
    with sheet.ink("#f4ead6") as pen:
        pen.rect(1620, 800, 1700, 900, radius=8)
        pen.arc(1702, 846, 32, -90, 90, 12)
        for curl in range(7):  # shavings
            pen.arc(700 + curl * 44 + random.randint(-12, 12), 880 + random.randint(-6, 4), 15, 140, 460, 5)
