"""Formats of reference managers: BibTeX, RIS and CSL-JSON."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from .items import Item
from .names import invert_name

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# What TeX reads as a command. The files are UTF-8, as BibTeX and its readers take them today.
TEX = str.maketrans(
    {
        **{character: f"\\{character}" for character in "&%$#_{}"},
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def _escape(text: str) -> str:
    return " ".join(text.split()).translate(TEX)


def _make_bibtex_name(name: dict[str, str]) -> str:
    """Return a name as BibTeX wants it: last, suffix, first; one in braces is not taken apart."""
    if "literal" in name:
        return f"{{{_escape(name['literal'])}}}"
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name["family"])))
    return ", ".join(_escape(part) for part in (family, name.get("suffix"), name["given"]) if part)


def write_bibtex(item: Item) -> str:
    """Return an entry of BibTeX. The title is in two pairs of braces, which keep its capitals."""
    year, month, day = item["issued"]["date-parts"][0] if "issued" in item else ("", 0, 0)
    fields = {
        "author": " and ".join(map(_make_bibtex_name, item["author"])),
        "title": f"{{{_escape(item['title'])}}}",
        "howpublished": _escape(item["container-title"]),
        "publisher": _escape(item.get("publisher", "")),
        "date": f"{year}-{month:02}-{day:02}" if year else "",
        "year": str(year),
        "month": MONTHS[month - 1] if month else "",
        "note": _escape(item.get("note", "")),
        "langid": item["language"],
        "url": item["URL"].replace("{", "%7B").replace("}", "%7D"),
    }
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in fields.items() if value]
    return f"@misc{{{item['id']},\n" + ",\n".join(lines) + "\n}\n"


def write_ris(item: Item) -> str:
    """Return a record of RIS (Research Information Systems), of the type BLOG."""
    year, month, day = item["issued"]["date-parts"][0] if "issued" in item else ("", 0, 0)
    values = [
        ("TY", "BLOG"),
        *(("AU", invert_name(name)) for name in item["author"]),
        ("TI", item["title"]),
        ("T2", item["container-title"]),
        *(("A2", invert_name(name)) for name in item.get("container-author", ())),
        ("PB", item.get("publisher", "")),
        ("PY", str(year)),
        ("DA", f"{year}/{month:02}/{day:02}" if year else ""),
        ("N1", item.get("note", "")),
        ("LA", item["language"]),
        ("UR", item["URL"]),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in values if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def write_csl_json(item: Item) -> str:
    return json.dumps([item], ensure_ascii=False, indent=2)


@dataclass(frozen=True)
class Format:
    """A format: what it is called, the media type of its files, and what writes them."""

    label: str
    media_type: str
    write: Callable[[Item], str]


FORMATS = {
    "bib": Format("BibTeX", "application/x-bibtex", write_bibtex),
    "ris": Format("RIS", "application/x-research-info-systems", write_ris),
    "json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", write_csl_json),
}
