"""Migrations expand before they contract, so that old and new code can use one database during an upgrade."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

from core.migration_safety import find_breaking_operations

#: Written before there was a release that could be upgraded. Nothing is added here after 1.0.
BEFORE_THE_RULE = Path(__file__).with_name("migrations_before_the_rule.txt")


def iter_migrations():
    own = {app.label for app in apps.get_app_configs() if (settings.BASE_DIR / app.name.split(".")[0]).is_dir()}
    disk = MigrationLoader(None).disk_migrations
    yield from (migration for (app, _name), migration in disk.items() if app in own)


def test_migrations_expand_or_say_that_they_contract():
    known = set(BEFORE_THE_RULE.read_text().split())
    problems = {
        f"{migration.app_label}.{migration.name}": found
        for migration in iter_migrations()
        if (found := find_breaking_operations(migration)) and f"{migration.app_label}.{migration.name}" not in known
    }
    assert problems == {}, "See docs/developing.md, Migrations."


def make(*operations, **attributes):
    return type("Migration", (migrations.Migration,), {"operations": list(operations), **attributes})("0002_x", "blog")


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("BlogPage", "subtitle"),
        migrations.DeleteModel("Old"),
        migrations.RenameField("BlogPage", "a", "b"),
        migrations.RenameModel("A", "B"),
        migrations.AddField("BlogPage", "minutes", models.IntegerField(default=1)),
        migrations.AlterField("BlogPage", "a", models.TextField(default=""), preserve_default=False),
        migrations.AddConstraint("BlogPage", models.UniqueConstraint(fields=["a"], name="a")),
        migrations.RunSQL("ALTER TABLE blog_blogpage DROP COLUMN a"),
        migrations.SeparateDatabaseAndState(database_operations=[migrations.RemoveField("BlogPage", "a")]),
    ],
)
def test_what_breaks_older_code_must_be_declared(operation):
    assert len(find_breaking_operations(make(operation))) == 1
    assert find_breaking_operations(make(operation, contracts="Nothing reads it since 1.2")) == []


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("BlogPage", "minutes", models.IntegerField(null=True)),
        migrations.AddField("BlogPage", "minutes", models.IntegerField(db_default=1)),
        migrations.AddField("BlogPage", "others", models.ManyToManyField("blog.BlogPage")),
        migrations.AddIndex("BlogPage", models.Index(fields=["a"], name="a")),
        migrations.AlterField("BlogPage", "a", models.TextField(help_text="Words")),
        migrations.RunSQL("CREATE INDEX a ON blog_blogpage (a)"),
    ],
)
def test_what_expands_may_come(operation):
    assert find_breaking_operations(make(operation)) == []


def test_a_new_table_may_have_anything():
    table = migrations.CreateModel("New", [("id", models.BigAutoField(primary_key=True))])
    constraint = migrations.AddConstraint("New", models.UniqueConstraint(fields=["id"], name="b"))
    assert find_breaking_operations(make(table, constraint)) == []
