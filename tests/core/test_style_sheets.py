"""Style sheets: one compressed file where they are collected, files of their own in development."""

import gzip
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage

from core.style_sheets import PRINT_SHEETS, SHEETS, Sheet, SiteStaticFilesStorage, get_sheets

FONT = "fonts/newsreader-latin.woff2"
SOURCES = Path(settings.BASE_DIR) / "static"


@pytest.fixture
def collected(tmp_path, monkeypatch):
    """Return the storage as after ``collectstatic``, with what the sheets refer to."""
    storage = SiteStaticFilesStorage(location=tmp_path)
    paths = {}
    for finder in get_finders():
        for name, found in finder.list([]):
            if name.startswith(("css/", "fonts/", "images/")) and name not in paths:
                path = tmp_path / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(Path(found.path(name)).read_bytes())
                paths[name] = (storage, name)
    list(storage.post_process(paths))
    monkeypatch.setattr(staticfiles_storage, "_wrapped", storage)
    return tmp_path


def test_all_sheets_of_the_site_are_listed():
    own = {path.stem for path in (SOURCES / "css").glob("*.css") if not path.stem.startswith(("admin", "editor"))}
    assert {*SHEETS, *PRINT_SHEETS} == own


def test_they_are_one_hashed_file_compressed_beforehand(collected):
    [sheet] = get_sheets()
    assert sheet == Sheet(f"/static/{staticfiles_storage.stored_name('css/site.css')}")
    path = collected / sheet.url.removeprefix("/static/")
    content = path.read_bytes()
    assert path.name != "site.css"
    assert gzip.decompress(Path(f"{path}.gz").read_bytes()) == content
    assert brotli.decompress(Path(f"{path}.br").read_bytes()) == content
    text = content.decode()
    order = [text.index(part) for part in ("@layer reset, tokens", ".article__header", "@media print {\n@layer print")]
    assert order == sorted(order)
    assert f'url("../{staticfiles_storage.stored_name(FONT)}")' in text


def test_in_development_each_is_a_file_of_its_own():
    sheets = get_sheets()
    assert (len(sheets), sheets[0], sheets[-1]) == (
        19,
        Sheet("/static/css/tokens.css"),
        Sheet("/static/css/print.css", "print"),
    )
