from django.core.management.base import BaseCommand
from tqdm import tqdm

from search.engine.index.vocabulary import count_words
from search.engine.index.write import count_indexable, rebuild


class Command(BaseCommand):
    help = "Make the search index anew from what is published. The site goes on serving meanwhile."

    def handle(self, *args, **options):
        done = 0
        with tqdm(total=count_indexable(), desc="Indexing", unit=" pages", file=self.stderr, disable=None) as bar:
            for written in rebuild():
                done += written
                bar.update(written)
        if options["verbosity"]:
            self.stdout.write(f"Indexed {done} pages and files. Counting their words…")
        count_words()
