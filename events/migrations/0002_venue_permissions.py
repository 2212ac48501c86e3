"""Whoever writes events may describe where they are held; administrators may also delete a venue."""

from django.db import migrations

from core.permissions import grant


def grant_permissions(apps, schema_editor):
    grant(apps, "events", ["Contributors", "Editors", "Administrators"], {"venue": ["add"]})
    grant(apps, "events", ["Editors", "Administrators"], {"venue": ["change"]})
    grant(apps, "events", ["Administrators"], {"venue": ["delete"]})


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial"), ("users", "0002_roles")]

    operations = [migrations.RunPython(grant_permissions, migrations.RunPython.noop)]
