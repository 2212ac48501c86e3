"""Administrators may import."""

from django.db import migrations

from core.permissions import grant


def grant_permissions(apps, schema_editor):
    grant(apps, "wordpress", ["Administrators"], {"importrun": ["add"]})


class Migration(migrations.Migration):
    dependencies = [("wordpress", "0001_initial"), ("users", "0002_roles")]

    operations = [migrations.RunPython(grant_permissions, migrations.RunPython.noop)]
