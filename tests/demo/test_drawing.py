"""The drawings are always the same, of the promised size, and nothing in the content asks for one that is not there."""

import io

import pytest
from PIL import Image, ImageStat

from demo import content
from demo.content.records import Drawing
from demo.drawing import COVER_SIZE, PORTRAIT_SIZE, SCENES, draw_cover, draw_portrait


def opened(data):
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def scene(name, seed=1):
    return Drawing(name, name, seed, name, name)


@pytest.mark.parametrize("name", sorted(SCENES))
def test_a_scene_fills_the_sheet_and_is_the_same_twice(name):
    first = draw_cover(scene(name))
    image = opened(first)
    assert (image.format, image.size, image.mode) == ("JPEG", COVER_SIZE, "RGB")
    assert max(ImageStat.Stat(image).stddev) > 20, "hardly anything is drawn"
    assert draw_cover(scene(name)) == first


def test_another_seed_prints_another_sheet():
    assert draw_cover(scene("archive", 1)) != draw_cover(scene("archive", 2))


def test_there_is_no_such_scene():
    with pytest.raises(KeyError):
        draw_cover(scene("unicorn"))


def test_every_scene_that_the_content_asks_for_exists():
    assert {drawing.scene for drawing in content.drawings()} <= set(SCENES)


def test_portraits_of_all_who_have_one():
    seeds = [person.portrait for person in content.PEOPLE if person.portrait is not None]
    portraits = [draw_portrait(seed) for seed in seeds]
    assert {opened(portrait).size for portrait in portraits} == {PORTRAIT_SIZE}
    assert len(set(portraits)) == len(seeds)
    assert draw_portrait(seeds[0]) == portraits[0]


@pytest.mark.parametrize("seed", range(40))
def test_any_seed_has_a_face(seed):
    assert opened(draw_portrait(seed)).size == PORTRAIT_SIZE
