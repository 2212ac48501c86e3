"""Read Word files, OpenDocument texts and plain texts, and make a draft of each with all that is certain.

manage.py import_word reports/*.docx --dry-run --report out/
"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.html import escape

from conversion.attribution.proposals import Proposal
from word.drafts import DraftMaker
from word.explanations import explain
from word.forms import ACCEPT, ReviewForm, topic_key
from word.models import ReadText
from word.services import read
from word.start import may_write


class Command(BaseCommand):
    help = "Reads Word files and texts, and makes a draft of each, with the people and topics that are certain."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, help=".docx, .odt, .txt or .html files")
        parser.add_argument("--dry-run", action="store_true", help="read them and make nothing")
        parser.add_argument("--report", type=Path, help="a folder for a JSON and an HTML file about each")
        parser.add_argument("--user", help="the name of the account that the drafts belong to")
        parser.add_argument(
            "--undo-changes", action="store_true", help="undo tracked changes instead of accepting them"
        )

    def handle(self, *, files: list[Path], dry_run: bool, report: Path | None, user: str, **options: Any) -> None:
        account = self.find_account(user)
        if report:
            report.mkdir(parents=True, exist_ok=True)
        refused = 0
        for file in files:
            text = self.read_file(file, account, as_it_was=options["undo_changes"])
            if text.state == ReadText.State.REFUSED:
                refused += 1
                self.stderr.write(f"{file}: {text.message}")
                text.delete()
                continue
            if report:
                write_report(text, report / file.name)
            self.stdout.write(f"{file}: {describe(text)}")
            if dry_run:
                text.delete()
            else:
                page = DraftMaker(text, accept_certain(text), account).make()
                self.stdout.write(f"  draft {page.pk}: {page.title}")
        if refused:
            raise CommandError(f"{refused} of {len(files)} files could not be read; nothing was made of them.")

    def find_account(self, name: str | None) -> Any:
        accounts = get_user_model().objects.filter(is_active=True)
        found = accounts.filter(username=name) if name else accounts.filter(is_superuser=True).order_by("pk")
        account = found.first()
        if account is None or not may_write(account):
            raise CommandError("There is no account that may write posts. Name one with --user.")
        return account

    def read_file(self, file: Path, account: Any, *, as_it_was: bool) -> ReadText:
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        text = ReadText(user=account, name=file.name[:255], content=content, as_it_was=as_it_was)
        text.save()
        read(text)
        return text


def accept_certain(text: ReadText) -> ReviewForm:
    """Return the form as an editor sends it who accepts all that is certain and nothing else."""
    blank = ReviewForm(text=text)
    data: dict[str, Any] = {name: blank.initial[name] for name in ("title", "strapline", "summary")}
    data["title"] = data["title"] or text.name
    matches = text.matches
    data["topics"] = [topic_key(topic) for topic in matches["topics"] if topic["is_certain"]]
    data["reported"] = next((str(event["pk"]) for event in matches["reported"] if event["is_certain"]), "")
    for number, proposal in enumerate(blank.proposals):
        if proposal.blocks and proposal.is_certain:
            data[f"p{number}"] = ACCEPT
            data[f"p{number}_who"] = blank.initial.get(f"p{number}_who", "")
            data[f"p{number}_role"] = proposal.voice.role
    form = ReviewForm(data, text=text)
    if not form.is_valid():
        raise CommandError(f"{text}: {form.errors.as_text()}")
    return form


def describe(text: ReadText) -> str:
    proposals = text.get_proposals()
    certain = sum(proposal.is_certain for proposal in proposals)
    words = text.report["words"]
    return f"{len(proposals)} proposals, {certain} certain; {words['kept']} of {words['in']} words kept"


def write_report(text: ReadText, path: Path) -> None:
    """Write ``NAME.json`` with all that was found, and ``NAME.html`` to be read."""
    proposals = text.get_proposals()
    found = [proposal.as_dict() | {"why": explain(proposal)} for proposal in proposals]
    answer = {"report": text.report, "proposals": found, "matches": text.matches}
    path.with_name(f"{path.name}.json").write_text(json.dumps(answer, ensure_ascii=False, indent=1))
    rows = "".join(map(write_row, proposals))
    heads = "<tr><th>Certain</th><th>Kind</th><th>Speaker</th><th>Role</th><th>Words</th><th>Why</th></tr>"
    html = f'<!doctype html><meta charset="utf-8"><title>{escape(path.name)}</title>'
    html += f"<h1>{escape(text.report['title'])}</h1>"
    words = f"<p>{escape(describe(text))}</p>"
    path.with_name(f"{path.name}.html").write_text(f"{html}{words}<table>{heads}{rows}</table>")


def write_row(proposal: Proposal) -> str:
    cells = (
        "yes" if proposal.is_certain else "no",
        proposal.kind.value,
        proposal.voice.name,
        proposal.voice.role,
        proposal.text,
        explain(proposal),
    )
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
