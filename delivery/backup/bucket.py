"""Backups in an object store that speaks S3 (`s3://bucket/prefix`), with the same three files as in a folder.

They are streamed there: nothing of them lies on this machine meanwhile. The manifest comes last, so that what has none
is no backup. A restore copies the backup to this machine first, and checks the copy.
"""

import contextlib
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.management import CommandError

from core.object_storage import get_client_config, get_connection_options

from .making import Report, make_name, record_backup, write_backup
from .manifest import MANIFEST, NAME, Manifest, parse_manifest
from .streams import hash_stream

SCHEME = "s3://"
#: 10,000 parts of this size are the largest file: 640 GB.
TRANSFER = TransferConfig(multipart_chunksize=64 << 20, multipart_threshold=64 << 20, use_threads=False)
UNFINISHED = timedelta(days=1)  # after which what has no manifest is deleted


def is_bucket(place: str) -> bool:
    return place.startswith(SCHEME)


def open_bucket(place: str) -> tuple["Bucket", str]:
    """Return the bucket of an address, and the name of the backup if the address has one, else ""."""
    folder, _slash, last = place.rstrip("/").rpartition("/")
    return (Bucket(folder), last) if NAME.fullmatch(last) else (Bucket(place), "")


class _Uploading(threading.Thread):
    """Uploads what is written to a pipe. If the writer fails, it fails as well, so that no half file is there."""

    def __init__(self, client: Any, bucket: str, key: str, source: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self._client, self._bucket, self._key, self._source = client, bucket, key, source
        self.has_failed = False
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        if self.has_failed:
            raise OSError("the backup was broken off")
        return data

    def run(self) -> None:
        try:
            self._client.upload_fileobj(self, self._bucket, self._key, Config=TRANSFER)
        except Exception as error:  # raised again by the thread that waits
            self.error = error
        finally:
            self._source.close()


class Bucket:
    """The backups below one address of an object store. Its errors are `CommandError`s in words."""

    def __init__(self, address: str) -> None:
        self.name, _slash, prefix = address.removeprefix(SCHEME).strip("/").partition("/")
        self._prefix = f"{prefix}/" if prefix else ""

    @cached_property
    def client(self) -> Any:
        return boto3.client("s3", config=get_client_config(read_seconds=60, attempts=5), **get_connection_options())

    def address(self, name: str) -> str:
        return f"{SCHEME}{self.name}/{self._prefix}{name}"

    @contextlib.contextmanager
    def explained(self) -> Iterator[None]:
        try:
            yield
        except (BotoCoreError, ClientError, boto3.exceptions.Boto3Error) as error:
            raise CommandError(f"The object store refuses {self.address('')}: {error}.") from error

    @contextlib.contextmanager
    def open_new(self, key: str) -> Iterator[IO[bytes]]:
        """Yield a file whose content is uploaded while it is written."""
        source, sink = (os.fdopen(number, mode) for number, mode in zip(os.pipe(), ("rb", "wb"), strict=True))
        upload = _Uploading(self.client, self.name, self._prefix + key, source)
        upload.start()
        try:
            with sink:
                yield sink
        except BaseException as error:
            upload.has_failed = True
            upload.join()
            if isinstance(error, BrokenPipeError) and upload.error:
                raise upload.error from error
            raise
        upload.join()
        if upload.error:
            raise upload.error

    def list_files(self) -> dict[str, dict[str, dict[str, Any]]]:
        """Return what there is of each backup, complete or not, by its name: facts by the names of files."""
        found: dict[str, dict[str, dict[str, Any]]] = {}
        for page in self.client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=self._prefix):
            for entry in page.get("Contents", ()):
                folder, _slash, name = entry["Key"].removeprefix(self._prefix).partition("/")
                if NAME.fullmatch(folder):
                    found.setdefault(folder, {})[name] = entry
        return found

    def list_backups(self) -> list[str]:
        """Return the names of the complete backups, oldest first."""
        return sorted(name for name, files in self.list_files().items() if MANIFEST in files)

    def find_backup(self, name: str = "") -> str:
        with self.explained():
            backups = self.list_backups()
        if name and name in backups:
            return name
        if name or not backups:
            raise CommandError(f"There is no complete backup in {self.address(name)}.")
        return backups[-1]

    def delete(self, name: str) -> None:
        """Delete a backup, the manifest first: without it, it is none."""
        for file in sorted(self.list_files().get(name, {}), key=lambda file: file != MANIFEST):
            self.client.delete_object(Bucket=self.name, Key=f"{self._prefix}{name}/{file}")

    def open(self, name: str, file: str) -> Any:
        return self.client.get_object(Bucket=self.name, Key=f"{self._prefix}{name}/{file}")["Body"]

    def verify(self, name: str) -> Manifest:
        """Read a whole backup and compare its checksums, without keeping it."""
        with self.explained():
            manifest = parse_manifest(self.open(name, MANIFEST).read(), self.address(name))
            there = self.list_files()[name]
            for file, facts in manifest.files.items():
                if file not in there:
                    raise CommandError(f"The backup {self.address(name)} is incomplete: {file} is missing.")
                if there[file]["Size"] != facts["bytes"] or hash_stream(self.open(name, file)) != facts["sha256"]:
                    raise CommandError(f"The backup {self.address(name)} is damaged: {file} differs from its checksum.")
        return manifest

    @contextlib.contextmanager
    def fetched(self, name: str) -> Iterator[Path]:
        """Yield a copy of a backup on this machine."""
        with self.explained():
            files = self.list_files()[name]
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="restore-", dir=settings.VAR_DIR) as folder:
            needed, free = sum(entry["Size"] for entry in files.values()), shutil.disk_usage(folder).free
            if needed > free:
                raise CommandError(f"The backup has {needed:,} bytes, and {free:,} are free in {settings.VAR_DIR}.")
            copy = Path(folder) / name
            copy.mkdir()
            for file in files:
                with self.explained(), (copy / Path(file).name).open("wb") as target:
                    shutil.copyfileobj(self.open(name, file), target)
            yield copy


def make_bucket_backup(address: str, recipients: list[Any], keys: list[str], keep: int | None, report: Report) -> str:
    """Make a backup at `s3://bucket/prefix`, delete all but the last `keep`, and return its name."""
    bucket, made_at = Bucket(address), datetime.now(UTC).replace(microsecond=0)
    name = make_name(made_at)
    with bucket.explained():
        if name in bucket.list_files():
            raise CommandError(f"Another backup is being made in {address}.")
        try:
            manifest = write_backup(lambda file: bucket.open_new(f"{name}/{file}"), made_at, recipients, keys)
            bucket.client.put_object(
                Bucket=bucket.name, Key=f"{bucket._prefix}{name}/{MANIFEST}", Body=manifest.as_text().encode()
            )
        except BaseException:
            with contextlib.suppress(BotoCoreError, ClientError):  # the first error says more
                bucket.delete(name)
            raise
        record_backup(manifest, bucket.address(name), report)
        _rotate(bucket, made_at, keep, report)
    return name


def _rotate(bucket: Bucket, made_at: datetime, keep: int | None, report: Report) -> None:
    complete = bucket.list_backups()
    for name in bucket.list_files():
        if name not in complete and name < make_name(made_at - UNFINISHED):
            bucket.delete(name)
    for name in complete[:-keep] if keep else ():
        bucket.delete(name)
        report(f"Deleted {name}: the last {keep} are kept.")
