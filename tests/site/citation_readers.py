"""Two independent readers of each format of citations, each giving back a ``Cited``."""

import io
import json
import re
import tempfile
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import bibtexparser
import citeproc
import gris
import jsonschema
import pybtex.database
import rispy
from bibtexparser import middlewares
from citeproc.source.json import CiteProcJSON
from pybtex.richtext import Text
from pylatexenc.latex2text import LatexNodes2Text

CSL = Path(citeproc.__file__).parent / "data" / "schema" / "schemas" / "styles"


class Name(NamedTuple):
    """A name in parts; of institutions and people with one name, ``family`` alone."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""


class Cited(NamedTuple):
    authors: list[Name]
    title: str
    date: str
    address: str


def get_expected(item: dict[str, Any]) -> Cited:
    """Return what each reader must find, from the item that the files were made of."""
    authors = [
        Name(name["literal"])
        if "literal" in name
        else Name(name["family"], name["given"], name.get("non-dropping-particle", ""), name.get("suffix", ""))
        for name in item["author"]
    ]
    year, month, day = item["issued"]["date-parts"][0]
    return Cited(authors, " ".join(item["title"].split()), f"{year}-{month:02}-{day:02}", item["URL"])


def strip_braces(text: str) -> str:
    while text.startswith("{") and text.endswith("}"):
        text = text[1:-1]
    return text


def read_with_bibtexparser(text: str) -> Cited:
    stack = [middlewares.SeparateCoAuthors(), middlewares.SplitNameParts()]
    library = bibtexparser.parse_string(text, append_middleware=stack)
    assert not library.failed_blocks
    (entry,) = library.entries
    fields = {field.key: field.value for field in entry.fields}

    def decode(words: list[str]) -> str:  # its own middleware for LaTeX leaves out lists of names
        return LatexNodes2Text().latex_to_text(strip_braces(" ".join(words)))

    authors = [Name(*map(decode, (name.last, name.first, name.von, name.jr))) for name in fields["author"]]
    return Cited(authors, decode([fields["title"]]), fields["date"], fields["url"])


def read_with_pybtex(text: str) -> Cited:
    (entry,) = pybtex.database.parse_string(text, "bibtex").entries.values()

    def decode(words: list[str]) -> str:
        return str(Text.from_latex(strip_braces(" ".join(words))))

    authors = [
        Name(*map(decode, (one.last_names, one.first_names + one.middle_names, one.prelast_names, one.lineage_names)))
        for one in entry.persons["author"]
    ]
    return Cited(authors, decode([entry.fields["title"]]), entry.fields["date"], entry.fields["url"])


def split_ris_name(name: str, expected: list[Name]) -> Name:
    """Return the parts of “van der Berg, Jan, Jr”. To RIS, particles belong to the family name."""
    family, given, suffix = [*name.split(", "), "", ""][:3]
    particle = next((one.particle for one in expected if f"{one.particle} {one.family}" == family), "")
    return Name(family.removeprefix(f"{particle} "), given, particle, suffix)


def read_with_rispy(text: str, expected: list[Name]) -> Cited:
    (entry,) = rispy.loads(text)
    assert entry["type_of_reference"] == "BLOG"
    authors = [split_ris_name(name, expected) for name in entry["authors"]]
    return Cited(authors, entry["title"], entry["date"].replace("/", "-"), entry["urls"][0])


def read_with_gris(text: str, expected: list[Name]) -> Cited:
    with tempfile.NamedTemporaryFile("w", suffix=".ris", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        (entry,) = gris.read_ris(file.name)
    names = entry["AU"] if isinstance(entry["AU"], list) else [entry["AU"]]
    authors = [split_ris_name(name, expected) for name in names]
    return Cited(authors, entry["TI"], entry["DA"].replace("/", "-"), entry["UR"])


def read_with_citeproc(text: str) -> Cited:
    """citeproc-py keeps what it reads; the address is not among what its references have as text."""
    (item,) = json.loads(text)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        (reference,) = CiteProcJSON([item]).values()
    authors = []
    for name in reference.author:
        given, family, _dropping, particle, suffix = name.parts()
        authors.append(Name(*(str(part or "") for part in (family, given, particle, suffix))))
    issued = reference.issued
    return Cited(authors, str(reference.title), f"{issued.year}-{issued.month:02}-{issued.day:02}", str(reference.URL))


def list_values(file: str, group: str = "") -> list[str]:
    """Return the names in a group of a RELAX NG file of the CSL project, which lists types and variables."""
    text = re.sub(r"#.*", "", (CSL / file).read_text())
    part = re.search(rf"{re.escape(group)} =\s*((?:\|?\s*\"[\w-]+\"\s*)+)", text)
    assert part, group
    return re.findall(r'"([\w-]+)"', part[1])


@cache
def make_csl_validator() -> jsonschema.Draft7Validator:
    """Return a validator of CSL-JSON with the types and variables of the CSL project's own lists."""
    word = {"type": "string", "minLength": 1}
    parts = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")
    name = {
        "type": "object",
        "properties": dict.fromkeys(parts, word),
        "anyOf": [{"required": ["literal"]}, {"required": ["family"]}],
        "additionalProperties": False,
    }
    names = {"type": "array", "items": name}
    part = {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3}
    dates = {
        "type": "object",
        "properties": {"date-parts": {"type": "array", "items": part, "minItems": 1, "maxItems": 2}},
        "required": ["date-parts"],
        "additionalProperties": False,
    }
    texts: dict[str, Any] = {"type": "string"}
    file = "csl-variables.rnc"
    variables = {
        **dict.fromkeys(list_values(file, "variables.names"), names),
        **dict.fromkeys(list_values(file, "variables.dates"), dates),
        **dict.fromkeys([*list_values(file, "variables.strings"), *list_values(file, "variables.titles")], texts),
        "id": texts,
        "language": texts,
        "type": {"enum": list_values("csl-types.rnc", "item-types")},
    }
    item = {"type": "object", "properties": variables, "required": ["type", "id"], "additionalProperties": False}
    return jsonschema.Draft7Validator({"type": "array", "items": item})


def read_by_schema(text: str) -> Cited:
    items = json.load(io.StringIO(text))
    make_csl_validator().validate(items)
    return get_expected(items[0])


Reader = Callable[[str, list[Name]], Cited]
#: By the ending of the file.
READERS: dict[str, list[Reader]] = {
    "bib": [lambda text, expected: read_with_bibtexparser(text), lambda text, expected: read_with_pybtex(text)],
    "ris": [read_with_rispy, read_with_gris],
    "json": [lambda text, expected: read_with_citeproc(text), lambda text, expected: read_by_schema(text)],
}
