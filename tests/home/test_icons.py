"""The icons that browsers and phones ask for, made from the logo."""

from io import BytesIO

import pytest
from PIL import Image
from wagtail.models import Site

from demo.builders import build_image
from home.models import SiteSettings

pytestmark = pytest.mark.django_db

ADDRESSES = ["/favicon.ico", "/apple-touch-icon.png", "/apple-touch-icon-precomposed.png"]


def get_icon(client, address: str) -> Image.Image:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == ("image/x-icon" if address.endswith("ico") else "image/png")
    return Image.open(BytesIO(response.content))


@pytest.fixture
def logo():
    made = BytesIO()
    Image.new("RGB", (400, 200), "#2255aa").save(made, "PNG")
    image = build_image(made.getvalue, "Logo", "The Institute", filename="logo.png")
    SiteSettings.objects.update_or_create(site=Site.objects.get(), defaults={"logo": image})
    return image


def test_they_show_the_whole_logo(client, logo):
    favicon = get_icon(client, "/favicon.ico")
    assert favicon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    assert favicon.convert("RGBA").getpixel((24, 24)) == (0x22, 0x55, 0xAA, 255)
    assert favicon.convert("RGBA").getpixel((24, 2))[3] == 0
    for address in ADDRESSES[1:]:
        icon = get_icon(client, address)
        assert icon.size == (180, 180)
        assert (icon.getpixel((90, 90)), icon.getpixel((90, 20))) == ((0x22, 0x55, 0xAA), (255, 255, 255))


def test_without_a_logo_they_show_a_letter_on_the_accent_colour(client):
    for address in ADDRESSES:
        assert get_icon(client, address).convert("RGB").getpixel((1, 1)) == (0x1D, 0x3B, 0x8F)


def test_a_logo_whose_file_is_lost_does_not_break_them(client, logo):
    logo.file.storage.delete(logo.file.name)
    for address in ADDRESSES:
        assert client.get(address).status_code == 200


def test_pages_name_them(client):
    html = client.get("/").content.decode()
    assert '<link rel="icon" href="/favicon.ico" sizes="48x48">' in html
    assert '<link rel="apple-touch-icon" href="/apple-touch-icon.png">' in html
