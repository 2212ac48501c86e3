import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bookings", "0001_initial"),
        ("events", "0002_venue_permissions"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="booking",
            name="submission",
        ),
        migrations.AddField(
            model_name="booking",
            name="confirm_by",
            field=models.DateTimeField(editable=False, null=True),
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
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="BookingSubmission",
            fields=[
                ("form_id", models.UUIDField(primary_key=True, serialize=False)),
                ("outcome", models.CharField(max_length=10)),
                ("email", models.EmailField(max_length=254)),
                ("created_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="booking_submissions",
                        to="events.eventpage",
                    ),
                ),
            ],
        ),
    ]
