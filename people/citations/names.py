"""Names as citations need them: family and given name, particle and suffix; or as they are, of institutions."""

from ..credits import Attribution
from ..names import is_institution, split_name

# Before a family name, in small letters: “van der Berg” is listed under V in English, as Cite Them Right has it.
PARTICLES = frozenset(
    str.split("af al bin da dal de del della den der des di do dos du el la las le los ten ter van vom von zu zum zur")
)
SUFFIXES = frozenset({"Jr", "Jnr", "Sr", "Snr", "II", "III", "IV"})


def make_name(attribution: Attribution) -> dict[str, str]:
    """Return a name variable of CSL-JSON, without titles and letters after the name.

    Institutions and people with one name are ``literal``. The names of guests are guessed (``people.names``).
    """
    person, name = attribution.person, attribution.display_name
    if person:
        given, family = person.given_name.strip(), person.family_name.strip()
    elif is_institution(name) or attribution.unnamed:
        return {"literal": name}
    else:
        parts = split_name(name)
        given, family = parts.given_name, parts.family_name
    return build_name(given.split(), family.split())


def build_name(given: list[str], family: list[str]) -> dict[str, str]:
    suffix = ""
    particle: list[str] = []
    words = [word.rstrip(".") for word in family]
    if words and words[-1] in SUFFIXES and (given or len(family) > 1):
        suffix = family[-1]
        family = family[:-1] or [given.pop()]
    while given and given[-1] in PARTICLES:
        particle.insert(0, given.pop())
    while len(family) > 1 and family[0] in PARTICLES:
        particle.append(family[0])
        family = family[1:]
    if not given:
        return {"literal": " ".join([*particle, *family, *([suffix] if suffix else [])])}
    name = {"family": " ".join(family), "given": " ".join(given)}
    name |= {"non-dropping-particle": " ".join(particle)} if particle else {}
    return name | ({"suffix": suffix} if suffix else {})


def invert_name(name: dict[str, str]) -> str:
    """Return “van der Berg, Jan, Jr”, as BibTeX and RIS write a name; a literal one as it is."""
    if "literal" in name:
        return name["literal"]
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name["family"])))
    return ", ".join(filter(None, (family, name["given"], name.get("suffix"))))
