"""Approval by link, requests and dates of review, and links to other sites."""

import uuid

from django.conf import settings
from django.db import migrations, models
from django.db.models import CASCADE, SET_NULL
from django.utils import timezone

PAGE, USER = settings.WAGTAIL_PAGE_MODEL, settings.AUTH_USER_MODEL


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0001_saving_and_history"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ExternalLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.CharField(max_length=2000, unique=True)),
                ("host", models.CharField(db_index=True, max_length=255)),
                ("due_at", models.DateTimeField(db_index=True, default=timezone.now)),
                ("checked_at", models.DateTimeField(null=True)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("problem", models.CharField(blank=True, max_length=255)),
                ("is_broken", models.BooleanField(db_index=True, default=False)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="ApprovalLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("name", models.CharField(max_length=255)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("speaker", models.CharField(blank=True, max_length=255)),
                ("message", models.TextField(blank=True, max_length=2000)),
                ("created_at", models.DateTimeField(default=timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("submission", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("created_by", models.ForeignKey(null=True, on_delete=SET_NULL, related_name="+", to=USER)),
                ("page", models.ForeignKey(on_delete=CASCADE, related_name="approval_links", to=PAGE)),
                ("revision", models.ForeignKey(on_delete=CASCADE, related_name="+", to="wagtailcore.revision")),
            ],
            options={"ordering": ("-created_at", "-pk"), "default_permissions": ()},
        ),
        migrations.CreateModel(
            name="PageReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField()),
                ("told_at", models.DateTimeField(null=True)),
                ("owner", models.ForeignKey(on_delete=CASCADE, related_name="+", to=USER)),
                ("page", models.OneToOneField(on_delete=CASCADE, related_name="next_review", to=PAGE)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="ReviewRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField()),
                ("message", models.TextField(blank=True, max_length=2000)),
                ("reminded_at", models.DateTimeField(null=True)),
                (
                    "workflow_state",
                    models.OneToOneField(
                        on_delete=CASCADE, related_name="review_request", to="wagtailcore.workflowstate"
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="ApprovalAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("approved", "Approved"), ("comment", "Comment"), ("passage", "Other wording")],
                        max_length=10,
                    ),
                ),
                ("path", models.CharField(blank=True, max_length=255)),
                ("text", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(default=timezone.now)),
                ("handled_at", models.DateTimeField(null=True)),
                ("is_taken", models.BooleanField(default=False)),
                (
                    "comment",
                    models.ForeignKey(null=True, on_delete=SET_NULL, related_name="+", to="wagtailcore.comment"),
                ),
                ("handled_by", models.ForeignKey(null=True, on_delete=SET_NULL, related_name="+", to=USER)),
                ("link", models.ForeignKey(on_delete=CASCADE, related_name="answers", to="editorial.approvallink")),
            ],
            options={
                "ordering": ("created_at", "pk"),
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "approved")), fields=("link",), name="editorial_one_approval_a_link"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("link", models.ForeignKey(on_delete=CASCADE, related_name="uses", to="editorial.externallink")),
                ("page", models.ForeignKey(on_delete=CASCADE, related_name="external_links", to=PAGE)),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("link", "page"), name="editorial_one_use_a_link_and_page")
                ],
            },
        ),
    ]
