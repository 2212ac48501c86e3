"""Whoever writes events may describe where they are held; administrators may also delete a venue."""

from django.db import migrations

ACTIONS = {
    "Contributors": ["add"],
    "Editors": ["add", "change"],
    "Administrators": ["add", "change", "delete"],
}


def permit(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    # Django makes content types and permissions after all migrations; those needed here are made now, as it would.
    content_type, _created = ContentType.objects.get_or_create(app_label="events", model="venue")
    for group in Group.objects.filter(name__in=ACTIONS):
        for action in ACTIONS[group.name]:
            permission, _created = Permission.objects.get_or_create(
                content_type=content_type, codename=f"{action}_venue", defaults={"name": f"Can {action} venue"}
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("events", "0006_remove_address"), ("users", "0002_roles")]

    operations = [migrations.RunPython(permit, migrations.RunPython.noop)]
