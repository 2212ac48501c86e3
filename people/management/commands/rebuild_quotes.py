"""Command that rebuilds the index of quotes and mentions from the live pages. It is safe at any time."""

from django.core.management.base import BaseCommand

from core.progress import report_progress
from people.models import Quote

from ...quote_index import count_live_pages, rebuild_quotes


class Command(BaseCommand):
    help = "Makes the records of who is quoted where anew from the live pages."

    def handle(self, *args, **options):
        report_progress(rebuild_quotes(), count_live_pages(), "pages", self.stderr)
        self.stdout.write(f"{Quote.objects.count()} quotes.")
