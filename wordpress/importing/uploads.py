"""The uploads of the old site: its folder ``wp-content/uploads``, or a ZIP file of that folder."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from ..reading.records import path_of

UPLOADS_FOLDER = re.compile(r"(?:^|/)(?:wp-content/uploads|wp-content/blogs\.dir/\d+/files|files)/(.+)$")
# Copies of ``photo.jpg``: smaller ones ``photo-300x200.jpg``, and since WordPress 5.3 a large one ``photo-scaled.jpg``.
COPY = re.compile(r"-(?:\d{1,5}x\d{1,5}|scaled|rotated)(?=\.\w{2,5}$)")
# An image that somebody cropped or rotated in the media library.
EDITED = re.compile(r"-e\d{10,13}(?=\.\w{2,5}$)")


class UploadsError(ValueError):
    """The uploads cannot be read. The message says why, in one line."""


def get_relative_path(address: str) -> str:
    """Return the path of a file within the folder of uploads, from its address on the old site or its path."""
    path = path_of(address)
    found = UPLOADS_FOLDER.search(path)
    return (found[1] if found else path).lstrip("/")


def strip_size(path: str) -> str:
    """Return the path of the image that ``path`` is a resized copy of, or ``path`` itself."""
    previous = None
    while previous != path:
        previous, path = path, COPY.sub("", path)
    return path


def strip_edits(path: str) -> str:
    """Return the path of the file that was uploaded, from that of a resized or edited copy of it."""
    previous = None
    while previous != path:
        previous, path = path, EDITED.sub("", strip_size(path))
    return path


def list_candidates(path: str) -> list[str]:
    """Return the paths at which a file may be, best first: in full size, as named, as WordPress scaled it, and as it
    was before somebody edited it.
    """
    whole, uploaded = strip_size(path), strip_edits(path)
    stem, dot, extension = whole.rpartition(".")
    return list(dict.fromkeys([whole, path, f"{stem}-scaled{dot}{extension}" if dot else whole, uploaded]))


class NoUploads:
    def find(self, path: str) -> str | None:
        return None

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        raise FileNotFoundError(name)
        yield


class UploadsFolder:
    """A folder. Nothing outside it is read, even if a path or a symbolic link leads there."""

    def __init__(self, root: Path):
        self.root = root.resolve()
        # A copy of wp-content or of the whole site will do.
        for inside in ("wp-content/uploads", "uploads"):
            if (self.root / inside).is_dir():
                self.root = (self.root / inside).resolve()
                break

    def find(self, path: str) -> str | None:
        if not path or "\x00" in path or len(path) > 1000:
            return None
        try:
            file = (self.root / PurePosixPath(path)).resolve()
            return str(file) if file.is_relative_to(self.root) and file.is_file() else None
        except (OSError, RuntimeError):  # too long a name, a loop of links
            return None

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        with Path(name).open("rb") as file:
            yield file


class UploadsZip:
    """A ZIP file that holds the folder, at any depth."""

    def __init__(self, path: Path):
        try:
            self.archive = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile, RuntimeError) as error:  # packed in a way that is not known here
            raise UploadsError(f"The uploads {path.name} cannot be read as a ZIP file: {error}") from error
        self.names: dict[str, str] = {}
        for info in self.archive.infolist():
            if not info.is_dir():
                self.names.setdefault(get_relative_path("/" + info.filename.removeprefix("uploads/")), info.filename)

    def find(self, path: str) -> str | None:
        return self.names.get(path)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        try:
            with self.archive.open(name) as file:
                yield file
        except (zipfile.BadZipFile, RuntimeError) as error:  # damaged, with a password, or packed in an unknown way
            raise OSError(str(error)) from error


Uploads = NoUploads | UploadsFolder | UploadsZip


def open_uploads(path: Path | None) -> Uploads:
    """Return the uploads at ``path``; raises ``UploadsError``."""
    if path is None:
        return NoUploads()
    if path.is_dir():
        return UploadsFolder(path)
    if path.is_file():
        return UploadsZip(path)
    raise UploadsError(f"There is no folder and no file {path}.")
