"""Uploaded files are stored whole or not at all."""

import errno
import os

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import TemporaryUploadedFile

from core.storage import WholeFileStorage


class FullDisk(ContentFile):
    """A file whose writing fails after its first part."""

    def chunks(self, chunk_size=None):
        yield b"the first half"
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def storage(tmp_path):
    return WholeFileStorage(location=tmp_path)


def test_full_disk_leaves_nothing_behind(storage, tmp_path):
    with pytest.raises(OSError, match="No space"):
        storage.save("images/photo.jpg", FullDisk(b""))
    assert list((tmp_path / "images").iterdir()) == []


def test_file_is_kept_with_the_permissions_of_any_other(storage, tmp_path):
    assert storage.save("images/photo.jpg", ContentFile(b"content")) == "images/photo.jpg"
    assert (tmp_path / "images" / "photo.jpg").read_bytes() == b"content"
    assert (tmp_path / "images" / "photo.jpg").stat().st_mode & 0o777 == 0o644
    assert len(list((tmp_path / "images").iterdir())) == 1


def test_name_that_is_taken_is_given_to_nobody_else(storage):
    storage.save("a.txt", ContentFile("first"))
    second = storage.save("a.txt", ContentFile("sécond"))
    assert second != "a.txt"
    assert storage.open("a.txt").read() == b"first"
    assert storage.open(second).read().decode() == "sécond"


def test_big_upload_from_another_disk(storage):
    with TemporaryUploadedFile("big.pdf", "application/pdf", 7, None) as upload:
        upload.write(b"content")
        upload.seek(0)
        assert storage.open(storage.save("big.pdf", upload)).read() == b"content"
