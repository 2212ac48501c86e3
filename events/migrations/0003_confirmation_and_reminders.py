from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0002_venue_permissions")]

    operations = [
        migrations.AddField(
            model_name="eventpage",
            name="confirm_addresses",
            field=models.BooleanField(
                default=False,
                help_text="A booking counts once the link in an e-mail was opened. A place is held for 24 hours, then given on.",
                verbose_name="confirm e-mail addresses",
            ),
        ),
        migrations.AddField(
            model_name="eventpage",
            name="send_reminders",
            field=models.BooleanField(
                default=True,
                help_text="Everybody with a place gets an e-mail the morning before, with time, place and how to cancel.",
                verbose_name="remind people the day before",
            ),
        ),
    ]
