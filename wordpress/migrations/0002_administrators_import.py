"""Administrators may import."""

from django.db import migrations


def permit(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    # Django makes permissions after all migrations; this one is made now, as it would.
    content_type, _created = ContentType.objects.get_or_create(app_label="wordpress", model="importrun")
    permission, _created = Permission.objects.get_or_create(
        content_type=content_type, codename="add_importrun", defaults={"name": "Can add WordPress import"}
    )
    for group in Group.objects.filter(name="Administrators"):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("wordpress", "0001_initial"),
        ("users", "0002_roles"),
    ]

    operations = [migrations.RunPython(permit, migrations.RunPython.noop)]
