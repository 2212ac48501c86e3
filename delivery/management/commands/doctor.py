"""`manage.py doctor`: what is not well with this site, and what to do (delivery.doctor)."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from delivery.doctor.checks import EXAMINATIONS, examine
from delivery.findings import Level

MARKS = {Level.GOOD: "ok  ", Level.NOTE: "note", Level.BAD: "BAD "}


class Command(BaseCommand):
    help = "Examine the site and say what to do. Ends with 1 if something is bad."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help="for programs")

    def handle(self, *, as_json: bool, **options: Any) -> None:  # type: ignore[override]  # the options by name
        findings = {name: examine(check) for name, check in EXAMINATIONS.items()}
        if as_json:
            self.print_json(findings)
        else:
            for name, finding in findings.items():
                self.stdout.write(f"{MARKS[finding.level]}  {name:<14}{finding.text}")
                if finding.advice:
                    self.stdout.write(f"{'':20}→ {finding.advice}")
        if not all(finding.is_good for finding in findings.values()):
            raise SystemExit(1)

    def print_json(self, findings: dict) -> None:
        data = {
            name.lower(): {"level": finding.level.name.lower(), "text": finding.text, "advice": finding.advice}
            for name, finding in findings.items()
        }
        self.stdout.write(json.dumps(data, indent=1, ensure_ascii=False))
