from django.contrib.postgres.operations import CreateExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("search", "0003_one_index")]

    # Counts the letters that differ (engine/spelling.py).
    operations = [CreateExtension("fuzzystrmatch")]
