import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bookings", "0002_submissions_and_confirmation"),
        ("events", "0002_venue_permissions"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="NoticeChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_told", models.BooleanField()),
            ],
        ),
        migrations.AddField(
            model_name="bookingemail",
            name="reminder_of",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="bookingemail",
            name="kind",
            field=models.CharField(
                choices=[
                    ("address", "Confirmation of the address"),
                    ("confirmed", "Confirmation"),
                    ("waiting", "Waiting list"),
                    ("promoted", "A place after all"),
                    ("cancelled", "Cancellation"),
                    ("message", "Message"),
                    ("changed", "Change of the event"),
                    ("reminder", "Reminder"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="EventChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                ("reason", models.CharField(blank=True, max_length=255)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="booking_changes",
                        to="events.eventpage",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="bookingemail",
            name="change",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="emails", to="bookings.eventchange"
            ),
        ),
        migrations.AddConstraint(
            model_name="bookingemail",
            constraint=models.UniqueConstraint(fields=("booking", "change"), name="one_email_a_booking_and_change"),
        ),
        migrations.AddConstraint(
            model_name="bookingemail",
            constraint=models.UniqueConstraint(
                fields=("booking", "reminder_of"), name="one_reminder_a_booking_and_day"
            ),
        ),
        migrations.AddField(
            model_name="noticechoice",
            name="revision",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wagtailcore.revision"
            ),
        ),
    ]
