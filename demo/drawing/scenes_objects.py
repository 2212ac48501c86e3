"""Single things, large: an hour on a dial, the great beam with its two pans."""

import math

from .canvas import box, on_paper, polar, turned


@on_paper("#efe1ca")
def hour(sheet, random):
    """A dial cut into the parts of a care visit: the kettle, the wash, the pills, the key, the talk and the road."""
    x, y, radius = 900, 600, 500
    with sheet.ink("#2f4f56") as pen:
        pen.rect(0, 0, 1800, 1200)
    with sheet.ink("#284349") as pen:  # wallpaper
        for row in range(-1, 13):
            for column in range(-1, 19):
                at = (column * 104 + (row % 2) * 52, row * 104 + 40)
                for lean in (-40, 0, 40):
                    pen.poly(turned([(0, 0), (9, -24), (0, -48), (-9, -24)], lean, at=at))
    with sheet.ink("#1d3237") as pen:
        pen.disc(x + 22, y + 26, radius + 44)
    with sheet.ink("#8a5a2f") as pen:
        pen.disc(x, y, radius + 44)
    with sheet.ink("#efe1ca") as pen:
        pen.disc(x, y, radius)
    parts = [
        (-90, -22, "#d9a33f"),
        (-22, 50, "#c9b48d"),
        (50, 92, "#8fa79b"),
        (92, 128, "#d9a33f"),
        (128, 222, "#c9b48d"),
        (222, 270, "#c2432a"),
    ]
    for start, end, colour in parts:
        with sheet.ink(colour) as pen:
            pen.pie(x, y, radius - 56, start, end)
    with sheet.ink("#efe1ca") as pen:
        for start, *_ in parts:
            pen.line([(x, y), polar(x, y, radius - 40, start)], 9)
    with sheet.ink("#1f2d33") as pen:
        for tick in range(60):
            long = tick % 5 == 0
            pen.poly(turned(box(34 if long else 18, 9 if long else 4), tick * 6, at=polar(x, y, radius - 26, tick * 6)))
        # a kettle, two pills, a key, a chair, drops of water
        at = polar(x, y, 270, -56)
        pen.rect(at[0] - 62, at[1] - 40, at[0] + 50, at[1] + 48, radius=26)
        pen.poly(
            [
                (at[0] + 30, at[1] - 12),
                (at[0] + 92, at[1] - 46),
                (at[0] + 98, at[1] - 34),
                (at[0] + 44, at[1] + 26),
            ]
        )
        pen.arc(at[0] - 6, at[1] - 42, 40, 180, 360, 12)
        pen.rect(at[0] - 18, at[1] - 54, at[0] + 6, at[1] - 38)
        at = polar(x, y, 300, 71)
        pen.stroke(turned([(-34, 0), (34, 0)], -36, at=(at[0] + 22, at[1] - 26)), 34)
        pen.line(turned([(0, -18), (0, 18)], -36, at=(at[0] + 22, at[1] - 26)), 5, on=False)
        pen.disc(at[0] - 22, at[1] + 44, 27)
        pen.line([(at[0] - 49, at[1] + 44), (at[0] + 5, at[1] + 44)], 5, on=False)
        at = polar(x, y, 305, 110)
        pen.ring(at[0] - 6, at[1] - 34, 30, 13)
        pen.rect(at[0] - 12, at[1] - 8, at[0], at[1] + 70)
        pen.rect(at[0], at[1] + 38, at[0] + 22, at[1] + 48)
        pen.rect(at[0], at[1] + 58, at[0] + 18, at[1] + 68)
        at = polar(x, y, 262, 175)
        pen.rect(at[0] - 58, at[1] - 92, at[0] - 42, at[1] + 92)
        pen.rect(at[0] - 58, at[1] - 4, at[0] + 62, at[1] + 16)
        pen.rect(at[0] + 46, at[1], at[0] + 62, at[1] + 92)
        for bar in (-80, -50, -22):
            pen.rect(at[0] - 58, at[1] + bar, at[0] - 20, at[1] + bar + 10)
        pen.rect(at[0] - 22, at[1] - 80, at[0] - 12, at[1])
        for distance, angle, size in (
            (250, 4, 34),
            (330, -6, 26),
            (330, 26, 42),
            (232, 34, 24),
            (390, 8, 30),
        ):
            drop_x, drop_y = polar(x, y, distance, angle)
            pen.disc(drop_x, drop_y, size * 0.62)
            pen.poly(
                [
                    (drop_x - size * 0.57, drop_y - size * 0.25),
                    (drop_x, drop_y - size * 1.5),
                    (drop_x + size * 0.57, drop_y - size * 0.25),
                ]
            )
    with sheet.ink("#efe1ca") as pen:  # the road between two doors, which nobody counts
        for dash in range(5):
            near, far = 150 + dash * 58, 184 + dash * 58
            pen.line([polar(x, y, near, 246), polar(x, y, far, 246)], 15)
    with sheet.ink("#1f2d33") as pen:  # hands
        pen.poly(turned([(-70, -11), (300, -5), (330, 0), (300, 5), (-70, 11)], -38, at=(x, y)))
        pen.poly(turned([(-60, -15), (190, -9), (222, 0), (190, 9), (-60, 15)], 108, at=(x, y)))
        pen.disc(x, y, 34)
    with sheet.ink("#c2432a") as pen:
        pen.disc(x, y, 13)


@on_paper("#ecdfc6")
def scales(sheet, random):
    """The great beam: iron weights in one pan, papers in the other, and the papers are heavier."""
    with sheet.ink("#d9c7a2") as pen:  # brick wall
        for course in range(26):
            for brick in range(-1, 16):
                left = brick * 128 + (course % 2) * 64
                if random.random() < 0.86:
                    pen.rect(left + 4, course * 38 + 4, left + 122, course * 38 + 33)
    with sheet.ink("#f6ecd8") as pen:  # an arched window behind the pivot
        pen.rect(640, 330, 1160, 990)
        pen.disc(900, 330, 260)
    with sheet.ink("#a9bcb2") as pen:
        pen.rect(670, 340, 1130, 990)
        pen.disc(900, 340, 230)
    with sheet.ink("#4f7478") as pen:
        pen.rect(670, 760, 1130, 990)
        for mast in (742, 816, 1046):
            pen.rect(mast, 470 + mast % 90, mast + 7, 780)
            pen.line([(mast - 40, 560 + mast % 60), (mast + 46, 560 + mast % 60)], 5)
        pen.poly([(700, 740), (880, 740), (858, 790), (716, 790)])
    with sheet.ink("#f6ecd8") as pen:
        for bar in (670, 818, 974, 1122):
            pen.rect(bar - 7, 120, bar + 9, 990)
        for bar in (330, 552, 774):
            pen.rect(670, bar, 1130, bar + 12)
        for _ in range(18):
            left, row = random.uniform(690, 1060), random.uniform(800, 975)
            pen.cut((left, row), (left + random.uniform(30, 80), row), 5, on=True)
    tilt, arm, pivot = 7, 640, (900, 250)
    ends = [polar(*pivot, arm, 180 + tilt), polar(*pivot, arm, tilt)]
    with sheet.ink("#20292d") as pen:
        pen.poly(
            turned(
                [
                    (-arm - 30, -7),
                    (-120, -30),
                    (0, -54),
                    (120, -30),
                    (arm + 30, -7),
                    (arm + 30, 9),
                    (0, 34),
                    (-arm - 30, 9),
                ],
                tilt,
                at=pivot,
            )
        )
        pen.rect(889, 0, 911, 240)
        pen.ring(900, 92, 44, 14)
        for (x, y), drop in zip(ends, (440, 520), strict=True):
            pen.disc(x, y, 20)
            for corner in (-196, 0, 196):
                pen.line([(x, y + 6), (x + corner, y + drop)], 6)
        pen.rect(0, 1120, 1800, 1200)
    (left_x, left_y), (right_x, right_y) = ends
    pans = ((left_x, left_y + 440), (right_x, right_y + 520))
    with sheet.ink("#20292d") as pen:
        x, y = pans[0]
        for at, size in ((-104, 92), (12, 128), (120, 66)):
            pen.poly(
                [
                    (x + at - size * 0.5, y),
                    (x + at - size * 0.38, y - size),
                    (x + at + size * 0.38, y - size),
                    (x + at + size * 0.5, y),
                ]
            )
            pen.ring(x + at, y - size - 12, size * 0.2, 9)
    x, y = pans[1]
    heap = [(random.randint(-26, 26), random.uniform(-3, 3)) for _ in range(13)]
    for parity, colour in ((0, "#fbf4e4"), (1, "#5d7f82")):
        with sheet.ink(colour) as pen:
            for sheet_number, (shift, lean) in enumerate(heap):
                if sheet_number % 2 == parity:
                    pen.poly(turned(box(250, 17), lean, at=(x + shift, y - 12 - sheet_number * 18)))
    with sheet.ink("#c2432a") as pen:
        pen.rect(x - 92, y - 268, x + 108, y - 243)
        pen.poly([(x + 60, y - 262), (x + 82, y - 262), (x + 82, y - 196), (x + 71, y - 206), (x + 60, y - 196)])
        for at in pans:
            pen.poly(
                [
                    (at[0] - 214, at[1]),
                    (at[0] + 214, at[1]),
                    (at[0] + 168, at[1] + 42),
                    (at[0] - 168, at[1] + 42),
                ]
            )
    with sheet.ink("#ecdfc6") as pen:
        for at in pans:
            for index in range(9):
                step = at[0] - 150 + index * 36
                pen.cut((step, at[1] + 12), (step + 26, at[1] + 12), 4, on=True)
        pen.disc(*pivot, 13)
        for index in range(-8, 9):
            if index:
                pen.poly(turned(box(4, 18), tilt, at=polar(*pivot, index * 62, tilt)))
        for _ in range(60):
            left = random.uniform(0, 1700)
            row = 1134 + random.random() * 60
            pen.cut((left, row), (left + math.copysign(110, random.random()), row), 3, on=True)
