"""Administrators manage collections: Wagtail asks for a permission for a collection, and those below it."""

from django.db import migrations

from core.permissions import get_permission


def grant_permissions(apps, schema_editor):
    administrators = apps.get_model("auth", "Group").objects.filter(name="Administrators").first()
    if administrators is None:
        return
    root = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for action in ("add", "change", "delete"):
        apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
            group=administrators,
            collection=root,
            permission=get_permission(apps, "wagtailcore", "collection", f"{action}_collection"),
        )


class Migration(migrations.Migration):
    dependencies = [("media", "0001_initial"), ("users", "0002_roles")]

    operations = [migrations.RunPython(grant_permissions, migrations.RunPython.noop)]
