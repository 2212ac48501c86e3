"""Names as people write them, and in the plain form in which they are sorted, found and compared."""

from dataclasses import dataclass

from anyascii import anyascii

# Words before a name, and letters after it, that are not part of it.
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
LETTERS = {
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
_TITLES = {title.lower() for title in TITLES}


def plain(text: str) -> str:
    """Return ``text`` in plain lower-case letters and digits, without spaces."""
    return "".join(filter(str.isalnum, anyascii(text))).lower()


def sort_name(*names: str) -> str:
    """Return what a name is sorted by: each part plain, so that “O’Hanlon” stands before “Otterburn”."""
    return " ".join(filter(None, map(plain, names)))[:255]


def plain_words(name: str) -> list[str]:
    """Return the words of a name, plain. A word that is no letters, such as a dash, is none."""
    return [word for word in map(plain, name.split()) if word]


@dataclass(frozen=True)
class NameParts:
    """The parts of a person's name, called as the fields of ``PersonPage`` are."""

    honorific: str = ""
    given_name: str = ""
    family_name: str = ""
    post_nominals: str = ""

    @property
    def key(self) -> str:
        """The same for all ways to write a name: “Dr Mina Ahlberg”, “Mina Ahlberg, PhD” and “MINA ÅHLBERG”."""
        return sort_name(self.family_name, self.given_name)


def split_name(name: str) -> NameParts:
    """Guess the parts of a name that was written in one: the last word that is no letters is the family name."""
    words = name.replace(",", " ").split()
    start, end = 0, len(words)
    while start < end - 1 and words[start].rstrip(".").lower() in _TITLES:
        start += 1
    while end > start + 1 and words[end - 1].replace(".", "") in LETTERS:
        end -= 1
    names = words[start:end]
    return NameParts(
        honorific=" ".join(words[:start]),
        given_name=" ".join(names[:-1]),
        family_name=names[-1] if names else "",
        post_nominals=" ".join(words[end:]),
    )
