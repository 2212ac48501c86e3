"""Names of people: splitting them into parts, and the plain form for sorting, searching and comparing."""

from dataclasses import dataclass

from anyascii import anyascii

# Words before a name that are not part of it.
TITLES = {
    "Prof",
    "Professor",
    "Dr",
    "Sir",
    "Dame",
    "Lord",
    "Lady",
    "Baroness",
    "Mr",
    "Mrs",
    "Ms",
    "Mx",
    "Rev",
    "Revd",
    "Canon",
    "Cllr",
    "Councillor",
    "Hon",
    "Rt",
}
# Letters after a name that are not part of it.
POST_NOMINALS = {
    "MP",
    "MBE",
    "OBE",
    "CBE",
    "KBE",
    "DBE",
    "PhD",
    "FRS",
    "FBA",
    "FRSE",
    "FREng",
    "KC",
    "QC",
    "MSP",
    "MS",
    "MEP",
}
# A guest with such a word in the name is an institution.
INSTITUTIONAL = frozenset(
    str.split("""academy agency archive archives association authority board bureau centre center college committee
    commission company consortium council department foundation forum fund government group initiative institute
    institution laboratory league library ltd ministry museum network office organisation organization parliament
    partnership press project school secretariat service society team trust union university and for of the""")
)
_LOWER_TITLES = {title.lower() for title in TITLES}


def to_plain_letters(text: str) -> str:
    """Return ``text`` in plain lower-case letters and digits, without spaces."""
    return "".join(filter(str.isalnum, anyascii(text))).lower()


def make_sort_name(*names: str) -> str:
    """Return the sort key of a name: its parts in plain letters, so that “O’Hanlon” comes before “Otterburn”."""
    return " ".join(filter(None, map(to_plain_letters, names)))[:255]


def get_plain_words(name: str) -> list[str]:
    """Return the words of a name in plain letters, without those that have none, such as a dash."""
    return [word for word in map(to_plain_letters, name.split()) if word]


@dataclass(frozen=True)
class NameParts:
    """The parts of a person's name, with the names of the fields of ``PersonPage``."""

    honorific: str = ""
    given_name: str = ""
    family_name: str = ""
    post_nominals: str = ""

    @property
    def key(self) -> str:
        """A key that all spellings of a name share: “Dr Mina Ahlberg”, “Mina Ahlberg, PhD” and “MINA ÅHLBERG”."""
        return make_sort_name(self.family_name, self.given_name)


def split_name(name: str) -> NameParts:
    """Guess the parts of a full name. The family name is the last word before any post-nominal letters."""
    words = name.replace(",", " ").split()
    start, end = 0, len(words)
    while start < end - 1 and words[start].rstrip(".").lower() in _LOWER_TITLES:
        start += 1
    while end > start + 1 and words[end - 1].replace(".", "") in POST_NOMINALS:
        end -= 1
    names = words[start:end]
    return NameParts(
        honorific=" ".join(words[:start]),
        given_name=" ".join(names[:-1]),
        family_name=names[-1] if names else "",
        post_nominals=" ".join(words[end:]),
    )


def is_institution(name: str) -> bool:
    words = name.lower().replace(",", " ").split()
    return "&" in words or any(word in INSTITUTIONAL for word in words)
