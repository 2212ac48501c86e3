"""Scenes of the estuary: cranes, the quay wall with its gauge."""

from .canvas import box, on_paper, polar, smooth, turned, waves


def _crane(pen, x, base, height, reach, lift):
    """A quay crane: a portal, a mast and a jib that ends `lift` above the mast's head."""
    pen.poly([(x - 74, base), (x - 50, base), (x - 34, base - 190), (x - 56, base - 190)])
    pen.poly([(x + 74, base), (x + 50, base), (x + 34, base - 190), (x + 56, base - 190)])
    pen.rect(x - 62, base - 208, x + 62, base - 184)
    pen.line([(x - 62, base - 20), (x + 50, base - 180)], 6)
    head = base - height
    pen.poly([(x - 34, base - 200), (x + 34, base - 200), (x + 14, head), (x - 14, head)])
    pen.rect(x - 70, base - 316, x + 40, base - 240)
    tip = (x + reach, head - lift)
    pen.poly([(x - 10, base - 300), (x + 14, base - 318), (tip[0] + 8, tip[1]), (tip[0] - 4, tip[1] + 10)])
    pen.line([(x, head), tip], 5)
    pen.line([(x, head), (x - 66, base - 300)], 7)
    pen.line([tip, (tip[0], tip[1] + height * 0.44)], 4)
    pen.rect(tip[0] - 14, tip[1] + height * 0.44, tip[0] + 14, tip[1] + height * 0.44 + 26)


@on_paper("#f1e3c8")
def harbour(sheet, random):
    """The Edder at Custom Quay: cranes, a red hull, the sun coming up through them."""
    with sheet.ink("#e6b65a") as pen:
        pen.disc(1190, 560, 250)
        for row in range(8):
            pen.rect(900, 640 + row * 22, 1480, 640 + row * 22 + 3 + row * 1.6, on=False)
    with sheet.ink("#b9c7bb") as pen:
        for left, right, y in (
            (0, 640, 180),
            (340, 1060, 236),
            (1320, 1800, 150),
            (1450, 1800, 318),
            (-40, 260, 330),
        ):
            pen.cut((left, y), (right, y), 24, on=True)
    with sheet.ink("#7f9a98") as pen:  # the far bank
        pen.poly(
            [
                *smooth([(-20, 742), (240, 700), (560, 724), (880, 690), (1240, 716), (1820, 684)]),
                (1820, 800),
                (-20, 800),
            ]
        )
        for x in range(60, 1760, 46):
            height = random.choice((0, 18, 30, 44, 24))
            pen.rect(x, 716 - height, x + 38, 760)
        pen.rect(404, 600, 418, 720)
        pen.poly([(396, 606), (411, 560), (426, 606)])
    with sheet.ink("#2f6068") as pen:
        pen.rect(-10, 756, 1810, 1210)
        waves(pen, random, 770, 1190, 210)
    with sheet.ink("#e6b65a") as pen:
        for row in range(17):
            half = 150 - row * 6 + random.randint(-40, 40)
            pen.cut((1190 - half, 776 + row * 19), (1190 + half, 776 + row * 19), 7 + row * 0.3, on=True)
    with sheet.ink("#16303a") as pen:
        _crane(pen, 330, 900, 560, 420, 90)
        _crane(pen, 640, 900, 500, 440, 160)
        _crane(pen, 60, 900, 470, 380, 40)
    with sheet.ink("#c2432a") as pen:  # the hull
        pen.poly([(820, 800), (1690, 780), (1640, 940), (1590, 962), (900, 962), (862, 930)])
    with sheet.ink("#16303a") as pen:
        pen.poly([(868, 930), (1642, 930), (1590, 968), (900, 968)])
        pen.rect(1440, 640, 1456, 800)
        pen.rect(1100, 700, 1110, 806)
        pen.line([(1105, 704), (1448, 644)], 4)
        pen.line([(1105, 704), (880, 800)], 4)
        pen.rect(1500, 600, 1556, 700)
    with sheet.ink("#f1e3c8") as pen:
        pen.poly([(1380, 790), (1384, 690), (1610, 684), (1622, 784)])
        pen.rect(1404, 652, 1500, 694)
        pen.rect(1500, 622, 1556, 642)
        for port in range(7):
            pen.disc(960 + port * 62, 858, 10)
        pen.poly([(846, 818), (1684, 800), (1680, 810), (848, 828)])
    with sheet.ink("#16303a") as pen:
        for window in range(5):
            pen.rect(1404 + window * 41, 712, 1428 + window * 41, 738)
        # the quay
        pen.poly([(-10, 900), (860, 900), (800, 1210), (-10, 1210)])
        for course in range(7):
            pen.line([(-10, 950 + course * 42), (852 - course * 8, 950 + course * 42)], 3, on=False)
            for stone in range(-1, 9):
                x = stone * 118 + (course % 2) * 59
                if x < 760 - course * 8:
                    pen.line([(x, 950 + course * 42), (x, 992 + course * 42)], 3, on=False)
    with sheet.ink("#e6b65a") as pen:
        pen.poly([(-10, 894), (862, 894), (859, 912), (-10, 912)])
    with sheet.ink("#16303a") as pen:
        for x in (180, 480, 760):
            pen.rect(x - 18, 846, x + 18, 900)
            pen.oval(x, 846, 30, 13)
        pen.line(smooth([(760, 862), (800, 900), (850, 880), (880, 826)]), 7)
        for x, y, size in ((1330, 250, 30), (1420, 208, 22), (1270, 318, 18), (1510, 300, 20)):
            pen.arc(x - size, y, size, 205, 340, 6)
            pen.arc(x + size * 0.9, y, size, 200, 335, 6)


@on_paper("#e8dbc0")
def tide(sheet, random):
    """A quay wall with a gauge board, an iron ladder, and marks of past floods cut in the stone."""
    with sheet.ink("#8e9a94") as pen:
        pen.rect(0, 90, 1800, 1210)
    tones = {"#a7b0a6": [], "#7c8a86": [], "#97a29b": []}
    for course in range(11):
        left = -random.randint(0, 120)
        while left < 1800:
            width = random.randint(150, 290)
            tones[random.choice(list(tones))].append(
                (left + 5, 96 + course * 84, left + width - 5, 96 + course * 84 + 74)
            )
            left += width
    for colour, stones in tones.items():
        with sheet.ink(colour) as pen:
            for stone in stones:
                pen.rect(*stone, radius=8)
    with sheet.ink("#6d7b62") as pen:  # weed below the line of the tides
        pen.rect(0, 760, 1800, 1210)
        for x in range(0, 1800, 11):
            pen.poly([(x - 4, 764), (x + 15, 764), (x + 5, 764 - random.uniform(8, 64))])
    with sheet.ink("#56664f") as pen:
        for _ in range(190):
            x, y = random.uniform(0, 1800), random.uniform(770, 940)
            pen.cut((x, y), (x + random.uniform(-10, 10), y + random.uniform(30, 80)), 8, on=True)
    with sheet.ink("#1f3f47") as pen:
        pen.poly([*smooth([(x * 150 - 20, 946 + 12 * (x % 2)) for x in range(14)]), (1830, 1210), (-20, 1210)])
        waves(pen, random, 985, 1190, 110)
    with sheet.ink("#6f9a99") as pen:
        for _ in range(46):
            x, y = random.uniform(-60, 1800), random.uniform(975, 1185)
            pen.cut((x, y), (x + random.uniform(60, 190), y), 7, on=True)
    with sheet.ink("#f5ead2") as pen:
        pen.rect(1050, 130, 1230, 1040)
    with sheet.ink("#1b282d") as pen:
        for step in range(18):
            y = 156 + step * 48
            if step % 2:
                pen.rect(1062, y, 1140, y + 48)
            else:
                pen.rect(1140, y, 1218, y + 24)
        pen.rect(1044, 124, 1236, 136)
        # ladder
        for rail in (420, 560):
            pen.rect(rail, 40, rail + 18, 1090)
        for rung in range(13):
            pen.rect(420, 170 + rung * 72, 578, 184 + rung * 72)
    with sheet.ink("#c2432a") as pen:  # three floods
        for y, left, right in ((250, 700, 1024), (356, 820, 1024), (560, 760, 1024)):
            pen.rect(left, y, right, y + 10)
            pen.poly([(1024, y - 15), (1050, y + 5), (1024, y + 25)])
    with sheet.ink("#f5ead2") as pen:
        for y, left in ((250, 700), (356, 820), (560, 760)):
            for letter in range(4):
                pen.rect(left + letter * 25, y - 40, left + 15 + letter * 25, y - 14)
                pen.rect(left + 5 + letter * 25, y - 33, left + 10 + letter * 25, y - 21, on=False)
    with sheet.ink("#d8a441") as pen:  # a life ring on its hook
        pen.ring(1520, 380, 130, 52)
    with sheet.ink("#f5ead2") as pen:
        for angle in (20, 110, 200, 290):
            pen.poly(turned(box(60, 62), angle, at=polar(1520, 380, 104, angle)))
    with sheet.ink("#1b282d") as pen:
        pen.rect(1512, 226, 1528, 262)
        pen.arc(1520, 380, 142, 24, 106, 5)
        pen.arc(1520, 380, 142, 206, 288, 5)
    with sheet.ink("#5b6560") as pen:  # coping
        pen.rect(0, 0, 1800, 92)
    with sheet.ink("#e8dbc0") as pen:
        pen.rect(0, 0, 1800, 44)
        for joint in (260, 690, 1130, 1580):
            pen.rect(joint, 44, joint + 6, 92)
    with sheet.ink("#1b282d") as pen:
        pen.arc(499, 60, 79, 180, 360, 18)
