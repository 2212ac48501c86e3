"""Names of people: comparing them, and the list of people that may be given to an import."""

import csv
from dataclasses import dataclass, replace
from pathlib import Path

from people.names import NameParts, get_plain_words, split_name

# Names of accounts, not of people: nobody is credited for them.
ACCOUNTS = {"", "admin", "administrator", "wordpress", "webmaster", "root", "user", "siteadmin", "superadmin"}
LIMITS = {"honorific": 50, "given_name": 120, "family_name": 120, "post_nominals": 50, "role": 255, "organisation": 255}


@dataclass(frozen=True)
class PersonDetails(NameParts):
    """Who somebody is, as the fields of ``PersonPage`` are called."""

    role: str = ""
    organisation: str = ""

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, (self.honorific, self.given_name, self.family_name, self.post_nominals)))

    def as_fields(self) -> dict[str, str]:
        return {name: getattr(self, name)[:limit] for name, limit in LIMITS.items()}


def read_name(name: str) -> PersonDetails:
    """Take a name apart. “de”, “van der” and the like belong to the family name that follows them."""
    parts = split_name(name)
    given = parts.given_name.split()
    particles = []
    while len(given) > 1 and given[-1].islower():
        particles.insert(0, given.pop())
    family = " ".join([*particles, parts.family_name])
    return PersonDetails(parts.honorific, " ".join(given), family, parts.post_nominals)


def name_key(name: str) -> str:
    """Return what a name is known by: without titles, letters after it, accents, case and full stops."""
    parts = split_name(name)
    return " ".join(get_plain_words(f"{parts.given_name} {parts.family_name}"))


def is_account(login: str, display_name: str) -> bool:
    return (display_name or login).strip().casefold() in ACCOUNTS


class PeopleFileError(ValueError):
    """The list of people cannot be read. The message says why, in one line."""


def read_people(path: Path) -> dict[str, PersonDetails]:
    """Read a list of people: a name a line, or CSV with a column ``name`` and, if known, ``login``, ``given_name``,
    ``family_name``, ``honorific``, ``post_nominals``, ``role`` and ``organisation``.

    Returns the people by ``name_key`` and, where a login is given, by ``login:<login>`` too. Raises
    ``PeopleFileError``.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PeopleFileError(f"The list of people {path} cannot be read: {error}") from error
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return {}
    columns = [column.strip().casefold() for column in lines[0].split(",")]
    if "name" not in columns and "family_name" not in columns:
        return {name_key(line): read_name(line) for line in lines}
    people = {}
    for row in csv.DictReader(lines[1:], fieldnames=columns, restkey="", restval=""):
        cell = {name: (value or "").strip() for name, value in row.items() if name}
        person = replace(read_name(cell.get("name", "")), **{name: cell[name] for name in LIMITS if cell.get(name)})
        if not person.family_name:
            continue
        for key in filter(None, (name_key(person.full_name), name_key(cell.get("name", "")))):
            people[key] = person
        if login := cell.get("login"):
            people[f"login:{login.casefold()}"] = person
    return people
