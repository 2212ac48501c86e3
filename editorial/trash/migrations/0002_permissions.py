"""Administrators may empty the trash."""

from django.db import migrations

from core.permissions import grant


def grant_permission(apps, schema_editor):
    grant(apps, "trash", ["Administrators"], {"trashedpage": ["delete"]})


class Migration(migrations.Migration):
    dependencies = [("trash", "0001_trash"), ("users", "0002_roles")]

    operations = [migrations.RunPython(grant_permission, migrations.RunPython.noop)]
