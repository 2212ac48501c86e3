"""PHP's ``serialize`` format, in which WordPress stores arrays in custom fields. Reads data only, never objects.

Format: https://www.php.net/manual/en/function.serialize.php
"""

# Attachment metadata is four levels deep.
MAX_DEPTH = 50


class NotSerialisedError(ValueError):
    """The text is not in PHP's format, or holds an object."""


def unserialize(text: str):
    """Return the value: None, bool, int, float, str, or a dict for an array. Raises ``NotSerialisedError``."""
    value, _end = _Reader(text.strip().encode()).value(0, 0)
    return value


class _Reader:
    """Lengths of strings count bytes, so bytes are read. An edited field has wrong lengths; the quotes decide then."""

    def __init__(self, data: bytes):
        self.data = data

    def value(self, at: int, depth: int):
        if depth > MAX_DEPTH:
            raise NotSerialisedError("nested too deeply")
        kind = self.data[at : at + 2]
        if kind == b"N;":
            return None, at + 2
        if kind in (b"b:", b"i:", b"d:"):
            raw, end = self._until(b";", at + 2)
            return self._number(kind, raw), end
        if kind == b"s:":
            return self._string(at)
        if kind == b"a:":
            return self._array(at, depth)
        raise NotSerialisedError(f"unknown type at {at}")

    def _until(self, mark: bytes, at: int) -> tuple[bytes, int]:
        end = self.data.find(mark, at)
        if end < 0:
            raise NotSerialisedError(f"no {mark.decode()} after {at}")
        return self.data[at:end], end + len(mark)

    @staticmethod
    def _number(kind: bytes, raw: bytes):
        try:
            return {b"b:": lambda: bool(int(raw)), b"i:": lambda: int(raw), b"d:": lambda: float(raw)}[kind]()
        except ValueError as error:
            raise NotSerialisedError(str(error)) from error

    def _string(self, at: int) -> tuple[str, int]:
        raw, start = self._until(b':"', at + 2)
        end = start + int(raw) if raw.isdigit() and len(raw) < 12 else -1
        if self.data[end : end + 2] != b'";':
            end = self.data.find(b'";', start)
            if end < 0:
                raise NotSerialisedError(f"no end of the text at {start}")
        return self.data[start:end].decode(errors="replace"), end + 2

    def _array(self, at: int, depth: int) -> tuple[dict, int]:
        _count, at = self._until(b":{", at + 2)
        found = {}
        while self.data[at : at + 1] != b"}":
            key, at = self.value(at, depth + 1)
            if isinstance(key, dict):
                raise NotSerialisedError(f"an array as a key before {at}")
            found[key], at = self.value(at, depth + 1)
        return found, at + 1
