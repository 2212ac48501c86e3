"""Colour arithmetic for the accent colour: contrast by WCAG 2.2, and a lighter shade for the dark colour scheme."""

import colorsys
import re

LIGHT_BACKGROUND = "#fbf9f4"
DARK_BACKGROUND = "#14161a"
#: WCAG 2.2, 1.4.3 (level AA): the least contrast of text of any size with its background.
MIN_CONTRAST = 4.5


def is_hex_colour(value: str) -> bool:
    return re.fullmatch(r"#[0-9a-fA-F]{6}", value) is not None


def _get_channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def get_luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, from 0 (black) to 1 (white)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _get_channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def get_contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((get_luminance(one), get_luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def lighten(colour: str, background: str, minimum: float = MIN_CONTRAST) -> str:
    """Return ``colour``, made lighter in small steps until its contrast with ``background`` is ``minimum``."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_get_channels(colour))
    candidate = colour
    while get_contrast(candidate, background) < minimum and lightness < 1:
        lightness = min(1, lightness + 0.02)
        rgb = colorsys.hls_to_rgb(hue, lightness, saturation)
        candidate = "#" + "".join(f"{round(channel * 255):02x}" for channel in rgb)
    return candidate
