"""`manage.py licences`: what is installed, and under which licence each package says that it is."""

from importlib.metadata import Distribution, distributions
from typing import Any

from django.core.management import BaseCommand

CLASSIFIER = "License :: "


class Command(BaseCommand):
    help = "List the packages that are installed, with their licences."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        found = {package.metadata["Name"]: (package.version, get_licence(package)) for package in distributions()}
        for name in sorted(found, key=str.lower):
            version, licence = found[name]
            self.stdout.write(f"{name}\t{version}\t{licence}")


def get_licence(package: Distribution) -> str:
    """Return the SPDX expression (PEP 639), else the classifiers, else the first line of the older field."""
    metadata = package.metadata
    if "License-Expression" in metadata:
        return metadata["License-Expression"]
    classifiers = [value for value in metadata.get_all("Classifier", []) if value.startswith(CLASSIFIER)]
    named = [value.rpartition(" :: ")[2] for value in classifiers if value != "License :: OSI Approved"]
    stated = (metadata.get_all("License") or ["not stated"])[0]
    return ", ".join(named) or stated.strip().partition("\n")[0]
