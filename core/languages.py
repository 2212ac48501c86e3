"""Languages that a text can be in, for people who choose one from a list (BCP 47 for ``lang``; WCAG 2.2, 3.1.2)."""

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext

#: Where a language is spoken, as Open Graph wants to know, unless its code says so itself, as “de” does.
TERRITORIES = {
    **dict.fromkeys(("cy", "en", "gd", "sco"), "GB"),
    "ar": "AR",
    "cs": "CZ",
    "da": "DK",
    "el": "GR",
    "et": "EE",
    "fa": "IR",
    "ga": "IE",
    "gv": "IM",
    "he": "IL",
    "hi": "IN",
    "ja": "JP",
    "ko": "KR",
    "mi": "NZ",
    "nb": "NO",
    "nn": "NO",
    "sl": "SI",
    "sq": "AL",
    "sr": "RS",
    "sv": "SE",
    "uk": "UA",
    "ur": "PK",
    "vi": "VN",
    "zh-hans": "CN",
    "zh-hant": "TW",
}
#: That Django has no translation for, and texts are quoted in.
MORE_LANGUAGES = {"gd": "Scottish Gaelic", "gv": "Manx", "la": "Latin", "mi": "Māori", "sco": "Scots", "yi": "Yiddish"}


def get_language_choices() -> list[tuple[str, str]]:
    """Return codes and names, by name. Forms of a language that differ only in spelling are one, such as English."""
    names = {code: info["name"] for code, info in LANG_INFO.items() if "name" in info and len(code) <= 3}
    scripts = {code: LANG_INFO[code]["name"] for code in ("zh-hans", "zh-hant", "pt-br")}
    found = names | scripts | MORE_LANGUAGES
    return sorted(((code, gettext(name)) for code, name in found.items()), key=lambda choice: choice[1])


def get_language_tag(code: str) -> str:
    """Return a code of Django, such as “en-gb” or “zh-hans”, in the spelling of RFC 5646, 2.1.1: “en-GB”, “zh-Hans”."""
    language, *others = code.replace("_", "-").split("-")
    return "-".join([language.lower(), *(part.title() if len(part) == 4 else part.upper() for part in others)])


def get_locale(code: str) -> str:
    """Return the locale of a language as Open Graph writes it (ogp.me, ``og:locale``): ``en_GB``."""
    code = code.lower().replace("_", "-")
    language, _hyphen, territory = code.partition("-")
    return f"{language}_{TERRITORIES.get(code) or (territory or TERRITORIES.get(language, language)).upper()}"
