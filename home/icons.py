"""The icons of a site, ``favicon.ico`` and the touch icon, made from the logo in its settings.

Browsers ask for these addresses whatever a page says. Without a logo the icon is the first letter of the organisation
on its accent colour.
"""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont, ImageOps
from wagtail.images.models import SourceImageIOError

from core.generation import per_generation

from .models import SiteSettings

FAVICON_SIZES = (16, 32, 48)
#: iOS rounds the corners, and shows what is transparent in black.
TOUCH_SIZE, TOUCH_MARGIN = 180, 16
LOGO_FILTER = "max-512x512|format-png"


def draw_icon(settings: SiteSettings, size: int) -> Image.Image:
    """Return a square icon: the whole logo, or a letter."""
    logo = open_logo(settings)
    return ImageOps.pad(logo, (size, size), color=(0, 0, 0, 0)) if logo else draw_letter(settings, size)


def open_logo(settings: SiteSettings) -> Image.Image | None:
    if settings.logo is None:
        return None
    try:
        rendition = settings.logo.get_rendition(LOGO_FILTER)
        with rendition.file.open() as file, Image.open(file) as image:
            return image.convert("RGBA")
    except (SourceImageIOError, FileNotFoundError):
        return None


def draw_letter(settings: SiteSettings, size: int) -> Image.Image:
    image = Image.new("RGBA", (size, size), settings.accent_colour)
    letter = settings.organisation.strip()[:1].upper()
    font = ImageFont.load_default(size * 0.7)
    ImageDraw.Draw(image).text((size / 2, size / 2), letter, fill="white", font=font, anchor="mm")
    return image


@per_generation(lambda settings: ("favicon", settings.site_id))
def make_favicon(settings: SiteSettings) -> bytes:
    """Return an ICO file with the sizes that browsers show."""
    icons = [draw_icon(settings, size) for size in FAVICON_SIZES]
    made = BytesIO()
    icons[-1].save(made, "ICO", sizes=[icon.size for icon in icons], append_images=icons[:-1])
    return made.getvalue()


@per_generation(lambda settings: ("touch icon", settings.site_id))
def make_touch_icon(settings: SiteSettings) -> bytes:
    """Return a PNG for the home screen of a phone, on white."""
    margin = TOUCH_MARGIN if settings.logo else 0
    icon = draw_icon(settings, TOUCH_SIZE - 2 * margin)
    image = Image.new("RGB", (TOUCH_SIZE, TOUCH_SIZE), "white")
    image.paste(icon, (margin, margin), icon)
    made = BytesIO()
    image.save(made, "PNG", optimize=True)
    return made.getvalue()
