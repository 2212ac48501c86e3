"""Hair and scarves of the portraits: what lies behind the head, and what lies before it."""

from .canvas import polar, smooth


def _crop(pen, x, y):
    pen.poly(
        smooth(
            [
                (x - 124, y + 6),
                (x - 126, y - 74),
                (x - 84, y - 148),
                (x, y - 172),
                (x + 84, y - 148),
                (x + 126, y - 74),
                (x + 124, y + 6),
                (x + 106, y - 44),
                (x + 92, y - 84),
                (x + 20, y - 96),
                (x - 92, y - 84),
                (x - 106, y - 44),
                (x - 124, y + 6),
            ]
        )
    )


def _nothing(pen, x, y):
    """Some hair has no back, and some no front."""


def _bob_back(pen, x, y):
    pen.poly(
        smooth(
            [
                (x - 110, y - 100),
                (x - 158, y - 20),
                (x - 160, y + 110),
                (x - 138, y + 172),
                (x + 138, y + 172),
                (x + 160, y + 110),
                (x + 158, y - 20),
                (x + 110, y - 100),
            ]
        )
    )


def _parted_front(pen, x, y):
    pen.poly(
        smooth(
            [
                (x - 128, y + 60),
                (x - 142, y - 60),
                (x - 96, y - 152),
                (x, y - 180),
                (x + 96, y - 152),
                (x + 142, y - 60),
                (x + 128, y + 60),
                (x + 104, y - 20),
                (x + 60, y - 76),
                (x - 36, y - 118),
                (x - 92, y - 60),
                (x - 104, y - 10),
                (x - 128, y + 60),
            ]
        )
    )


def _bun_back(pen, x, y):
    pen.disc(x + 16, y - 192, 66)


def _swept_front(pen, x, y):
    pen.poly(
        smooth(
            [
                (x - 122, y + 20),
                (x - 134, y - 70),
                (x - 90, y - 150),
                (x, y - 174),
                (x + 96, y - 148),
                (x + 134, y - 66),
                (x + 120, y + 20),
                (x + 108, y - 40),
                (x + 40, y - 108),
                (x - 50, y - 106),
                (x - 108, y - 44),
                (x - 122, y + 20),
            ]
        )
    )


def _cloud_back(pen, x, y):
    for angle in range(150, 391, 24):
        pen.disc(*polar(x, y - 50, 136, angle), 66)
    pen.disc(x, y - 60, 150)


def _cloud_front(pen, x, y):
    for angle in range(196, 345, 21):
        pen.disc(*polar(x, y - 10, 128, angle), 33)


def _side_front(pen, x, y):
    pen.poly(
        smooth(
            [
                (x - 120, y - 10),
                (x - 128, y - 80),
                (x - 70, y - 158),
                (x + 30, y - 176),
                (x + 116, y - 128),
                (x + 128, y - 40),
                (x + 118, y - 6),
                (x + 104, y - 70),
                (x + 60, y - 92),
                (x - 30, y - 72),
                (x - 96, y - 92),
                (x - 108, y - 50),
                (x - 120, y - 10),
            ]
        )
    )


def _scarf_back(pen, x, y):
    pen.poly(
        smooth(
            [
                (x - 100, y - 130),
                (x - 152, y - 10),
                (x - 150, y + 130),
                (x - 190, y + 250),
                (x, y + 320),
                (x + 190, y + 250),
                (x + 150, y + 130),
                (x + 152, y - 10),
                (x + 100, y - 130),
            ]
        )
    )


def _scarf_front(pen, x, y):
    pen.poly(
        smooth(
            [
                (x - 118, y + 110),
                (x - 144, y - 30),
                (x - 96, y - 156),
                (x, y - 184),
                (x + 96, y - 156),
                (x + 144, y - 30),
                (x + 118, y + 110),
                (x + 100, y - 10),
                (x + 66, y - 82),
                (x, y - 104),
                (x - 66, y - 82),
                (x - 100, y - 10),
                (x - 118, y + 110),
            ]
        )
    )
    pen.poly(
        smooth(
            [
                (x - 140, y + 100),
                (x - 60, y + 168),
                (x + 20, y + 184),
                (x + 130, y + 120),
                (x + 170, y + 230),
                (x + 40, y + 330),
                (x - 110, y + 290),
                (x - 190, y + 220),
                (x - 140, y + 100),
            ]
        )
    )


def _receding_front(pen, x, y):
    for side in (-1, 1):
        pen.poly(
            smooth(
                [
                    (x + side * 116, y + 30),
                    (x + side * 134, y - 30),
                    (x + side * 120, y - 92),
                    (x + side * 84, y - 130),
                    (x + side * 92, y - 70),
                    (x + side * 106, y - 10),
                    (x + side * 116, y + 30),
                ]
            )
        )


def _long_back(pen, x, y):
    pen.poly(
        smooth(
            [
                (x - 110, y - 110),
                (x - 160, y + 10),
                (x - 172, y + 180),
                (x - 206, y + 330),
                (x + 206, y + 330),
                (x + 172, y + 180),
                (x + 160, y + 10),
                (x + 110, y - 110),
            ]
        )
    )


# What lies behind the head, what lies before it.
HAIRCUTS = (
    (_nothing, _crop),
    (_bob_back, _parted_front),
    (_cloud_back, _cloud_front),
    (_nothing, _side_front),
    (_scarf_back, _scarf_front),
    (_bun_back, _swept_front),
    (_nothing, _receding_front),
    (_long_back, _parted_front),
)
