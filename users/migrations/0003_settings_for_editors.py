"""Editors look after what they need daily: home page and navigation, name and footer of the site, and redirects."""

from django.db import migrations

from core.permissions import get_permission, grant


def open_settings(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    HomePage = apps.get_model("home", "HomePage")
    grant(apps, "home", ["Editors"], {"sitesettings": ["change"]})
    grant(apps, "wagtailredirects", ["Editors"], {"redirect": ["add", "change", "delete"]})
    editors = Group.objects.filter(name="Editors").first()
    home = HomePage.objects.first()
    if editors and home:
        for codename in ("add_page", "change_page", "publish_page"):
            permission = get_permission(apps, "wagtailcore", "page", codename)
            GroupPagePermission.objects.get_or_create(group=editors, page_id=home.pk, permission=permission)


class Migration(migrations.Migration):
    dependencies = [
        ("users", "0002_roles"),
        ("home", "0002_page_tree"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [migrations.RunPython(open_settings, migrations.RunPython.noop)]
