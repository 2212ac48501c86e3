"""Colour arithmetic for the accent: contrast as WCAG 2.2 defines it, and a lighter shade for dark grounds."""

import colorsys
import re

PAPER = "#fbf9f4"
NIGHT = "#14161a"
#: WCAG 2.2, 1.4.3 (level AA): text of any size against its ground.
MINIMUM_CONTRAST = 4.5


def is_hex_colour(value: str) -> bool:
    return re.fullmatch(r"#[0-9a-fA-F]{6}", value) is not None


def _channels(colour: str) -> tuple[float, float, float]:
    return tuple(int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 (black) to 1 (white)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def lighten_for(colour: str, ground: str, minimum: float = MINIMUM_CONTRAST) -> str:
    """Return ``colour``, made lighter in small steps until it can be read on ``ground``."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    candidate = colour
    while contrast(candidate, ground) < minimum and lightness < 1:
        lightness = min(1, lightness + 0.02)
        rgb = colorsys.hls_to_rgb(hue, lightness, saturation)
        candidate = "#" + "".join(f"{round(channel * 255):02x}" for channel in rgb)
    return candidate
