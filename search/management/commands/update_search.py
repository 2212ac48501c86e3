from django.core.management.base import BaseCommand

from search.engine.indexing import all_live_pages, index_page, place_documents
from search.models import SearchDocument


class Command(BaseCommand):
    help = "Make the search index anew from what is published. The site goes on serving meanwhile."

    def handle(self, *args, **options):
        kept = []
        for page in all_live_pages():
            index_page(page)
            kept.append(page.pk)
        removed, _rows = SearchDocument.objects.filter(document=None).exclude(page_id__in=kept).delete()
        place_documents(SearchDocument.objects.exclude(document=None).values_list("document_id", flat=True))
        self.stdout.write(f"Indexed {len(kept)} pages, removed {removed}.")
