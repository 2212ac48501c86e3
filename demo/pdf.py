"""Small PDF files of text, written by hand (ISO 32000-1), for the demo's papers. The same input gives the same bytes.

The fonts are two of the standard ones, which every reader has: nothing is embedded. The title stands on top of the
first page in large type and the authors right below it, as Google Scholar asks.
"""

from dataclasses import dataclass, field

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 595, 842, 85
TITLE_SIZE, HEADING_SIZE, TEXT_SIZE = 24, 13, 11
REGULAR, BOLD = "F1", "F2"
#: Widths of Times-Roman from the space to the tilde, in thousandths of its size (Adobe Font Metrics).
WIDTHS = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889,
    722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500,
    444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480,
    200, 480, 541,
]  # fmt: skip
#: Letters beyond Windows' Western code page: by the byte that stands for each, one that the code page leaves free.
MORE_LETTERS = {"ś": (0x81, "sacute")}


@dataclass
class _Pages:
    """Lines of text on pages, from the top down."""

    pages: list[list[str]] = field(default_factory=lambda: [[]])
    height: float = PAGE_HEIGHT - MARGIN

    def add(self, text: str, size: int, font: str = REGULAR, before: float = 0) -> None:
        """Add a paragraph, with ``before`` points of space above it."""
        leading = size * 1.4
        self.height -= before
        for line in wrap(text, size, bold=font == BOLD):
            self.height -= leading
            if self.height < MARGIN:
                self.pages.append([])
                self.height = PAGE_HEIGHT - MARGIN - leading
            self.pages[-1].append(f"BT /{font} {size} Tf {MARGIN} {self.height:.1f} Td ({escape(line)}) Tj ET")


def measure(text: str, size: int, bold: bool = False) -> float:
    """Return the width of a text in points; of bold type a little more than it has."""
    units = sum(WIDTHS[ord(letter) - 32] if " " <= letter <= "~" else 500 for letter in text)
    return units * size / 1000 * (1.08 if bold else 1)


def wrap(text: str, size: int, bold: bool = False) -> list[str]:
    """Break a paragraph into lines that fit between the margins."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, size, bold) <= PAGE_WIDTH - 2 * MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def escape(text: str) -> str:
    """Return a text as it stands between the parentheses of a PDF string (7.3.4.2), one character a byte."""
    encoded = b"".join(
        bytes([MORE_LETTERS[letter][0]]) if letter in MORE_LETTERS else letter.encode("cp1252") for letter in text
    )
    text = encoded.decode("latin-1")
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def make_pdf(title: str, byline: str, text: str) -> bytes:
    """Return a PDF. Paragraphs are parted by blank lines; one that begins with ``# `` is a heading."""
    pages = _Pages()
    pages.add(title, TITLE_SIZE, BOLD)
    pages.add(byline, HEADING_SIZE, before=8)
    for number, paragraph in enumerate(text.strip().split("\n\n")):
        before = 30 if number == 0 else 7
        if paragraph.startswith("# "):
            pages.add(paragraph.removeprefix("# "), HEADING_SIZE, BOLD, before=max(before, 14))
        else:
            pages.add(paragraph, TEXT_SIZE, before=before)
    return _write(pages.pages, title)


def _write(pages: list[list[str]], title: str) -> bytes:
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    letters = " ".join(f"{byte} /{name}" for byte, name in MORE_LETTERS.values())
    encoding = f"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [{letters}] >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        f"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding {encoding} >>",
        f"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding {encoding} >>",
        f"<< /Title ({escape(title)}) >>",
    ]
    for number, lines in enumerate(pages):
        drawing = "\n".join(lines)
        fonts = "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>"
        box = f"/MediaBox [0 0 {PAGE_WIDTH} {PAGE_HEIGHT}]"
        objects.append(f"<< /Type /Page /Parent 2 0 R /Contents {7 + 2 * number} 0 R {fonts} {box} >>")
        objects.append(f"<< /Length {len(drawing)} >>\nstream\n{drawing}\nendstream")
    file, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(file))
        file += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    entries = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    end = f"trailer << /Size {size} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{len(file)}\n%%EOF\n"
    return file + f"xref\n0 {size}\n0000000000 65535 f \n{entries}{end}".encode()
