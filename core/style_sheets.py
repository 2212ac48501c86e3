"""The style sheets of the public site: a file each while somebody works on them, one for all where they are collected.

So there is no step between editing a sheet and seeing it, and browsers ask once (``collectstatic`` of production).
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from django.templatetags.static import static
from whitenoise.storage import CompressedManifestStaticFilesStorage

#: In the order in which they apply: the first one decides the order of the layers.
SHEETS = (
    *(
        "tokens",
        "base",
        "layout",
        "components",
        "lists",
        "pages",
        "margin",
        "events",
        "home",
        "filters",
        "forms",
        "search",
    ),
    *("results", "blocks", "media", "documents", "comments", "approval"),
)
PRINT_SHEETS = ("print",)
SITE_SHEET = "css/site.css"


class Sheet(NamedTuple):
    url: str
    media: str = "all"


class SiteStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage (hashed names; gzip and Brotli beside each file) with all sheets of the site in one file."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator:
        if not dry_run:
            self.write_site_sheet(paths)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def write_site_sheet(self, paths: dict[str, Any]) -> None:
        """Write the file and add it to ``paths``, so that it is hashed and compressed like all others."""
        parts = [self._read(paths, name) for name in SHEETS]
        parts += [f"@media print {{\n{self._read(paths, name)}}}\n" for name in PRINT_SHEETS]
        self.delete(SITE_SHEET)
        self.save(SITE_SHEET, ContentFile("\n".join(parts)))
        paths[SITE_SHEET] = (self, SITE_SHEET)

    def _read(self, paths: dict[str, Any], name: str) -> str:
        storage, path = paths[f"css/{name}.css"]
        with storage.open(path) as file:
            return file.read().decode()


def get_sheets() -> list[Sheet]:
    """Return what a page links."""
    if isinstance(staticfiles_storage, SiteStaticFilesStorage):
        return [Sheet(static(SITE_SHEET))]
    screen = [Sheet(static(f"css/{name}.css")) for name in SHEETS]
    return [*screen, *(Sheet(static(f"css/{name}.css"), "print") for name in PRINT_SHEETS)]
