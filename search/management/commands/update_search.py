from django.core.management.base import BaseCommand
from tqdm import tqdm

from search.engine.indexing import how_many, rebuild
from search.engine.vocabulary import count_words


class Command(BaseCommand):
    help = "Make the search index anew from what is published. The site goes on serving meanwhile."

    def handle(self, *args, **options):
        done = 0
        with tqdm(total=how_many(), desc="Indexing", unit=" pages", file=self.stderr, disable=None) as bar:
            for written in rebuild():
                done += written
                bar.update(written)
        if options["verbosity"]:
            self.stdout.write(f"Indexed {done} pages and files. Counting their words…")
        count_words()
