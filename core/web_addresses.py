"""Links that editors write or imports store: which of them may be printed.

A browser runs a link such as ``javascript:...`` or ``data:...`` as a program. Forms refuse them. What is stored all the
same, by an import or an older version, is left out wherever it is read (OWASP, Cross Site Scripting Prevention).
"""

import re
from html import unescape

from bs4 import BeautifulSoup
from django.core.validators import URLValidator

#: For fields that hold an address on the web.
validate_web_address = URLValidator(schemes=["http", "https"])

PRINTABLE_SCHEMES = {"http", "https", "mailto", "tel"}
# Browsers ignore these (WHATWG URL, 4.4: leading controls and spaces; tabs and line ends anywhere).
_IGNORED_AT_START = re.compile(r"\A[\x00-\x20]+")
_IGNORED_ANYWHERE = re.compile(r"[\t\n\r]")
_SCHEME = re.compile(r"\A([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_ADDRESS_ATTRIBUTES = {"href", "src", "action", "formaction", "cite", "poster", "data", "xlink:href"}
_ATTRIBUTE_VALUE = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


def is_printable_address(address: str) -> bool:
    """Return whether an address is of this site (without a scheme), of the web, of e-mail or of a telephone."""
    scheme = _SCHEME.match(_IGNORED_ANYWHERE.sub("", _IGNORED_AT_START.sub("", address)))
    return scheme is None or scheme[1].lower() in PRINTABLE_SCHEMES


def get_printable_address(address: str | None) -> str:
    """Return the address, or an empty string if it may not be printed."""
    return address if address and is_printable_address(address) else ""


def remove_unprintable_addresses(html: str) -> str:
    """Return HTML without the attributes of links and images whose address may not be printed. Their words stay.

    It is parsed only where some value could be such an address.
    """
    values = (unescape("".join(match.groups(""))) for match in _ATTRIBUTE_VALUE.finditer(html))
    if all(map(is_printable_address, values)):
        return html
    tree = BeautifulSoup(html, "html.parser")
    for tag in tree.find_all(True):
        for name in _ADDRESS_ATTRIBUTES & tag.attrs.keys():
            if not is_printable_address(str(tag[name])):
                del tag[name]
    return str(tree)
