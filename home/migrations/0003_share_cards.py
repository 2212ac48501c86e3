from django.db import migrations, models

RELATION = {"null": True, "on_delete": models.CASCADE, "related_name": "share_card"}
PAGE_XOR_QUOTE = models.CheckConstraint(
    condition=models.Q(("page", None), ("quote", None), _connector="XOR"), name="home_card_of_page_xor_quote"
)


class Migration(migrations.Migration):
    dependencies = [("home", "0002_page_tree"), ("people", "0002_languages_and_accounts")]
    operations = [
        migrations.CreateModel(
            name="ShareCard",
            fields=[
                ("id", models.BigAutoField(primary_key=True, auto_created=True, serialize=False, verbose_name="ID")),
                ("file", models.FileField(blank=True, upload_to="")),
                ("stamp", models.CharField(max_length=32)),
                ("page", models.OneToOneField(to="wagtailcore.page", **RELATION)),
                ("quote", models.OneToOneField(to="people.quote", **RELATION)),
            ],
            options={"default_permissions": (), "constraints": [PAGE_XOR_QUOTE]},
        ),
    ]
