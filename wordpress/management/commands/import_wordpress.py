from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from wordpress.importing.names import PeopleFileError
from wordpress.importing.options import ImportOptions
from wordpress.importing.progress import make_terminal_progress
from wordpress.importing.runner import finish_run, run_import
from wordpress.importing.session import ImportRefusedError, ImportStoppedError, Result
from wordpress.importing.undo import run_undo
from wordpress.importing.uploads import UploadsError
from wordpress.models import ImportRun
from wordpress.reading.records import NotAnExportError
from wordpress.reporting.labels import get_skip_reason

REFUSALS = (NotAnExportError, UploadsError, PeopleFileError, ImportRefusedError)


class Command(BaseCommand):
    help = "Bring in a WordPress export (WXR). May be run again: nothing comes twice, and editors' work is kept."

    def add_arguments(self, parser):
        parser.add_argument(
            "files", nargs="+", type=Path, metavar="EXPORT", help=".xml, .xml.gz or .zip; several of a split export"
        )
        parser.add_argument(
            "--uploads", type=Path, metavar="DIR", help="the old wp-content/uploads, a folder or a ZIP file"
        )
        parser.add_argument("--dry-run", action="store_true", help="write nothing; say what would be done")
        parser.add_argument(
            "--report", type=Path, metavar="DIR", help="write a fidelity report there (report.html, report.json)"
        )
        parser.add_argument("--limit", type=int, metavar="N", help="bring in the first N posts, pages and events only")
        parser.add_argument("--fetch-media", action="store_true", help="download files that are not in the uploads")
        parser.add_argument(
            "--people", type=Path, metavar="FILE", help="people by whom texts are: a name a line, or CSV"
        )
        parser.add_argument(
            "--comments", action="store_true", help="keep approved comments as an archive below each post"
        )
        parser.add_argument(
            "--field",
            action="append",
            default=[],
            dest="fields",
            metavar="NAME",
            help="add a custom field below the text of its pages, as the report names it; may be given again",
        )
        parser.add_argument(
            "--curly-quotes", action="store_true", help="set straight quotation marks as WordPress showed them: curly"
        )
        parser.add_argument("--undo", action="store_true", help="remove what was brought in and nobody has edited")

    def handle(self, *, files, undo, uploads, dry_run, report, limit, fetch_media, people, comments, **more):
        options = ImportOptions(
            files=tuple(files),
            uploads=uploads,
            dry_run=dry_run,
            report=report,
            limit=limit,
            fetch_media=fetch_media,
            people=people,
            comments=comments,
            fields=tuple(more["fields"]),
            curly_quotes=more["curly_quotes"],
        )
        run = None if dry_run else ImportRun(state=ImportRun.State.RUNNING, options=options.as_json())
        progress = make_terminal_progress(self.stdout._out, self.say)
        try:
            result = (run_undo if undo else run_import)(options, run=run, progress=progress)
        except REFUSALS as refusal:
            if run and run.pk:
                finish_run(run, ImportRun.State.REFUSED, message=str(refusal))
            raise CommandError(str(refusal)) from None
        except BaseException as error:
            if run and run.pk:
                finish_run(run, ImportRun.State.FAILED, message=f"{type(error).__name__}: {error}")
            if isinstance(error, ImportStoppedError):
                raise CommandError(str(error)) from error
            raise
        if run:
            finish_run(run, ImportRun.State.DONE, result=result)
        self.summarise(result, dry_run)

    def summarise(self, result: Result, dry_run: bool) -> None:
        if dry_run:
            self.say("A dry run: nothing was written.")
        for kind, counter in result.counts.items():
            self.say(f"{kind:<16} " + ", ".join(f"{number} {outcome}" for outcome, number in sorted(counter.items())))
        if result.scan:
            for kind, number in result.scan.not_imported.items():
                self.say(f"{kind:<16} {number} not imported: {get_skip_reason(kind)}")
            if repairs := result.scan.export.repairs:
                self.say(f"{len(repairs)} repairs in the file, the first: {repairs[0]}")
        if result.report:
            self.say(f"Report: {result.report}")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
