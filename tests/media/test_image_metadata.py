"""Photographs tell nobody where they were taken, and bombs are refused by their headers."""

import contextlib
import io
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms
from wagtail.admin.views.account import AvatarSettingsPanel
from wagtail.users.models import UserProfile

from bench.prove.hostile_files import make_text_bomb
from media.forms import ImageFileField
from media.image_containers import strip_container
from media.image_metadata import read_rights, strip_metadata
from media.image_size import check_image_size, get_max_pixels
from media.models import CustomImage

pytestmark = pytest.mark.django_db

ORIENTATION, ARTIST, COPYRIGHT, GPS, MODEL = 0x112, 0x13B, 0x8298, 0x8825, 0x110
XMP = b"""<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/">
 <dc:creator><rdf:Seq><rdf:li>Ida Okonjo-Reyes</rdf:li></rdf:Seq></dc:creator>
 <xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">CC BY 4.0</rdf:li></rdf:Alt></xmpRights:UsageTerms>
 </rdf:Description></rdf:RDF></x:xmpmeta>"""
FORMATS = ["JPEG", "PNG", "WEBP", "AVIF"]


def photograph(image_format: str, *, orientation: int = 6, size: tuple[int, int] = (160, 120), **options) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION], exif[ARTIST], exif[MODEL] = orientation, "Ana Silva", "Pocket 3"
    position = exif.get_ifd(GPS)
    position[1], position[2], position[3], position[4] = "N", (53.0, 28.0, 1.0), "W", (2.0, 14.0, 3.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    file = io.BytesIO()
    picture = Image.effect_noise(size, 40).convert("RGB")
    picture.save(file, image_format, exif=exif.tobytes(), icc_profile=profile, **options)
    return file.getvalue()


#: Names in ``Image.info`` of what belongs to the picture, or to how its frames are played.
KEPT_INFO = {
    *("adobe", "adobe_transform", "jfif", "jfif_density", "jfif_unit", "jfif_version", "progression"),
    *("background", "bbox", "blend", "chromaticity", "compression", "default_image", "dpi", "gamma", "icc_profile"),
    *("disposal", "duration", "extension", "loop", "progressive", "srgb", "timestamp", "transparency", "version"),
}


def has_metadata(image: Image.Image) -> bool:
    """Whether a file holds anything besides the picture, its colour profile and its orientation."""
    tags = set(image.getexif()) - {ORIENTATION}
    named = {str(name) for name, value in image.info.items() if value} - KEPT_INFO - {"exif"}
    segments = [data for name, data in getattr(image, "applist", []) if name in {"APP1", "APP13", "COM"}]
    return bool(tags or named or [data for data in segments if not data.startswith(b"Exif")])


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("image_format", FORMATS)
def test_all_but_profile_and_orientation_is_taken_off(image_format):
    taken = photograph(image_format)
    assert has_metadata(opened(taken))
    stripped = strip_metadata(io.BytesIO(taken))
    image = opened(stripped)
    assert image.format == image_format
    assert image.size == (160, 120)
    assert set(image.getexif()) <= {ORIENTATION}
    assert image.getexif().get(ORIENTATION) == 6
    assert image.info["icc_profile"]
    assert not has_metadata(image)
    assert b"Ana Silva" not in stripped
    assert b"Pocket" not in stripped
    assert strip_metadata(io.BytesIO(stripped)) is None, "what is clean stays as it is"


def test_xmp_iptc_and_comments_go_too():
    for image_format, options in (
        ("JPEG", {"xmp": XMP, "comment": b"At home"}),
        ("WEBP", {"xmp": XMP}),
        ("AVIF", {"xmp": XMP}),
    ):
        taken = photograph(image_format, **options)
        stripped = strip_metadata(io.BytesIO(taken))
        assert b"Okonjo" not in stripped, image_format
        assert b"At home" not in stripped, image_format
    file = io.BytesIO()
    Image.new("P", (9, 9)).save(file, "GIF", comment=b"At home")
    assert b"At home" not in strip_metadata(file)


@pytest.mark.parametrize("image_format", FORMATS)
def test_pixels_are_not_encoded_again(image_format):
    taken = photograph(image_format)
    assert opened(strip_metadata(io.BytesIO(taken))).tobytes() == opened(taken).tobytes()


@pytest.mark.parametrize(
    ("image_format", "options"),
    [("GIF", {"comment": b"Okonjo"}), ("WEBP", {"xmp": XMP}), ("PNG", {}), ("AVIF", {"xmp": XMP})],
)
def test_frames_of_an_animation_are_kept(image_format, options):
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    file = io.BytesIO()
    frames[0].save(file, image_format, save_all=True, append_images=frames[1:], duration=80, loop=0, **options)
    stripped = strip_metadata(file) or file.getvalue()
    assert b"Okonjo" not in stripped
    image, taken = opened(stripped), opened(file.getvalue())
    assert image.n_frames == 3
    for number in range(3):
        image.seek(number)
        taken.seek(number)
        assert image.convert("RGB").tobytes() == taken.convert("RGB").tobytes()


def test_what_a_telephone_puts_behind_the_picture_goes_too():
    """Depth, brightness and moving pictures are files of their own behind the first, with metadata of their own."""
    file, picture = io.BytesIO(), opened(photograph("JPEG"))
    picture.save(file, "MPO", save_all=True, append_images=[opened(photograph("JPEG"))], exif=picture.getexif())
    assert opened(file.getvalue()).format == "MPO"
    stripped = strip_metadata(file)
    image = opened(stripped)
    assert image.format == "JPEG"
    assert set(image.getexif()) == {ORIENTATION}
    assert image.tobytes() == opened(file.getvalue()).tobytes()
    for image_format in FORMATS[:3]:
        clean = strip_metadata(io.BytesIO(photograph(image_format)))
        assert strip_metadata(io.BytesIO(clean + b"a video of Ana Silva")) == clean, image_format


@pytest.mark.parametrize("image_format", [*FORMATS, "GIF"])
def test_a_file_that_is_cut_is_an_error_or_stays_one(image_format):
    file = io.BytesIO()
    Image.effect_noise((40, 30), 40).convert("RGB").save(file, image_format)
    data = file.getvalue()
    for length in range(12, len(data), 7):
        with contextlib.suppress(ValueError):
            assert len(strip_container(data[:length], b"")) <= length + 2


def test_credit_and_licence_are_read():
    rights = read_rights(opened(photograph("JPEG")))
    assert (rights.credit, rights.licence) == ("Ana Silva", "")
    rights = read_rights(opened(photograph("JPEG", xmp=XMP)))
    assert (rights.credit, rights.licence) == ("Ida Okonjo-Reyes", "CC BY 4.0")
    assert read_rights(opened(photograph("JPEG", xmp=b"<broken"))).credit == "Ana Silva"


def test_an_image_that_is_saved_offers_its_credit_and_keeps_no_position():
    image = CustomImage(title="Hall", description="A hall", file=ImageFile(io.BytesIO(photograph("JPEG")), "hall.jpg"))
    image.save()
    image.refresh_from_db()
    assert image.credit == "Ana Silva"
    with image.open_file() as file:
        kept = file.read()
    assert GPS not in opened(kept).getexif()
    assert image.file_size == len(kept)
    given = CustomImage(
        title="Hall", description="A hall", credit="Somebody", file=ContentFile(photograph("JPEG"), "hall.jpg")
    )
    given.save()
    assert given.credit == "Somebody"


def test_renditions_of_an_old_original_are_clean_as_well(monkeypatch):
    image = CustomImage(title="Old", description="Old", file=ContentFile(b"", "old.jpg"), width=160, height=120)
    monkeypatch.setattr(CustomImage, "take_off_metadata", lambda self: None)
    image.file = ContentFile(photograph("JPEG", orientation=1), "old.jpg")
    image.save()
    for spec in ("width-80", "width-80|format-avif", "width-80|format-webp", "original"):
        with image.get_rendition(spec).file.open() as file:
            assert not has_metadata(opened(file.read())), spec


def bomb(image_format: str, side: int = 16_383) -> bytes:
    file = io.BytesIO()
    Image.new("L", (side, side)).save(file, image_format)
    return file.getvalue()


class TestSize:
    def test_is_read_of_every_format(self):
        for image_format in [*FORMATS, "GIF"]:
            file = io.BytesIO()
            Image.new("RGB", (31, 17)).save(file, image_format)
            assert check_image_size(file) == (31, 17), image_format
            assert file.tell() == 0

    @pytest.mark.parametrize(
        ("image_format", "most"), [("JPEG", 20), ("PNG", 20), ("GIF", 20), ("WEBP", 12), ("AVIF", 12)]
    )
    def test_depends_on_the_memory_that_a_format_takes(self, image_format, most):
        file = io.BytesIO()
        Image.new("RGB", (8, 8)).save(file, image_format)
        assert get_max_pixels(file) == most * 1_000_000

    @pytest.mark.parametrize(
        "data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"RIFF\x04\0\0\0WEBP", b"%PDF-1.4", b"\xff\xd8\xff"]
    )
    def test_of_what_is_no_image_is_an_error_in_words(self, data):
        with pytest.raises(ValidationError, match=r"damaged|no image"):
            check_image_size(io.BytesIO(data))

    @pytest.mark.parametrize("image_format", [*FORMATS, "GIF"])
    @pytest.mark.parametrize("percent", [10, 50, 95])
    def test_damaged_is_refused_in_words(self, image_format, percent):
        file = io.BytesIO()
        Image.effect_noise((64, 48), 40).convert("RGB").save(file, image_format)
        data = file.getvalue()[: file.tell() * percent // 100]
        with pytest.raises(ValidationError, match=r"damaged|no image|not an image|not a supported"):
            ImageFileField().clean(SimpleUploadedFile(f"a.{image_format.lower()}", data))

    def test_packed_text_is_not_unpacked(self):
        with pytest.raises(ValidationError, match="damaged"):
            ImageFileField().clean(SimpleUploadedFile("bomb.png", make_text_bomb()))

    def test_too_large_is_refused_in_words(self, editor_client):
        upload = SimpleUploadedFile("bomb.png", bomb("PNG", 9000), "image/png")
        response = editor_client.post("/admin/images/add/", {"title": "Bomb", "description": "Bomb", "file": upload})
        assert "9000 by 9000 pixels" in str(response.json() if "json" in response["Content-Type"] else response.content)
        assert not CustomImage.objects.exists()


class TestThePictureOfOneself:
    def test_has_no_position_either(self):
        upload = SimpleUploadedFile("me.jpg", photograph("JPEG"), "image/jpeg")
        form = AvatarSettingsPanel.form_class({}, {"avatar": upload}, instance=UserProfile())
        assert form.is_valid(), form.errors
        with Image.open(form.cleaned_data["avatar"]) as image:
            assert not has_metadata(image)
            assert image.getexif()[ORIENTATION] == 6

    def test_too_large_is_refused_before_it_is_opened(self):
        upload = SimpleUploadedFile("me.webp", bomb("WEBP"), "image/webp")
        form = AvatarSettingsPanel.form_class({}, {"avatar": upload}, instance=UserProfile())
        assert "too large" in str(form.errors["avatar"])

    def test_of_before_stays(self):
        form = AvatarSettingsPanel.form_class({}, instance=UserProfile())
        assert form.is_valid()
        assert not form.cleaned_data["avatar"]


MEASURE = """
import resource, sys
from pathlib import Path
import django
django.setup()
from media.forms import ImageFileField
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.exceptions import ValidationError
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
path = Path(sys.argv[1])
try:
    ImageFileField().clean(SimpleUploadedFile(path.name, path.read_bytes()))
    print("taken", end=" ")
except ValidationError as error:
    print("refused", end=" ")
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize("image_format", ["WEBP", "PNG", "GIF"])
def test_a_bomb_takes_no_memory(image_format, tmp_path, settings):
    path = tmp_path / f"bomb.{image_format.lower()}"
    path.write_bytes(bomb(image_format))
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        capture_output=True, text=True, check=True, cwd=settings.BASE_DIR,
    )  # fmt: skip
    outcome, megabytes = done.stdout.split()
    assert outcome == "refused"
    assert int(megabytes) < 50
    assert Path(path).stat().st_size < 1_000_000
