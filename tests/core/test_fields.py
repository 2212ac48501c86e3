"""Block definitions stay out of migrations."""

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from wagtail.blocks import CharBlock, StreamBlock, StructBlock

from blog.models import BlogPage
from content.body import blocks
from core.fields import StreamField


class NoticeBlock(StructBlock):
    text = CharBlock()


def changes() -> dict:
    """Return what `makemigrations` would write."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(loader.graph)


def test_a_field_is_the_same_whatever_its_blocks_are():
    one = StreamField([("text", CharBlock())], blank=True)
    other = StreamField(StreamBlock([("number", CharBlock()), ("notice", NoticeBlock())]), blank=True)
    assert one.deconstruct()[1:] == other.deconstruct()[1:]
    assert one.deconstruct()[1:3] == ("core.fields.StreamField", [])


@pytest.mark.django_db
def test_a_new_block_needs_no_migration(monkeypatch):
    monkeypatch.setitem(blocks._registered, "notice", NoticeBlock)
    monkeypatch.delitem(BlogPage._meta.get_field("body").__dict__, "stream_block", raising=False)
    assert "notice" in BlogPage._meta.get_field("body").stream_block.child_blocks
    assert not changes()
