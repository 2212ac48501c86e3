"""Images are cut in the background to the sizes of all templates; a visitor's request cuts none."""

import io
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from lxml.html import fromstring
from PIL import Image, ImageStat
from wagtail.images.models import Filter

from content.tasks import update_page_indexes
from delivery.doctor.checks import check_images
from delivery.findings import Level
from demo.builders import block, build_post
from media import renditions, stand_ins
from media.cutting import DecodedFilter, DecodedPicture, decode
from media.models import CustomImage
from media.rendition_specs import find_specs, get_rendition_specs
from media.renditions import cut_due_images
from media.tasks import GRACE, cut_missing_images

pytestmark = pytest.mark.django_db

NO_WORKER = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
#: Without AVIF, which the settings of the tests leave out.
SPECS = (
    *("fill-1200x630|format-jpeg", "fill-1280x853|format-jpeg", "fill-160x160", "fill-1920x1280|format-jpeg"),
    *("fill-640x427|format-jpeg", "max-240x360", "max-480x160", "max-480x720"),
    *("width-1280|format-jpeg", "width-1920|format-jpeg", "width-640|format-jpeg"),
)


def photograph(size=(1600, 1200), kind="JPEG", orientation=1) -> ContentFile:
    """Return a picture with a red quarter at the top left of the file."""
    picture = Image.new("RGB", size, "navy")
    picture.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = io.BytesIO()
    picture.save(file, kind, exif=exif)
    return ContentFile(file.getvalue(), f"quay.{kind.lower()}")


def add_image(**fields) -> CustomImage:
    return CustomImage.objects.create(**{"title": "Quay", "description": "A quay", "file": photograph()} | fields)


def list_specs(image: CustomImage) -> list[str]:
    return sorted(image.renditions.values_list("filter_spec", flat=True))


@pytest.fixture
def no_worker(settings):
    settings.TASKS = NO_WORKER


class TestSpecs:
    def test_are_those_of_public_templates_and_of_code(self):
        assert get_rendition_specs() == SPECS

    def test_are_read_from_tags(self):
        template = """{% image page.photo fill-80x80 format-webp as face %}{% image x width-9 class="a b-1" alt=y %}
        {% srcset_image image width-{5,7} sizes="(min-width: 76rem) 58rem, 100vw" %}{% images width-3 %}"""
        assert list(find_specs(template)) == ["fill-80x80|format-webp", "width-9", "width-5", "width-7"]


class TestCutting:
    def test_follows_an_upload_from_one_decoding(self, monkeypatch):
        decoded = []
        monkeypatch.setattr(renditions, "decode", lambda *given: decoded.append(given) or decode(*given))
        image = add_image()
        assert (list_specs(image), len(decoded)) == (list(SPECS), 1)
        sizes = dict(image.renditions.values_list("filter_spec", "width"))
        assert (sizes["width-1280|format-jpeg"], sizes["fill-640x427|format-jpeg"], sizes["max-480x720"]) == (
            1280,
            640,
            480,
        )

    @pytest.mark.parametrize(("kind", "orientation"), [("JPEG", 1), ("JPEG", 6), ("PNG", 1), ("PNG", 8), ("WEBP", 3)])
    @pytest.mark.parametrize("focus", [{}, {"focal_point_x": 1700, "focal_point_y": 300}])
    def test_shows_what_wagtail_would_have(self, no_worker, kind, orientation, focus):
        size = {"focal_point_width": 200, "focal_point_height": 100} if focus else {}
        image = add_image(file=photograph((2000, 1600), kind, orientation), **focus, **size)
        for spec in ("fill-160x160", "width-200", "fill-200x50-c80"):
            filter_ = Filter(spec=spec)
            with image.open_file() as file:
                picture = decode(image, file, [filter_])
                ours = Image.open(DecodedFilter(spec, picture).run(image, io.BytesIO()).f)
            assert picture.image.width <= 1000
            theirs = Image.open(filter_.run(image, io.BytesIO()).f)
            assert ours.size == theirs.size
            for mine, wagtails in zip(ImageStat.Stat(ours).mean, ImageStat.Stat(theirs).mean, strict=True):
                assert abs(mine - wagtails) < 5, (spec, mine, wagtails)

    @pytest.mark.parametrize(
        ("mode", "colour"), [("I;16", 40_000), ("1", 1), ("P", 5), ("LA", (9, 99)), ("RGBA", (9,) * 4)]
    )
    def test_reduces_pictures_of_every_mode(self, no_worker, mode, colour):
        file = io.BytesIO()
        Image.new(mode, (1600, 1200), colour).save(file, "PNG")
        picture = decode(add_image(), file, [Filter(spec="width-160")])
        assert picture.image.size == (160, 120)
        if mode == "I;16":
            assert picture.image.getpixel((9, 9)) == 40_000 // 256

    def test_copies_no_whole_picture(self):
        """Each copy of 20 megapixels takes 80 MB."""
        picture = DecodedPicture(Image.new("RGB", (40, 10)), "png", (80, 20))
        assert picture.auto_orient() is picture
        assert picture.crop((0, 0, 40, 10)) is picture
        assert picture.crop((0, 0, 20, 10)).get_size() == (20, 10)

    def test_follows_a_new_file_and_a_new_focal_point(self):
        image = add_image()
        before = image.renditions.get(filter_spec="width-640|format-jpeg").file.name
        image.file = photograph((1000, 1000))
        image.save()
        assert list_specs(image) == list(SPECS)
        assert image.renditions.get(filter_spec="width-640|format-jpeg").height == 640
        assert image.renditions.get(filter_spec="width-640|format-jpeg").file.name != before
        CustomImage.objects.filter(pk=image.pk).update(focal_point_x=1)
        image = CustomImage.objects.get()
        image.focal_point_x = image.focal_point_y = image.focal_point_width = image.focal_point_height = 200
        image.save(update_fields=["focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"])
        key = Filter(spec="fill-160x160").get_cache_key(image)
        assert image.renditions.filter(filter_spec="fill-160x160", focal_point_key=key).exists()

    def test_follows_when_renditions_were_deleted_or_another_size_is_shown(self, no_worker, monkeypatch):
        image = add_image()
        cut_due_images(60)
        assert not CustomImage.objects.uncut().exists()
        image.renditions.get(filter_spec="width-640|format-jpeg").delete()
        assert CustomImage.objects.uncut().get() == image
        cut_due_images(60)
        monkeypatch.setattr(renditions, "get_rendition_specs", lambda: (*SPECS, "width-20"))
        monkeypatch.setattr("media.querysets.get_cut_key", lambda: "new")
        monkeypatch.setattr(renditions, "get_cut_key", lambda: "new")
        cut_due_images(60)
        assert list_specs(image) == sorted([*SPECS, "width-20"])
        assert not CustomImage.objects.uncut().exists()

    def test_is_left_to_the_task_for_two_minutes(self, no_worker):
        image = add_image()
        cut_missing_images()
        assert list_specs(image) == []
        CustomImage.objects.update(cut_due_at=timezone.now() - GRACE - timedelta(seconds=1))
        cut_missing_images()
        assert list_specs(image) == list(SPECS)

    def test_goes_on_after_a_damaged_file_and_tries_again(self, no_worker, capsys):
        other, damaged = add_image(), add_image()
        good = damaged.file.read()
        with damaged.file.storage.open(damaged.file.name, "wb") as file:
            file.write(b"not a picture")
        assert check_images().level == Level.NOTE
        cut_due_images(60)
        damaged = CustomImage.objects.get(pk=damaged.pk)
        assert (list_specs(other), list_specs(damaged), damaged.cut_failures) == (list(SPECS), [], 1)
        assert timedelta(minutes=1) < damaged.cut_due_at - timezone.now() < timedelta(minutes=2)
        assert check_images().level == Level.BAD
        with damaged.file.storage.open(damaged.file.name, "wb") as file:
            file.write(good)
        cut_due_images(60)
        assert list_specs(damaged) == []  # its time has not come
        call_command("cut_images")
        assert list_specs(damaged) == list(SPECS)
        assert "Cut 1 images; 0 could not be cut" in capsys.readouterr().out
        assert check_images().level == Level.GOOD

    def test_is_tried_at_once_when_a_page_that_shows_the_image_is_published(self, no_worker, settings):
        image = add_image()
        CustomImage.objects.update(cut_failures=9, cut_due_at=timezone.now() + timedelta(hours=5))
        post = build_post("A quay", hero_image=image)
        settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
        update_page_indexes.call("blog", "blogpage", post.pk)
        assert list_specs(image) == list(SPECS)


class TestAvif:
    @pytest.fixture
    def image(self, settings) -> CustomImage:
        settings.IMAGES_AS_AVIF = True
        return add_image(focal_point_x=1500, focal_point_y=1100, focal_point_width=100, focal_point_height=100)

    def test_is_cut_beside_jpeg(self, image):
        both = {spec.replace("jpeg", kind) for spec in SPECS for kind in ("jpeg", "avif")}
        both.remove("fill-1200x630|format-avif")
        assert set(list_specs(image)) == both
        with Image.open(image.renditions.get(filter_spec="fill-640x427|format-avif").file) as picture:
            assert (picture.format, picture.size, dict(picture.getexif())) == ("AVIF", (640, 427), {})
            red, _green, blue = picture.getpixel((5, 200))
            assert blue > red  # the red quarter ends at 187: cut off at the top, away from the focal point

    def test_pages_offer_both_and_cut_nothing_off(self, image, client):
        body = [block("image", {"image": image.pk, "alt_text": "A quay"})]
        page = fromstring(client.get(build_post("A quay", hero_image=image, body=body).url).content)
        hero, figure = page.xpath("//picture")
        (source,) = hero.xpath("source")
        (shown,) = hero.xpath(".//img")
        assert source.get("type") == "image/avif"
        assert [part.split()[1] for part in source.get("srcset").split(", ")] == ["640w", "1280w", "1600w"]
        assert (shown.get("width"), shown.get("height"), shown.get("loading")) == ("640", "480", "eager")
        assert figure.xpath(".//img/@loading") == ["lazy"]
        feed = client.get("/blog/feed/").content.decode()
        assert ".jpg" in feed
        assert ".avif" not in feed
        assert "picture&gt;" not in feed

    def test_no_other_format_is_stood_in_for_by_it(self, image, no_worker, client):
        image.renditions.exclude(filter_spec="width-640|format-avif").delete()
        page = fromstring(client.get(build_post("A quay", hero_image=image).url).content)
        assert ".avif" in page.xpath("//source/@srcset")[0]
        assert page.xpath("//picture//img/@src") == ["/static/images/blank.svg"]


class TestVisitors:
    @pytest.fixture
    def post(self, no_worker):
        image = add_image()
        return build_post("A quay", hero_image=image, body=[block("image", {"image": image.pk, "alt_text": "A quay"})])

    def test_a_request_cuts_nothing_and_shows_a_blank_of_the_right_size(self, client, post, monkeypatch):
        monkeypatch.setattr("media.models.decode", lambda *given: pytest.fail("an image was cut"))
        for path in ("/", "/blog/", post.url, "/blog/feed/"):
            answer = client.get(path)
            assert answer.status_code == 200
        page = client.get(post.url).content.decode()
        assert list_specs(post.hero_image) == []
        blanks = fromstring(page).xpath("//img[@data-stand-in]")
        assert {tuple(blank.get(name) for name in ("src", "width", "height")) for blank in blanks} == {
            ("/static/images/blank.svg", "640", "480")
        }
        assert "og:image" not in page
        cut_due_images(60)
        page = client.get(post.url).content.decode()
        assert "blank.svg" not in page
        assert "og:image" in page
        assert "data-stand-in" not in page

    def test_the_nearest_size_stands_in(self, client, post):
        small, middle = (post.hero_image.get_rendition(spec) for spec in ("max-165x165", "width-800"))
        post.hero_image.get_rendition("fill-90x10")
        page = client.get(post.url).content.decode()
        assert f"{middle.url} 640w" in page
        assert f"{middle.url} 1280w" in page
        assert "blank.svg" not in page
        assert small.url in client.get("/blog/").content.decode() or middle.url in client.get("/blog/").content.decode()

    def test_stand_ins_are_shown_no_longer_than_needed(self, client, post):
        token = stand_ins._is_visited.set(True)
        try:
            image = CustomImage.objects.get()
            assert image.get_rendition("width-640|format-jpeg").is_blank
            cut_due_images(60)
            image = CustomImage.objects.get()
            assert not image.get_rendition("width-640|format-jpeg").is_blank
        finally:
            stand_ins._is_visited.reset(token)

    def test_a_missing_original_is_no_error(self, client, post):
        post.hero_image.file.storage.delete(post.hero_image.file.name)
        assert client.get(post.url).status_code == 200


def test_editors_see_a_new_image_at_once(editor_client, no_worker):
    image = add_image()
    editor_client.get("/admin/images/")
    assert image.renditions.exists()
