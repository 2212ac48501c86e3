"""Storage of uploaded files on a disk: a file is there whole or not at all."""

import contextlib
import os
import tempfile
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """Writes a file under a temporary name and renames it. Django's own leaves half a file on a full disk."""

    def _save(self, name: str, content: File) -> str:
        folder = Path(self.path(name)).parent
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(prefix=".upload-", dir=folder)
        try:
            with os.fdopen(descriptor, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk if isinstance(chunk, bytes) else chunk.encode())
            return super()._save(name, _WrittenFile(temporary))  # type: ignore[misc]  # the stubs lack it
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(temporary)


class _WrittenFile(File):
    """A file that ``FileSystemStorage`` moves to its place, as it does with uploads that are already on a disk."""

    def __init__(self, path: str) -> None:
        super().__init__(None)
        self._path = path

    def temporary_file_path(self) -> str:
        return self._path

    def close(self) -> None:
        """Nothing is open."""
