"""Whatever is converted can be opened, saved and published: in the body's own block, and unchanged by the editor."""

import re
from html import unescape

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.blocks import ListBlock, StructBlock
from wagtail.documents import get_document_model

from content.body.blocks import BodyStreamBlock
from content.body.rich_text import BodyRichTextBlock
from conversion.context import FileTarget
from demo.builders import build_image
from demo.drawing import draw_portrait
from tests.samples import samples
from wordpress.converting.bodies import convert_body
from wordpress.reading.export import Export

from .contexts import EverythingContext

BODY = BodyStreamBlock()
KEYS = re.compile(r' data-block-key="[^"]*"')


class FullContext(EverythingContext):
    def __init__(self, image: int, recording: int, source: str):
        super().__init__(image=image, source=source)
        self.recording = recording

    def resolve_file(self, url, source_id=None):
        return FileTarget(self.recording, "A talk") if url.endswith((".mp3", ".mp4", ".ogg", ".wav", ".mov")) else None


def rich_texts(block, value):
    """Yield every rich text in a raw value, with the block that edits it."""
    if isinstance(block, BodyRichTextBlock):
        yield block, value
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from rich_texts(child, value.get(name))
    elif isinstance(block, ListBlock):
        for item in value:
            yield from rich_texts(block.child_block, item["value"])


def as_edited(block: BodyRichTextBlock, html: str) -> str:
    """What the editor stores when a text is opened and saved."""
    converter = ContentstateConverter(block.features)
    return KEYS.sub("", converter.to_database_format(converter.from_database_format(html)))


def marked(html: str) -> list[tuple[str, frozenset]]:
    """A rich text as its words and breaks, each with the tags around it in whatever order they nest."""
    found: list[tuple[str, frozenset]] = []
    opened: list[str] = []
    for tag, text in re.findall(r"(<[^<>]*>)|([^<>]+)", html):
        if tag.startswith("</"):
            opened.remove(next(name for name in opened if name.startswith(tag[2:-1])))
        elif tag == "<br/>":
            found.append((tag, frozenset()))
        elif tag:
            opened.append(unescape(tag[1:-1]))
        for word in unescape(text).split():
            # Wagtail parts a list whose items hold lists of two levels.
            found.append((word, frozenset(name for name in opened if name not in ("ol", "ul", "li"))))
    return found


def check(blocks: list[dict]) -> None:
    if not blocks:
        return
    value = BODY.clean(BODY.to_python(blocks))
    assert len(value) == len(blocks)
    ids = [block["id"] for block in blocks]
    assert len(set(ids)) == len(ids)
    for block in blocks:
        for editor, html in rich_texts(BODY.child_blocks[block["type"]], block["value"]):
            assert marked(as_edited(editor, html or "")) == marked(html or "")


@pytest.fixture
def surroundings(db):
    image = build_image(lambda: draw_portrait(1), "Portrait", "A portrait", filename="p.jpg")
    recording = get_document_model().objects.create(title="A talk", file="documents/talk.mp3")
    return image.pk, recording.pk


def check_export(path, surroundings, step: int = 1) -> None:
    for item in list(Export([path]).items())[::step]:
        if item.type not in ("attachment", "nav_menu_item"):
            image, recording = surroundings
            context = FullContext(image, recording, source=f"old.example:{item.key}")
            converted = convert_body(item.content, context, item.get_meta("footnotes"))
            check(converted.blocks)
            # The words that may go are those of buttons.
            assert converted.words.share_kept > 0.7


@pytest.mark.parametrize("path", samples("wordpress-exports/*.xml"))
def test_wordpress_test_data(path, surroundings):
    check_export(path, surroundings)


@pytest.mark.parametrize("path", samples("18f-blog.xml.gz"))
def test_every_twentieth_post_of_an_archive(path, surroundings):
    check_export(path, surroundings, step=20)
