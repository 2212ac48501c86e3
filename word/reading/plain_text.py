"""Plain text as HTML: paragraphs, lists, and lines that a mail program has wrapped."""

import re
from html import escape

BULLET = re.compile(r"\s*(?:[-*•–]|\u2022)\s+(?=\S)")
NUMBER = re.compile(r"\s*\d{1,2}[.)]\s+(?=\S)")
# Lines of at least this many characters were wrapped by a program, and not ended by whoever wrote them.
WRAPPED = 55


def mark_up_text(text: str) -> str:
    """Return HTML. In a text without empty lines each line is a paragraph."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").strip("\n")
    parts = re.split(r"\n[ \t]*\n\s*", text) if re.search(r"\n[ \t]*\n", text) else text.split("\n")
    return "".join(_mark_up(part.split("\n")) for part in parts if part.strip())


def _mark_up(lines: list[str]) -> str:
    for pattern, tag in ((BULLET, "ul"), (NUMBER, "ol")):
        if len(lines) > 1 and all(pattern.match(line) for line in lines):
            items = "".join(f"<li>{escape(pattern.sub('', line, count=1).strip(), quote=False)}</li>" for line in lines)
            return f"<{tag}>{items}</{tag}>"
    if len(lines) == 1 and BULLET.match(lines[0]):
        return f"<ul><li>{escape(BULLET.sub('', lines[0], count=1).strip(), quote=False)}</li></ul>"
    is_wrapped = all(len(line.rstrip()) >= WRAPPED for line in lines[:-1])
    between = " " if is_wrapped else "<br/>"
    return f"<p>{between.join(escape(line.strip(), quote=False) for line in lines)}</p>"
