"""Licences by the name that editors write: their addresses, and whether they allow others to republish a text."""

import re

_CREATIVE_COMMONS = re.compile(r"CC[ -](BY(?:-NC)?(?:-(?:SA|ND))?)[ -](\d\.\d)(?: International)?", re.IGNORECASE)
_PUBLIC_DOMAIN = re.compile(r"CC0(?:[ -]1\.0)?", re.IGNORECASE)


def get_licence_url(name: str) -> str:
    """Return the address of a licence of Creative Commons, such as “CC BY 4.0”; empty for any other text.

    Each of them allows to republish the whole work, with credit and unchanged.
    """
    name = name.strip()
    if found := _CREATIVE_COMMONS.fullmatch(name):
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    if _PUBLIC_DOMAIN.fullmatch(name):
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    return ""
