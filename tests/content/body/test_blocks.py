"""Body blocks: their metadata, previews on an empty site, validation and rendering."""

import pytest
from django.core.files.base import ContentFile
from django.template.loader import get_template
from wagtail.blocks import StructBlockValidationError
from wagtail.documents import get_document_model

from content.body.blocks import BodyStreamBlock, CodeBlock, HeadingBlock, TableBlock
from content.body.embeds import find_player
from content.body.media_blocks import EmbedBlock, RecordingBlock
from events.event_block import EventBlock

BLOCKS = BodyStreamBlock().child_blocks


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_has_template_icon_group_label_and_description(name):
    meta = BLOCKS[name].meta
    assert get_template(meta.template)
    assert meta.icon not in ("", "placeholder")
    assert meta.group
    assert meta.label
    assert meta.description


@pytest.mark.django_db
@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_previews_on_an_empty_database(name, rf, admin_client):
    response = admin_client.get("/admin/block-preview/", {"id": BLOCKS[name].definition_prefix})
    assert response.status_code == 200
    assert len(response.content) > 500


def test_there_is_no_raw_html():
    assert {
        "heading", "paragraph", "quote", "speaker", "speakers", "image", "gallery", "embed", "document", "callout",
        "table", "event", "related", "divider", "extract", "details", "code", "recording",
        "missing_image",
    } == set(BLOCKS)  # fmt: skip


def test_what_visitors_do_not_see_is_not_found():
    block = BLOCKS["missing_image"]
    value = block.to_python({"address": "https://old.example/a.jpg", "alt_text": "A lamp", "caption": "<p>Lit</p>"})
    assert block.get_searchable_content(value) == []
    assert block.render(value).strip() == ""


def test_heading_has_an_anchor():
    value = HeadingBlock().to_python({"text": "Who pays? The ratepayer", "level": "h2"})
    assert value.anchor == "who-pays-the-ratepayer"


@pytest.mark.parametrize(
    ("url", "provider", "player_url"),
    [
        (
            "https://www.youtube.com/watch?v=a1B2c3D4e5F",
            "YouTube",
            "https://www.youtube-nocookie.com/embed/a1B2c3D4e5F",
        ),
        ("https://youtu.be/a1B2c3D4e5F?t=30", "YouTube", "https://www.youtube-nocookie.com/embed/a1B2c3D4e5F"),
        (
            "https://m.youtube.com/watch?list=x&v=a1B2c3D4e5F",
            "YouTube",
            "https://www.youtube-nocookie.com/embed/a1B2c3D4e5F",
        ),
        ("https://vimeo.com/123456789", "Vimeo", "https://player.vimeo.com/video/123456789"),
    ],
)
def test_players_are_found(url, provider, player_url):
    player = find_player(url)
    assert player.provider == provider
    assert player.player_url.startswith(player_url)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/watch?v=a1B2c3D4e5F",
        "https://youtube.com.evil.example/watch?v=a1B2c3D4e5F",
        "javascript:1",
        "",
    ],
)
def test_other_addresses_have_no_player(url):
    assert find_player(url) is None


def test_an_address_that_cannot_be_played_is_refused():
    block = EmbedBlock()
    value = block.to_python({"url": "https://example.org/film", "title": "A film", "caption": "", "poster": None})
    with pytest.raises(StructBlockValidationError) as refusal:
        block.clean(value)
    assert "YouTube, Vimeo" in str(refusal.value.block_errors["url"])


@pytest.mark.django_db
@pytest.mark.parametrize(("filename", "player"), [("talk.mp3", "<audio"), ("talk.mp4", "<video"), ("talk.pdf", None)])
def test_a_recording_plays_what_can_be_played(filename, player):
    document = get_document_model().objects.create(title="The talk", file=ContentFile(b"0", name=filename))
    block = RecordingBlock()
    value = block.to_python({"file": document.pk, "title": "", "caption": ""})
    if player:
        assert player in block.render(block.clean(value))
    else:
        with pytest.raises(StructBlockValidationError):
            block.clean(value)


def test_code_keeps_its_first_spaces():
    block = CodeBlock()
    data = {"code-text": "    if open:\n        sweep()\n", "code-language": "python"}
    value = block.clean(block.value_from_datadict(data, {}, "code"))
    assert value["text"] == "    if open:\n        sweep()\n"
    assert "<code>    if open:" in block.render(value)


def test_a_chosen_event_must_be_chosen_when_publishing_but_not_in_a_draft():
    block = EventBlock()
    value = block.to_python({"which": "chosen", "page": None, "heading": ""})
    with pytest.raises(StructBlockValidationError):
        block.clean(value)
    block.defer_required_validation()
    assert block.clean_deferred(value) == value


def test_table_cells_are_escaped():
    html = TableBlock().render(
        {
            "data": [["<script>alert(1)</script>", "b"]],
            "table_header_choice": "neither",
            "first_row_is_table_header": False,
            "first_col_is_header": False,
            "table_caption": "<b>caption</b>",
            "cell": [{"row": 0, "col": 0, "className": '"><script>'}],
        }
    )
    assert "<script>" not in html
    assert "<b>caption" not in html
