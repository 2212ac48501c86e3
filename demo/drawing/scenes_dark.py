"""Scenes after dark: a block of flats, the light on the Ness."""

from .canvas import box, on_paper, turned, waves


@on_paper("#141d2b")
def night(sheet, random):
    """A block at three in the morning: a handful of windows lit, somebody awake in each."""
    with sheet.ink("#1d2a3c") as pen:
        pen.rect(0, 0, 1800, 1200)
    with sheet.ink("#f0dfb0") as pen:
        pen.disc(1550, 190, 92)
        pen.disc(1512, 168, 84, on=False)
        for _ in range(44):
            pen.disc(random.uniform(0, 1800), random.uniform(0, 250), random.choice((2, 2.6, 3.4)))
    with sheet.ink("#2c3c50") as pen:
        pen.rect(1380, 420, 1820, 1210)
        pen.rect(-10, 520, 200, 1210)
    with sheet.ink("#33465a") as pen:
        pen.rect(170, 150, 1420, 1210)
    with sheet.ink("#24344a") as pen:
        for floor in range(6):
            pen.rect(170, 318 + floor * 172, 1420, 326 + floor * 172)
        pen.rect(150, 136, 1440, 164)
        for floor in range(5):
            for column in range(3):
                pen.rect(1450 + column * 120, 480 + floor * 150, 1520 + column * 120, 570 + floor * 150)
                if column < 1:
                    pen.rect(30, 580 + floor * 150, 104, 670 + floor * 150)
    lit = {(0, 4): "reader", (1, 1): "lamp", (2, 6): "stand", (3, 3): "bed", (4, 0): "kettle", (4, 5): "lamp"}
    cells = [(floor, column) for floor in range(6) for column in range(7)]

    def place(floor, column):
        return 222 + column * 170, 196 + floor * 172

    with sheet.ink("#1a2637") as pen:
        for cell in cells:
            x, y = place(*cell)
            pen.rect(x, y, x + 120, y + 104)
    with sheet.ink("#e9b44c") as pen:
        for cell in lit:
            x, y = place(*cell)
            pen.rect(x + 5, y + 5, x + 115, y + 99)
        pen.rect(1570, 780, 1640, 870)
    with sheet.ink("#f6dc92") as pen:
        for cell, kind in lit.items():
            x, y = place(*cell)
            if kind in ("lamp", "reader", "bed"):
                pen.poly([(x + 78, y + 34), (x + 104, y + 34), (x + 115, y + 99), (x + 62, y + 99)])
    with sheet.ink("#c2432a") as pen:  # the sleeper's alarm
        x, y = place(3, 3)
        pen.rect(x + 5, y + 5, x + 115, y + 99)
    with sheet.ink("#141d2b") as pen:
        for cell, kind in lit.items():
            x, y = place(*cell)
            if kind in ("lamp", "reader", "bed"):
                pen.poly([(x + 80, y + 34), (x + 102, y + 34), (x + 96, y + 16), (x + 86, y + 16)])
            if kind in ("reader", "kettle"):
                pen.disc(x + 42, y + 50, 14)
                pen.poly([(x + 18, y + 99), (x + 24, y + 70), (x + 60, y + 70), (x + 70, y + 99)])
            if kind == "reader":
                pen.poly(turned(box(30, 20), -20, at=(x + 72, y + 78)))
            if kind == "stand":
                pen.disc(x + 62, y + 32, 14)
                pen.poly([(x + 38, y + 99), (x + 42, y + 52), (x + 82, y + 52), (x + 86, y + 99)])
            if kind == "kettle":
                pen.rect(x + 80, y + 70, x + 106, y + 99, radius=5)
            if kind == "bed":
                pen.rect(x + 12, y + 76, x + 108, y + 99)
                pen.disc(x + 28, y + 68, 12)
                pen.disc(x + 78, y + 42, 14)
                pen.poly([(x + 56, y + 99), (x + 62, y + 60), (x + 96, y + 60), (x + 100, y + 99)])
    with sheet.ink("#4d6377") as pen:  # frames, and curtains drawn on some of the rest
        for cell in cells:
            x, y = place(*cell)
            pen.rect(x - 6, y + 106, x + 126, y + 116)
            if cell in lit:
                pen.rect(x + 58, y, x + 62, y + 104)
            elif random.random() < 0.4:
                for fold in range(random.choice((3, 8))):
                    pen.rect(x + 6 + fold * 14, y + 4, x + 13 + fold * 14, y + 102)
    with sheet.ink("#101823") as pen:
        pen.rect(0, 1150, 1800, 1210)
        pen.rect(90, 760, 104, 1160)
        pen.line([(97, 764), (178, 764)], 12)
    with sheet.ink("#e9b44c") as pen:
        pen.poly([(150, 770), (206, 770), (192, 790), (164, 790)])


@on_paper("#e9dec8")
def lighthouse(sheet, random):
    """The Ness light at dusk; its two beams are the only bright thing."""
    with sheet.ink("#24404d") as pen:
        pen.rect(0, 0, 1800, 1200)
    with sheet.ink("#2c4d5a") as pen:
        for row in range(12):
            pen.cut(
                (random.uniform(-300, 500), 90 + row * 56),
                (random.uniform(1100, 2100), 90 + row * 56),
                30,
                on=True,
            )
    lamp = (640, 300)
    with sheet.ink("#e9c877") as pen:
        pen.poly([lamp, (1820, 30), (1820, 330)])
        pen.poly([lamp, (-20, 150), (-20, 330)])
    with sheet.ink("#f5e7bf") as pen:
        pen.poly([lamp, (1820, 120), (1820, 240)])
        pen.poly([lamp, (-20, 210), (-20, 276)])
    with sheet.ink("#f5e7bf") as pen:
        for _ in range(46):
            x, y = random.uniform(0, 1800), random.uniform(30, 640)
            if not 60 < y < 360:
                pen.disc(x, y, random.choice((2, 3, 4)))
    with sheet.ink("#16303a") as pen:
        pen.rect(-10, 800, 1810, 1210)
    with sheet.ink("#4f7d80") as pen:
        waves(pen, random, 815, 1190, 170, on=True)
    with sheet.ink("#e9c877") as pen:
        for row in range(15):
            pen.cut(
                (1220 - 60 - row * 14, 820 + row * 25),
                (1220 + 120 + row * 16, 820 + row * 25),
                5 + row * 0.6,
                on=True,
            )
    with sheet.ink("#0f2026") as pen:  # rocks
        pen.poly(
            [
                (140, 1210),
                (230, 1010),
                (330, 960),
                (380, 880),
                (480, 846),
                (560, 800),
                (760, 800),
                (830, 868),
                (930, 890),
                (1010, 980),
                (1120, 1030),
                (1230, 1210),
            ]
        )
    with sheet.ink("#35565f") as pen:
        for start, end in (
            ((330, 970), (420, 1110)),
            ((480, 860), (440, 990)),
            ((560, 900), (640, 1080)),
            ((760, 830), (820, 980)),
            ((870, 910), (960, 1100)),
            ((690, 960), (740, 1130)),
            ((1010, 1000), (1080, 1140)),
            ((250, 1040), (300, 1170)),
        ):
            pen.cut(start, end, 22, on=True)
    with sheet.ink("#e9dec8") as pen:
        pen.poly([(560, 812), (596, 380), (684, 380), (720, 812)])
    with sheet.ink("#c2432a") as pen:
        for top, bottom in ((440, 530), (620, 715)):
            slope = 36 / 432
            pen.poly(
                [
                    (596 - (top - 380) * slope, top),
                    (684 + (top - 380) * slope, top),
                    (684 + (bottom - 380) * slope, bottom),
                    (596 - (bottom - 380) * slope, bottom),
                ]
            )
    with sheet.ink("#8796a0", overprint=True) as pen:  # its dark side
        pen.poly([(664, 380), (684, 380), (720, 812), (676, 812)])
    with sheet.ink("#0f2026") as pen:
        pen.rect(572, 366, 708, 386)
        pen.rect(596, 256, 606, 370)
        pen.rect(674, 256, 684, 370)
        pen.rect(636, 256, 644, 370)
        pen.poly([(586, 262), (640, 206), (694, 262)])
        pen.rect(636, 176, 644, 214)
        for window in (470, 590, 700):
            pen.rect(628, window, 650, window + 36, radius=10)
        for post in range(9):
            pen.rect(574 + post * 16.4, 338, 577 + post * 16.4, 368)
        pen.rect(572, 334, 708, 339)
        pen.rect(746, 742, 900, 860)
        pen.poly([(732, 746), (824, 684), (916, 746)])
    with sheet.ink("#f5e7bf") as pen:
        pen.disc(*lamp, 24)
        pen.rect(780, 776, 812, 816)
