from django.core.management.base import BaseCommand
from django.db import transaction

from search.indexing import all_live_pages, index_page
from search.models import SearchDocument


class Command(BaseCommand):
    help = "Make the search index anew from what is published. The site goes on serving meanwhile."

    @transaction.atomic
    def handle(self, *args, **options):
        kept = []
        for page in all_live_pages():
            index_page(page)
            kept.append(page.pk)
        removed, _rows = SearchDocument.objects.exclude(page_id__in=kept).delete()
        self.stdout.write(f"Indexed {len(kept)} pages, removed {removed}.")
