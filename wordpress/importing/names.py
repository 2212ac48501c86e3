"""Names of people: comparing them, and reading the list of people that may be given to an import."""

import csv
from dataclasses import dataclass, replace
from pathlib import Path

from people.names import NameParts, get_plain_words, split_name

# Names of accounts that do not belong to a person: nobody is credited for them.
ROLE_ACCOUNTS = {"", "admin", "administrator", "wordpress", "webmaster", "root", "user", "siteadmin", "superadmin"}
LIMITS = {"honorific": 50, "given_name": 120, "family_name": 120, "post_nominals": 50, "role": 255, "organisation": 255}


@dataclass(frozen=True)
class PersonDetails(NameParts):
    """A person, with the fields of ``PersonPage``."""

    role: str = ""
    organisation: str = ""

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, (self.honorific, self.given_name, self.family_name, self.post_nominals)))

    def as_fields(self) -> dict[str, str]:
        return {name: getattr(self, name)[:limit] for name, limit in LIMITS.items()}


def read_name(name: str) -> PersonDetails:
    """Split a name. “de”, “van der” and the like belong to the family name that follows them."""
    parts = split_name(name)
    given = parts.given_name.split()
    particles: list[str] = []
    while len(given) > 1 and given[-1].islower():
        particles.insert(0, given.pop())
    family = " ".join([*particles, parts.family_name])
    return PersonDetails(parts.honorific, " ".join(given), family, parts.post_nominals)


def get_name_key(name: str) -> str:
    """Return a name for comparison: without titles, post-nominals, accents, case and full stops."""
    parts = split_name(name)
    return " ".join(get_plain_words(f"{parts.given_name} {parts.family_name}"))


def is_role_account(login: str, display_name: str) -> bool:
    """Whether an account belongs to no person, such as “admin”."""
    return (display_name or login).strip().casefold() in ROLE_ACCOUNTS


class PeopleFileError(ValueError):
    """The list of people cannot be read. The message says why, in one line."""


def read_people(path: Path) -> dict[str, PersonDetails]:
    """Read a list of people: a name a line, or CSV with a column ``name`` and, if known, ``login``, ``given_name``,
    ``family_name``, ``honorific``, ``post_nominals``, ``role`` and ``organisation``.

    Returns the people by ``get_name_key`` and, where a login is given, by ``login:<login>`` too. Raises
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
        return {get_name_key(line): read_name(line) for line in lines}
    people: dict[str, PersonDetails] = {}
    for row in csv.DictReader(lines[1:], fieldnames=columns, restkey="", restval=""):
        cell = {name: (value or "").strip() for name, value in row.items() if name}
        person = replace(read_name(cell.get("name", "")), **{name: cell[name] for name in LIMITS if cell.get(name)})
        if not person.family_name:
            continue
        for key in filter(None, (get_name_key(person.full_name), get_name_key(cell.get("name", "")))):
            people[key] = person
        if login := cell.get("login"):
            people[f"login:{login.casefold()}"] = person
    return people
