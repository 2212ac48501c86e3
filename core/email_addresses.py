"""E-mail addresses of one mailbox, however they are spelt, and where a text mentions them.

Whether upper case matters is the receiving server's affair (RFC 5321, section 2.4); in practice it does not. What
follows a ``+`` in the local part is a label that its owner adds (subaddressing, RFC 5233): ``ada+talks@example.org`` is
delivered to ``ada@example.org``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

REDACTED = "[deleted]"


def get_mailbox(email: str) -> str:
    """Return the address in lower case without its label."""
    local, at, domain = email.strip().lower().rpartition("@")
    return f"{local.partition('+')[0] or local}{at}{domain}"


@dataclass(frozen=True)
class AddressQuery:
    """What is searched for: one e-mail address, in upper or lower case.

    ``with_labels`` means its whole mailbox: the address with any label and without one.
    """

    email: str
    with_labels: bool = True

    @property
    def pattern(self) -> str:
        """A regular expression for the address alone, both for Python and for PostgreSQL."""
        email = get_mailbox(self.email) if self.with_labels else self.email.strip().lower()
        local, _at, domain = email.rpartition("@")
        # In the query strings of failed log-ins both signs are encoded.
        label = r"(?:(?:\+|%2B)[^@\s&]*)?" if self.with_labels else ""
        return rf"{re.escape(local)}{label}(?:@|%40){re.escape(domain)}"

    @cached_property
    def _mention(self) -> re.Pattern[str]:
        """The address within a text, and not as a part of a longer one."""
        return re.compile(rf"(?<![\w.%+'-]){self.pattern}(?![\w-]|\.\w)", re.IGNORECASE)

    def is_mentioned_in(self, value: Any) -> bool:
        """Whether a text mentions the address, or a text in a list or dictionary does."""
        return any(self._mention.search(text) for text in iterate_texts(value))

    def redact(self, value: Any) -> Any:
        """Return ``value`` with ``REDACTED`` in place of the address, in every text that it holds."""
        if isinstance(value, str):
            return self._mention.sub(REDACTED, value)
        if isinstance(value, dict):
            return {self.redact(key): self.redact(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.redact(item) for item in value]
        return value


def iterate_texts(value: Any) -> Iterator[str]:
    """Yield each text in a value as JSON has it: keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from iterate_texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from iterate_texts(item)
