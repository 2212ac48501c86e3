from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("events", "0005_keep_places")]

    operations = [migrations.RemoveField("eventpage", "address")]
