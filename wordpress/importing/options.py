"""The options of an import."""

from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class ImportOptions:
    """``files`` together are one export. ``uploads`` is the old site's folder of uploads, or a ZIP file of it."""

    files: tuple[Path, ...]
    uploads: Path | None = None
    dry_run: bool = False
    report: Path | None = None
    limit: int | None = None
    fetch_media: bool = False
    people: Path | None = None
    comments: bool = False
    #: The custom fields to append to bodies (``custom_fields.make_pattern``).
    fields: tuple[str, ...] = ()
    curly_quotes: bool = False

    def as_json(self) -> dict:
        values = asdict(self) | {"files": [str(path) for path in self.files]}
        return {name: str(value) if isinstance(value, Path) else value for name, value in values.items()}
