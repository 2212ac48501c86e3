"""Images for shared links are JPEG of 1200 x 630 pixels and less than 300 kB, whatever was uploaded."""

import os
from io import BytesIO

import pytest
from PIL import Image

from demo.builders import build_image, build_post
from media.share_images import SHARE_FILTER

pytestmark = pytest.mark.django_db


def draw(mode: str, size: tuple[int, int], file_format: str, *, noise: bool = False) -> bytes:
    made = BytesIO()
    small = Image.frombytes("RGB", (300, 200), os.urandom(300 * 200 * 3)) if noise else Image.new(mode, (30, 20), 90)
    small.convert(mode).resize(size).save(made, file_format)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("noise.png", lambda: draw("RGB", (1500, 900), "PNG", noise=True)),
        ("clear.webp", lambda: draw("RGBA", (1300, 700), "WEBP")),
        ("small.png", lambda: draw("LA", (40, 300), "PNG")),
        ("palette.gif", lambda: draw("P", (200, 100), "GIF")),
        ("print.jpg", lambda: draw("CMYK", (800, 800), "JPEG")),
    ],
)
def test_any_upload_becomes_one(name, content):
    rendition = build_image(content, name, "Something", filename=name).get_rendition(SHARE_FILTER)
    data = rendition.file.read()
    assert len(data) < 300_000
    with Image.open(BytesIO(data)) as image:
        assert (image.format, image.size, image.mode) == ("JPEG", (1200, 630), "RGB")
    assert (rendition.width, rendition.height, rendition.file.name.endswith(".jpg")) == (1200, 630, True)


def test_the_page_names_it(client):
    image = build_image(lambda: draw("RGBA", (1300, 700), "WEBP"), "Quay", "A quay", filename="quay.webp")
    html = client.get(build_post(hero_image=image).url).content.decode()
    assert f'<meta property="og:image" content="{image.get_rendition(SHARE_FILTER).full_url}">' in html
    assert '<meta property="og:image:type" content="image/jpeg">' in html
