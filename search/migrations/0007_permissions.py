"""Editors and Administrators look after search."""

from django.db import migrations

PERMISSIONS = {
    "promotion": ["add", "change", "delete"],
    "synonym": ["add", "change", "delete"],
    "ignoredword": ["add", "change", "delete"],
    "searchcount": ["view"],
}
ROLES = ["Editors", "Administrators"]


def permit(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for model, actions in PERMISSIONS.items():
        # Django makes permissions after all migrations; those needed here are made now, as it would.
        content_type, _created = ContentType.objects.get_or_create(app_label="search", model=model)
        for action in actions:
            permission, _created = Permission.objects.get_or_create(
                content_type=content_type, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
            )
            for group in Group.objects.filter(name__in=ROLES):
                group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0006_counts_and_promotions"),
        ("users", "0002_roles"),
    ]

    operations = [migrations.RunPython(permit, migrations.RunPython.noop)]
