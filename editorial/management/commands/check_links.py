from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from editorial.links.checking import check_due_links
from editorial.links.collecting import collect_all


class Command(BaseCommand):
    help = "Check links to other sites for some minutes. `manage.py serve` does so by itself (CHECK_EXTERNAL_LINKS)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--minutes", type=float, default=5, help="stop after this time (default: 5)")

    def handle(self, *, minutes: float, **options: Any) -> None:  # type: ignore[override]  # the options by name
        collect_all()
        number = check_due_links(minutes * 60)
        self.stdout.write(f"{number} links were checked.")
