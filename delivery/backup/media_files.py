"""Uploaded files and renditions: into a tar archive, and back."""

import contextlib
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import CommandError

from .manifest import Manifest

#: Unfinished uploads (core.storage) and restores (below).
TEMPORARY = (".upload-", ".restore-")


def get_media_folder() -> Path | None:
    """Return the folder of uploads; None if they are in an object store, which has copies of its own."""
    return Path(default_storage.location) if isinstance(default_storage, FileSystemStorage) else None


def list_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield the relative name and the path of each file."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith(TEMPORARY))
        for name in sorted(names):
            path = Path(folder, name)
            if not name.startswith(TEMPORARY) and path.is_file():
                yield path.relative_to(root).as_posix(), path


class MediaArchive:
    """A tar archive to which the files of a folder are added, each once."""

    def __init__(self, stream: Any, root: Path) -> None:
        self._tar = tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - close() closes it
        self._root = root
        self._added: set[str] = set()
        self.bytes = 0

    @property
    def files(self) -> int:
        return len(self._added)

    def add_new_files(self) -> None:
        """Add what is not added yet. A file that is deleted meanwhile is left out."""
        for name, path in list_files(self._root):
            if name in self._added:
                continue
            with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
                facts = self._tar.gettarinfo(arcname=name, fileobj=file)
                facts.uid = facts.gid = 0
                facts.uname = facts.gname = ""
                self._tar.addfile(facts, file)
                self._added.add(name)
                self.bytes += facts.size

    def close(self) -> None:
        self._tar.close()


class StagedMedia:
    """Files that are unpacked beside the current ones, and take their place at the end in one go.

    They lie below the folder itself, which may be a volume of its own. Renaming cannot fail for want of space.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        root.mkdir(parents=True, exist_ok=True)
        self._folder = Path(tempfile.mkdtemp(prefix=".restore-", dir=root))
        self._new, self._old = self._folder / "new", self._folder / "old"
        self._new.mkdir()
        self._old.mkdir()

    def unpack(self, stream: IO[bytes], manifest: Manifest) -> None:
        """Unpack an archive. Raises `CommandError` unless it holds what the manifest says."""
        files = size = 0
        try:
            with tarfile.open(fileobj=stream, mode="r|") as tar:
                for member in tar:
                    self._unpack_file(tar, member)
                    files, size = files + 1, size + member.size
        except tarfile.TarError as error:
            raise CommandError(f"The backup is damaged: its archive of media cannot be read ({error}).") from error
        if {"files": files, "bytes": size} != manifest.media:
            raise CommandError(f"The backup is damaged: it has {files} files of media instead of {manifest.media}.")

    def _unpack_file(self, tar: tarfile.TarFile, member: tarfile.TarInfo) -> None:
        name = PurePosixPath(member.name)
        source = tar.extractfile(member) if member.isreg() else None
        if source is None or name.is_absolute() or ".." in name.parts:
            raise CommandError(f"The backup holds something that is no file of media: {member.name!r}.")
        path = self._new / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            shutil.copyfileobj(source, file)
        os.utime(path, (member.mtime, member.mtime))

    def swap(self) -> None:
        """Put the new files in the place of the old ones, and delete those."""
        owner = self._root.stat()
        if os.geteuid() == 0 and owner.st_uid != 0:
            for folder, _, names in os.walk(self._new):
                for name in (folder, *(os.path.join(folder, name) for name in names)):
                    os.chown(name, owner.st_uid, owner.st_gid)
        for path in list(self._root.iterdir()):
            if not path.name.startswith(TEMPORARY):
                path.rename(self._old / path.name)
        for path in list(self._new.iterdir()):
            path.rename(self._root / path.name)

    def discard(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
