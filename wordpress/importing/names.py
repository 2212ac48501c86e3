"""Names of people: comparing them, and taking them apart."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from anyascii import anyascii

from people.credits import TITLES

POST_NOMINALS = {"MP", "MBE", "OBE", "CBE", "KBE", "DBE", "QC", "KC", "PhD", "FRS", "FBA", "FRSA", "MSP", "MS", "MLA"}
# Names of accounts, not of people: nobody is credited for them.
ACCOUNTS = {"", "admin", "administrator", "wordpress", "webmaster", "root", "user", "siteadmin", "superadmin"}


@dataclass(frozen=True)
class PersonName:
    given: str = ""
    family: str = ""
    honorific: str = ""
    post_nominals: str = ""
    role: str = ""
    organisation: str = ""

    @property
    def full(self) -> str:
        return " ".join(filter(None, (self.honorific, self.given, self.family, self.post_nominals)))


def split_name(name: str) -> PersonName:
    """Take a name apart: “Prof Ana de Silva OBE”. What it cannot know it leaves to the given name."""
    words = name.replace(",", " ").split()
    honorifics, nominals = [], []
    while len(words) > 1 and words[0].rstrip(".") in TITLES:
        honorifics.append(words.pop(0))
    while len(words) > 1 and words[-1].strip(".") in POST_NOMINALS:
        nominals.insert(0, words.pop())
    # “de”, “van der” and the like belong to what follows them.
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():
        start -= 1
    return PersonName(
        given=" ".join(words[:start])[:120],
        family=" ".join(words[start:])[:120],
        honorific=" ".join(honorifics)[:50],
        post_nominals=" ".join(nominals)[:50],
    )


def name_key(name: str) -> str:
    """Return what a name is known by: without titles, accents, case and full stops."""
    person = split_name(name)
    plain = anyascii(f"{person.given} {person.family}").casefold()
    return " ".join(re.sub(r"[^\w\s-]", "", plain).split())


def is_account(login: str, display_name: str) -> bool:
    return (display_name or login).strip().casefold() in ACCOUNTS


class PeopleFileError(ValueError):
    """The list of people cannot be read. The message says why, in one line."""


def read_people(path: Path) -> dict[str, PersonName]:
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
        return {name_key(line): split_name(line.strip()) for line in lines}
    people = {}
    for row in csv.DictReader(lines[1:], fieldnames=columns, restkey="", restval=""):
        cell = {name: (value or "").strip() for name, value in row.items() if name}
        whole = split_name(cell.get("name", ""))
        person = PersonName(
            given=cell.get("given_name") or whole.given,
            family=cell.get("family_name") or whole.family,
            honorific=cell.get("honorific") or whole.honorific,
            post_nominals=cell.get("post_nominals") or whole.post_nominals,
            role=cell.get("role", ""),
            organisation=cell.get("organisation", ""),
        )
        if not person.family:
            continue
        for key in filter(None, (name_key(person.full), name_key(cell.get("name", "")))):
            people[key] = person
        if login := cell.get("login"):
            people[f"login:{login.casefold()}"] = person
    return people
