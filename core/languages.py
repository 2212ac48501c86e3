"""Languages that a text can be in, for people who choose one from a list (BCP 47 for ``lang``; WCAG 2.2, 3.1.2)."""

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext

#: That Django has no translation for, and texts are quoted in.
MORE_LANGUAGES = {"gd": "Scottish Gaelic", "gv": "Manx", "la": "Latin", "mi": "Māori", "sco": "Scots", "yi": "Yiddish"}


def get_language_choices() -> list[tuple[str, str]]:
    """Return codes and names, by name. Forms of a language that differ only in spelling are one, such as English."""
    names = {code: info["name"] for code, info in LANG_INFO.items() if "name" in info and len(code) <= 3}
    scripts = {code: LANG_INFO[code]["name"] for code in ("zh-hans", "zh-hant", "pt-br")}
    found = names | scripts | MORE_LANGUAGES
    return sorted(((code, gettext(name)) for code, name in found.items()), key=lambda choice: choice[1])
