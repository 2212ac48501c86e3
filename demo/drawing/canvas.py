"""The canvas of the demo's drawings, which look like prints: layers of flat colour on grained paper.

Shapes are drawn at twice the size and reduced, which smooths their edges. Every layer is speckled a little and may be
shifted by a pixel or two, as in a print made by hand. All randomness comes from one seeded generator.
"""

import io
import math
from contextlib import contextmanager
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SCALE = 2


class Pen:
    """Draws on the mask of one layer, in the coordinates of the finished picture. `on=False` erases."""

    def __init__(self, size):
        self.mask = Image.new("L", (size[0] * SCALE, size[1] * SCALE), 0)
        self._draw = ImageDraw.Draw(self.mask)

    @staticmethod
    def _scaled(points):
        return [(x * SCALE, y * SCALE) for x, y in points]

    @staticmethod
    def _tone(on):
        return 255 if on else 0

    def rect(self, left, top, right, bottom, on=True, radius=0):
        box = [left * SCALE, top * SCALE, right * SCALE, bottom * SCALE]
        if radius:
            self._draw.rounded_rectangle(box, radius=radius * SCALE, fill=self._tone(on))
        else:
            self._draw.rectangle(box, fill=self._tone(on))

    def poly(self, points, on=True):
        self._draw.polygon(self._scaled(points), fill=self._tone(on))

    def line(self, points, width, on=True):
        points = self._scaled(points)
        self._draw.line(points, fill=self._tone(on), width=max(1, round(width * SCALE)), joint="curve")

    def stroke(self, points, width, on=True):
        """A line with round ends."""
        self.line(points, width, on)
        for x, y in (points[0], points[-1]):
            self.disc(x, y, width / 2, on)

    def disc(self, x, y, radius, on=True):
        self.oval(x, y, radius, radius, on)

    def oval(self, x, y, half_width, half_height, on=True):
        box = [(x - half_width) * SCALE, (y - half_height) * SCALE]
        box += [(x + half_width) * SCALE, (y + half_height) * SCALE]
        self._draw.ellipse(box, fill=self._tone(on))

    def ring(self, x, y, radius, width, on=True):
        box = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        self._draw.ellipse(box, outline=self._tone(on), width=round(width * SCALE))

    def pie(self, x, y, radius, start, end, on=True):
        """A slice between two angles in degrees, clockwise from three o'clock."""
        box = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        self._draw.pieslice(box, start, end, fill=self._tone(on))

    def arc(self, x, y, radius, start, end, width, on=True):
        box = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        self._draw.arc(box, start, end, fill=self._tone(on), width=max(1, round(width * SCALE)))

    def cut(self, start, end, width, on=False):
        """The mark of a gouge: a stroke that swells in the middle and ends in points."""
        (x0, y0), (x1, y1) = start, end
        length = math.hypot(x1 - x0, y1 - y0) or 1
        across_x, across_y = -(y1 - y0) / length * width / 2, (x1 - x0) / length * width / 2
        middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
        self.poly(
            [
                start,
                (middle_x + across_x, middle_y + across_y),
                end,
                (middle_x - across_x, middle_y - across_y),
            ],
            on,
        )


def turned(points, angle, origin=(0, 0), at=(0, 0)):
    """The points turned by `angle` degrees (clockwise on the page) about `origin`, then moved to `at`."""
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    moved = [(x - origin[0], y - origin[1]) for x, y in points]
    return [(x * cosine - y * sine + at[0], x * sine + y * cosine + at[1]) for x, y in moved]


def box(width, height):
    """The corners of a rectangle about the origin."""
    return [
        (-width / 2, -height / 2),
        (width / 2, -height / 2),
        (width / 2, height / 2),
        (-width / 2, height / 2),
    ]


def polar(x, y, radius, angle):
    return x + radius * math.cos(math.radians(angle)), y + radius * math.sin(math.radians(angle))


def smooth(points, steps=14):
    """A Catmull-Rom curve through the points."""
    ends = [points[0], *points, points[-1]]
    curve = []
    for before, start, end, after in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for step in range(steps):
            t = step / steps
            curve.append(
                tuple(
                    0.5
                    * (
                        2 * p1
                        + (p2 - p0) * t
                        + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2
                        + (3 * p1 - p0 - 3 * p2 + p3) * t**3
                    )
                    for p0, p1, p2, p3 in zip(before, start, end, after, strict=True)
                )
            )
    return [*curve, points[-1]]


class Print:
    """A sheet of paper that layers of ink are printed on."""

    def __init__(self, size, paper, seed, wear=62):
        """`wear` is how readily the ink leaves specks: 50 is a careful print, 62 a brisk one."""
        self.size = size
        self.random = Random(seed)  # noqa: S311 (the same chance every time is the point)
        self.sheet = Image.new("RGB", size, paper)
        self._specks = self._speckle(wear)

    def _noise(self, width, height):
        return Image.frombytes("L", (width, height), self.random.randbytes(width * height))

    def _speckle(self, wear):
        """Where ink does not take: soft specks (0) in an even field (255), larger than the sheet so it can shift."""
        width, height = self.size[0] + 64, self.size[1] + 64
        noise = self._noise(width // 2, height // 2).filter(ImageFilter.GaussianBlur(1.1))
        noise = noise.resize((width, height), Image.Resampling.BICUBIC)
        return noise.point([max(0, min(255, (value - wear) * 9)) for value in range(256)])

    @contextmanager
    def ink(self, colour, overprint=False, shift=None):
        """One layer. `overprint` lets what lies below show through, as transparent ink does."""
        pen = Pen(self.size)
        yield pen
        mask = pen.mask.reduce(SCALE)
        if shift:
            mask = ImageChops.offset(mask, *shift)
        left, top = self.random.randrange(64), self.random.randrange(64)
        specks = self._specks.crop((left, top, left + self.size[0], top + self.size[1]))
        mask = ImageChops.multiply(mask, specks)
        flat = Image.new("RGB", self.size, colour)
        if overprint:
            flat = ImageChops.multiply(flat, self.sheet)
        self.sheet.paste(flat, (0, 0), mask)

    def finish(self):
        """The sheet with the grain of its paper, as a JPEG."""
        fine = self._noise(*self.size).filter(ImageFilter.GaussianBlur(0.6))
        coarse = self._noise(self.size[0] // 12, self.size[1] // 12).resize(self.size, Image.Resampling.BICUBIC)
        grain = Image.blend(fine, coarse, 0.3).point([238 + value * 17 // 255 for value in range(256)])
        sheet = ImageChops.multiply(self.sheet, Image.merge("RGB", [grain] * 3))
        output = io.BytesIO()
        sheet.save(output, "JPEG", quality=86, subsampling=0)
        return output.getvalue()


def on_paper(colour):
    """The colour of the sheet that a scene is printed on."""

    def mark(scene):
        scene.paper = colour
        return scene

    return mark


def waves(pen, random, top, bottom, count, left=-40, right=1840, on=False):
    """Gouged water: strokes that lengthen and thicken towards the viewer."""
    for _ in range(count):
        depth = random.random()
        y = top + depth * (bottom - top)
        x = random.uniform(left, right)
        length = 30 + depth * 190
        pen.cut((x, y), (x + length, y + random.uniform(-2, 2)), 3 + depth * 9, on)
