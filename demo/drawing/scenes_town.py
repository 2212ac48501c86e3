"""Scenes of the streets: terraces, front doors, a bus map."""

from .canvas import box, on_paper, turned


def _glaze(pen, x, y, half, tall):
    """A sash window, its bars carved out."""
    pen.rect(x - half, y, x + half, y + tall)
    pen.rect(x - 2, y, x + 2, y + tall, on=False)
    pen.rect(x - half, y + tall / 2 - 2, x + half, y + tall / 2 + 2, on=False)


def _row_of_houses(sheet, houses, wall, roof, width=172, height=190):
    """`houses` are (left, base, lit windows, door lit); printed in four inks from the back to the front."""
    with sheet.ink(roof) as pen:
        for left, base, *_ in houses:
            top = base - height
            pen.poly([(left - 6, top), (left + width + 6, top), (left + width - 8, top - 60), (left + 8, top - 60)])
    with sheet.ink(wall) as pen:
        for left, base, *_ in houses:
            pen.rect(left, base - height, left + width, base + 120)
            pen.rect(left + width - 38, base - height - 108, left + width - 8, base - height - 40)
    for ink, wanted in (("#1f2a30", False), ("#f6d67f", True)):
        with sheet.ink(ink) as pen:
            for left, base, lit, door in houses:
                spots = ((0.3, -height + 26, 62), (0.74, -height + 26, 62), (0.3, -86, 66))
                for spot, (across, rise, tall) in enumerate(spots):
                    if (spot in lit) == wanted:
                        _glaze(pen, left + width * across, base + rise, 24, tall)
                if door == wanted:
                    pen.rect(left + width * 0.74 - 22, base - 86, left + width * 0.74 + 22, base + 2)
                    pen.rect(left + width * 0.74 - 22, base - 68, left + width * 0.74 + 22, base - 64, on=False)
                if not wanted:
                    for pot in (4, 18):
                        pen.rect(
                            left + width - 38 + pot,
                            base - height - 126,
                            left + width - 29 + pot,
                            base - height - 108,
                        )


@on_paper("#efe1c4")
def terraces(sheet, random):
    """Four terraces climb a hill. Most windows are dark, and one house is red."""
    with sheet.ink("#dda94a") as pen:
        pen.disc(1400, 190, 124)
    with sheet.ink("#cfd0b8") as pen:
        for left, right, y in ((80, 820, 96), (520, 1180, 54), (1180, 1840, 262), (-60, 460, 170)):
            pen.cut((left, y), (right, y), 22, on=True)
    inks = (
        ("#a9b5a2", "#8a9986"),
        ("#c79a63", "#9a6f42"),
        ("#7f989a", "#5c7579"),
        ("#4f6b72", "#33494f"),
    )
    for row, (wall, roof) in enumerate(inks):
        base, slope = 500 + row * 242, (-0.05, 0.035)[row % 2]
        houses, red = [], []
        for number in range(-1, 12):
            left = -120 + number * 172 + row * 61 % 150
            lit = {spot for spot in range(3) if random.random() < 0.2}
            house = (left, base + slope * (left - 900), lit, random.random() < 0.06)
            (red if (row, number) == (2, 7) else houses).append(house)
        _row_of_houses(sheet, houses, wall, roof)
        if red:
            _row_of_houses(sheet, [(*red[0][:2], {0, 1, 2}, True)], "#c2432a", "#8f2b1b")


@on_paper("#e7d9bd")
def doors(sheet, random):
    """Five front doors in a row; the fourth stands ajar and light falls on the pavement."""
    with sheet.ink("#b4714b") as pen:
        pen.rect(0, 0, 1800, 960)
        for course in range(26):
            pen.rect(0, course * 38, 1800, course * 38 + 4, on=False)
            for brick in range(-1, 20):
                left = brick * 100 + (course % 2) * 50
                pen.rect(left, course * 38, left + 4, course * 38 + 38, on=False)
    with sheet.ink("#8f5436") as pen:
        for _ in range(110):
            course, brick = random.randrange(26), random.randrange(-1, 19)
            left = brick * 100 + (course % 2) * 50
            pen.rect(left + 4, course * 38 + 4, left + 100, course * 38 + 38)
    with sheet.ink("#59636a") as pen:
        pen.rect(0, 960, 1800, 1210)
        for joint in range(-2, 16):
            pen.line([(joint * 150 + 40, 1060), (joint * 178 - 180, 1210)], 4, on=False)
        pen.rect(0, 1056, 1800, 1060, on=False)
    lefts = [68 + index * 346 for index in range(5)]
    with sheet.ink("#f2e7cf") as pen:
        for left in lefts:
            pen.rect(left - 26, 210, left + 296, 960)
            pen.pie(left + 135, 236, 161, 180, 360)
            pen.rect(left - 44, 960, left + 314, 996)
    with sheet.ink("#1d2a31") as pen:
        for left in lefts:
            pen.rect(left, 250, left + 270, 960)
            pen.pie(left + 135, 232, 130, 180, 360)
    with sheet.ink("#f6d67f") as pen:
        pen.rect(lefts[3], 250, lefts[3] + 270, 960)
        pen.poly([(lefts[3] + 8, 996), (lefts[3] + 190, 996), (lefts[3] + 40, 1210), (lefts[3] - 250, 1210)])
        for left in (lefts[1], lefts[3]):
            pen.pie(left + 135, 232, 118, 180, 360)
    with sheet.ink("#8fa9a4") as pen:
        for left in (lefts[0], lefts[2], lefts[4]):
            pen.pie(left + 135, 232, 118, 180, 360)
    with sheet.ink("#1d2a31") as pen:  # glazing bars of the fanlights
        for left in lefts:
            for angle in (-144, -108, -72, -36):
                pen.poly(turned(box(124, 7), angle, origin=(-62, 0), at=(left + 135, 232)))
            pen.pie(left + 135, 232, 34, 180, 360)
    colours = ("#2f5b63", "#6d7d4f", "#3a3550", "#c2432a", "#d39b3a")
    for index, (left, colour) in enumerate(zip(lefts, colours, strict=True)):
        with sheet.ink(colour) as pen:
            if index == 3:
                pen.poly([(left + 270, 250), (left + 186, 286), (left + 186, 1000), (left + 270, 960)])
            else:
                pen.rect(left + 8, 258, left + 262, 960)
        with sheet.ink("#1d2a31", overprint=True) as pen:
            if index == 3:
                pen.poly([(left + 256, 310), (left + 200, 334), (left + 200, 560), (left + 256, 552)])
                pen.poly([(left + 256, 600), (left + 200, 612), (left + 200, 920), (left + 256, 898)])
            else:
                for x0, x1 in ((34, 124), (146, 236)):
                    for y0, y1 in ((300, 560), (650, 910)):
                        pen.rect(left + x0, y0, left + x1, y1)
                        pen.rect(left + x0 + 6, y0 + 6, left + x1, y1, on=False)
    with sheet.ink("#f2d58a") as pen:
        for index, left in enumerate(lefts):
            if index != 3:
                pen.rect(left + 88, 590, left + 182, 618, radius=4)
                pen.disc(left + 234, 604, 12)
                pen.ring(left + 135, 420, 26, 8)
    with sheet.ink("#1d2a31") as pen:
        for index, left in enumerate(lefts):
            if index != 3:
                pen.rect(left + 98, 600, left + 172, 606)
        # in the lit hall: a coat on a peg and a walking frame
        hall = lefts[3]
        pen.rect(hall + 30, 420, hall + 150, 430)
        pen.poly(
            [
                (hall + 66, 430),
                (hall + 108, 430),
                (hall + 132, 470),
                (hall + 122, 640),
                (hall + 52, 640),
                (hall + 42, 470),
            ]
        )
        for leg in (52, 132):
            pen.line([(hall + leg, 760), (hall + leg - 8, 952)], 9)
            pen.line([(hall + leg + 26, 760), (hall + leg + 34, 952)], 9)
            pen.line([(hall + leg, 764), (hall + leg + 26, 764)], 9)
        pen.line([(hall + 56, 820), (hall + 150, 820)], 7)
        for left, bottles in ((lefts[0], 2), (lefts[4], 1)):  # milk
            for bottle in range(bottles):
                x = left + 292 - bottle * 36
                pen.rect(x - 15, 912, x + 15, 962, radius=6)
                pen.rect(x - 8, 890, x + 8, 920)
    with sheet.ink("#f7f0de") as pen:
        for left, bottles in ((lefts[0], 2), (lefts[4], 1)):
            for bottle in range(bottles):
                x = left + 292 - bottle * 36
                pen.rect(x - 10, 922, x + 10, 957, radius=4)


@on_paper("#f1e6d0")
def bus_map(sheet, random):
    """A network map. One red route ends in dots where the timetable stops."""
    with sheet.ink("#c3d2cb") as pen:
        pen.line([(-40, 930), (420, 930), (640, 710), (1120, 710), (1360, 950), (1860, 950)], 150)
        pen.disc(420, 930, 75)
    with sheet.ink("#f1e6d0") as pen:
        for _ in range(60):
            x, y = random.uniform(0, 380), 930 + random.uniform(-58, 58)
            pen.cut((x, y), (x + 70, y), 4, on=True)
            x, y = random.uniform(1400, 1780), 950 + random.uniform(-58, 58)
            pen.cut((x, y), (x + 70, y), 4, on=True)
    routes = {
        "#1f3b46": [(-40, 260), (360, 260), (620, 520), (1180, 520), (1480, 220), (1860, 220)],
        "#d79a36": [(240, -40), (240, 560), (480, 800), (480, 1260)],
        "#6a7f52": [(-40, 620), (700, 620), (900, 420), (900, -40)],
        "#4f7d86": [(1180, -40), (1180, 520), (1180, 860), (1000, 1040), (1000, 1260)],
        "#7c5a72": [(1860, 640), (1520, 640), (1400, 520), (620, 520), (620, 1060), (820, 1260)],
    }
    for colour, points in routes.items():
        shift = 15 if colour == "#7c5a72" else 0
        with sheet.ink(colour) as pen:
            pen.line([(x, y + shift) for x, y in points], 27)
            for x, y in points[1:-1]:
                pen.disc(x, y + shift, 13.5)
    with sheet.ink("#c2432a") as pen:
        served = [(-40, 1090), (240, 1090), (760, 570), (760, 300), (1040, 300), (1330, 590), (1330, 800)]
        pen.line(served, 36)
        for x, y in served[1:]:
            pen.disc(x, y, 18)
        for dot in range(6):
            pen.disc(1330 + dot * 46, 860 + dot * 46, 17)
    stops = [
        (120, 260),
        (240, 400),
        (360, 620),
        (480, 960),
        (900, 180),
        (900, 340),
        (1040, 300),
        (1180, 160),
        (1180, 400),
        (1180, 700),
        (1000, 1110),
        (1560, 220),
        (1700, 220),
        (1620, 640),
        (1740, 640),
        (620, 700),
        (620, 860),
        (120, 620),
        (120, 1090),
        (500, 830),
        (1330, 800),
        (1210, 470),
    ]
    with sheet.ink("#1a2429") as pen:
        for x, y in stops:
            pen.disc(x, y, 23)
        for x, y, width in ((620, 526, 58), (760, 526, 50), (1180, 526, 58)):
            pen.disc(x, y, width)
        pen.disc(240, 260, 36)
    with sheet.ink("#f1e6d0") as pen:
        for x, y in stops:
            pen.disc(x, y, 13)
        for x, y, width in ((620, 526, 42), (760, 526, 34), (1180, 526, 42)):
            pen.disc(x, y, width)
        pen.disc(240, 260, 23)
    with sheet.ink("#1a2429") as pen:  # names of the stops, as bars
        for x, y in stops:
            length = random.randint(50, 120)
            pen.rect(x + 38, y - 40, x + 38 + length, y - 32)
            if length > 90:
                pen.rect(x + 38, y - 56, x + 38 + length * 0.6, y - 48)
        pen.disc(1620, 1150, 15)
        pen.ring(1620, 1150, 32, 6)
        pen.rect(1668, 1122, 1800, 1134)
        pen.rect(1668, 1144, 1760, 1154)
