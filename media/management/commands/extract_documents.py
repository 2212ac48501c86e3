from django.core.management.base import BaseCommand
from tqdm import tqdm

from media.models import CustomDocument
from media.tasks import extract_text


class Command(BaseCommand):
    help = "Read the text of documents that have none yet, so that they can be found by what they say."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="Read all documents anew.")

    def handle(self, *, all, verbosity, **options):
        documents = CustomDocument.objects.all()
        if not all:
            documents = documents.exclude(text_state=CustomDocument.TextState.READ)
        ids = list(documents.order_by("pk").values_list("pk", flat=True))
        for pk in tqdm(ids, unit="document", disable=None if verbosity else True):
            extract_text.call(pk)
        unread = CustomDocument.objects.filter(pk__in=ids, text_state=CustomDocument.TextState.UNREAD)
        self.stdout.write(f"Read {len(ids)} documents, of which {unread.count()} could not be read:")
        for document in unread:
            self.stdout.write(f"  {document.filename}: {document.problem_description}")
