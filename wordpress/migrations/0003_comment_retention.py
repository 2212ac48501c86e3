"""How long the comments of an old site are kept; administrators may delete them."""

import django.utils.timezone
from django.db import migrations, models

from core.permissions import grant


def grant_permissions(apps, schema_editor):
    grant(apps, "wordpress", ["Administrators"], {"archivedcomment": ["delete"]})


class Migration(migrations.Migration):
    dependencies = [("wordpress", "0002_permissions"), ("users", "0002_roles")]

    operations = [
        migrations.AlterModelOptions(
            name="archivedcomment",
            options={
                "default_permissions": ["delete"],
                "ordering": ["date", "comment_id"],
                "verbose_name": "comment of the old site",
                "verbose_name_plural": "comments of the old site",
            },
        ),
        migrations.AddField(
            model_name="archivedcomment",
            name="imported_at",
            field=models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="imported"),
        ),
        migrations.RunPython(grant_permissions, migrations.RunPython.noop),
    ]
