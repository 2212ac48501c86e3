"""Permissions of Editors and Administrators on promotions, synonyms and the reports of searches."""

from django.db import migrations

from core.permissions import grant


def grant_permissions(apps, schema_editor):
    manage = ["add", "change", "delete"]
    permissions = {"promotion": manage, "synonym": manage, "ignoredword": manage, "searchcount": ["view"]}
    grant(apps, "search", ["Editors", "Administrators"], permissions)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_index_sql"), ("users", "0002_roles")]

    operations = [migrations.RunPython(grant_permissions, migrations.RunPython.noop)]
