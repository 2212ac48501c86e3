"""``manage.py publish_scheduled``: publish and expire the pages that are due. It replaces Wagtail's command."""

from typing import Any

from wagtail.management.commands.publish_scheduled import Command as WagtailCommand

from content.schedule import run_schedule


class Command(WagtailCommand):
    help = "Publish and expire the pages that are due, each in a transaction of its own."

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dryrun"]:
            super().handle(*args, **options)
        else:
            run_schedule()
