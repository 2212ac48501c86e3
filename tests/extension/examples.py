"""The code of ``docs/extending.md``."""

import re
from pathlib import Path

from django.conf import settings

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "extending.md"
_BLOCK = re.compile(
    r"^(?:`(?P<path>[\w./-]+)`:\n\n)?```(?P<language>\w+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL
)


def get_files() -> dict[str, str]:
    """Return the examples that are whole files, by their paths."""
    return {found["path"]: found["code"] for found in _BLOCK.finditer(DOCUMENT.read_text()) if found["path"]}


def get_fragments(language: str) -> list[str]:
    """Return the other examples of a language, in their order."""
    blocks = _BLOCK.finditer(DOCUMENT.read_text())
    return [found["code"] for found in blocks if not found["path"] and found["language"] == language]


def write_files(folder: Path) -> None:
    """Write the files of the examples below ``folder``, with what makes a package and a catalogue of them."""
    for name, code in get_files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code)
        if path.suffix == ".po":
            path.with_suffix(".mo").write_bytes(compile_catalogue(code))
    (folder / "notices" / "__init__.py").touch()


def compile_catalogue(text: str) -> bytes:
    """Return a catalogue as gettext reads it (GNU gettext manual, 10.3); not every machine has ``msgfmt``."""
    entries = {}
    for entry in text.strip().split("\n\n"):
        key, value = (
            "".join(re.findall(r'"(.*)"', part)).replace("\\n", "\n")
            for part in entry.removeprefix("msgid").split("msgstr")
        )
        entries[key.encode()] = value.encode()
    keys = sorted(entries)
    tables, texts = [], b""
    start = 28 + 16 * len(keys)
    for strings in (keys, [entries[key] for key in keys]):
        for string in strings:
            tables += [len(string), start + len(texts)]
            texts += string + b"\0"
    header = [0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, start]
    return b"".join(number.to_bytes(4, "little") for number in [*header, *tables]) + texts
