"""Administrators may delete the comments of an old site."""

from django.db import migrations

from core.permissions import grant


def grant_permissions(apps, schema_editor):
    grant(apps, "wordpress", ["Administrators"], {"archivedcomment": ["delete"]})


class Migration(migrations.Migration):
    dependencies = [("wordpress", "0003_comment_retention"), ("users", "0002_roles")]

    operations = [migrations.RunPython(grant_permissions, migrations.RunPython.noop)]
