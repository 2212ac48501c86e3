"""Uploads and backups in an object store: a real server that speaks S3 (moto's), as a process of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.storage import default_storage, storages
from django.core.management import CommandError, call_command
from django.test import Client
from PIL import Image
from pyrage import x25519

from bench.site_contents import hash_files, hash_tables
from core import object_storage
from core.object_storage import ObjectStorage, ObjectStoreError
from delivery.backup.bucket import Bucket
from delivery.doctor.checks import check_storage
from delivery.findings import Level
from delivery.models import BackupRecord
from media.models import CustomDocument, CustomImage


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"AWS_DEFAULT_REGION": "us-east-1"},
    )
    deadline = time.monotonic() + 60
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                break
        except OSError:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait()


@pytest.fixture
def store(endpoint, settings):
    """A bucket of its own, as the settings name it. Returns a client of it."""
    settings.S3_ENDPOINT_URL, settings.S3_BUCKET, settings.S3_PREFIX = endpoint, "our-files", "site"
    settings.S3_REGION, settings.S3_ACCESS_KEY_ID, settings.S3_SECRET_ACCESS_KEY = "us-east-1", "key", "secret"
    options = {"region_name": "us-east-1", "aws_access_key_id": "key", "aws_secret_access_key": "secret"}
    client = boto3.client("s3", endpoint_url=endpoint, **options)
    client.create_bucket(Bucket="our-files")
    yield client
    for entry in client.list_objects_v2(Bucket="our-files").get("Contents", ()):
        client.delete_object(Bucket="our-files", Key=entry["Key"])
    client.delete_bucket(Bucket="our-files")


@pytest.fixture
def uploads(store, settings):
    """A site whose uploads are in the bucket."""
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "core.object_storage.ObjectStorage"}}
    before, default_storage._wrapped = default_storage._wrapped, ObjectStorage()
    yield store
    object_storage._breaker.close()
    default_storage._wrapped = before
    assert storages


@pytest.mark.django_db
def test_uploads_are_in_the_bucket_and_sent_by_the_site(uploads):
    file = ContentFile(b"", "boat.png")
    Image.new("RGB", (40, 30), "teal").save(file, "PNG")
    image = CustomImage.objects.create(title="A boat", description="A boat", file=ImageFile(file, "boat.png"))
    rendition = image.get_rendition("width-20")
    assert rendition.url.startswith("/media/images/boat")
    answer = Client().get(rendition.url)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    keys = {entry["Key"] for entry in uploads.list_objects_v2(Bucket="our-files")["Contents"]}
    assert keys == {f"site/{file}" for file in [image.file.name, *image.renditions.values_list("file", flat=True)]}
    assert f"site/{rendition.file.name}" in keys
    for path in (image.file.name, "images/none.png", "images/../../secret"):
        assert Client().get(f"/media/{path}").status_code == 404
    document = CustomDocument.objects.create(title="Notes", file=ContentFile(b"Words of a note", "notes.txt"))
    answer = Client().get(document.url)
    assert b"".join(answer.streaming_content) == b"Words of a note"
    other = CustomDocument.objects.create(title="Notes", file=ContentFile(b"Others", "notes.txt"))
    assert other.file.name != document.file.name
    default_storage.delete(document.file.name)
    assert not default_storage.exists("documents/notes.txt")


def test_doctor_looks_at_the_bucket(uploads, settings):
    assert check_storage().level == Level.GOOD
    assert "Contents" not in uploads.list_objects_v2(Bucket="our-files")
    settings.S3_BUCKET = "no-such-bucket"
    default_storage._wrapped = ObjectStorage()
    assert check_storage().level == Level.BAD


@pytest.mark.django_db
def test_a_store_that_does_not_answer_is_503_in_words(uploads, settings):
    settings.S3_ENDPOINT_URL = "http://127.0.0.1:1"
    default_storage._wrapped = ObjectStorage()
    with pytest.raises(ObjectStoreError, match="Could not connect"):
        default_storage.open("images/boat.png")
    with pytest.raises(ObjectStoreError, match="did not answer a moment ago"):
        default_storage.open("images/boat.png")
    answer = Client(raise_request_exception=False).get("/media/images/boat.png")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")


def list_keys(store) -> list[str]:
    return [entry["Key"] for entry in store.list_objects_v2(Bucket="our-files").get("Contents", ())]


def test_a_backup_in_the_bucket_comes_back(site, store, tmp_path, settings):
    settings.VAR_DIR = tmp_path
    tables, files = hash_tables(), hash_files(site.media)
    identity = x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(str(identity))
    call_command("backup", "s3://our-files/backups", recipient=[str(identity.to_public())])
    (name,) = Bucket("s3://our-files/backups").list_backups()
    assert list_keys(store) == [
        f"backups/{name}/{file}" for file in ("database.dump.age", "manifest.json", "media.tar.age")
    ]
    assert BackupRecord.objects.latest().place == f"s3://our-files/backups/{name}"
    call_command("backup", "s3://our-files/backups", check=True)
    site.empty()
    call_command("restore", f"s3://our-files/backups/{name}", identity=tmp_path / "key.txt")
    assert BackupRecord.objects.latest().place == f"s3://our-files/backups/{name}"
    assert hash_files(site.media) == files
    restored = {name: value for name, value in hash_tables().items() if not name.startswith("delivery_")}
    assert restored == {name: tables[name] for name in restored}
    assert [path.name for path in tmp_path.iterdir()] == ["key.txt"]


def test_damaged_and_half_backups_in_the_bucket_are_found(site, store, tmp_path, settings, monkeypatch):
    settings.VAR_DIR = tmp_path
    call_command("backup", "s3://our-files")
    (name,) = Bucket("s3://our-files").list_backups()
    content = bytearray(store.get_object(Bucket="our-files", Key=f"{name}/media.tar")["Body"].read())
    content[100] ^= 1
    store.put_object(Bucket="our-files", Key=f"{name}/media.tar", Body=bytes(content))
    before = hash_tables()
    for command, options in (("backup", {"check": True}), ("restore", {"replace": True})):
        with pytest.raises(CommandError, match="damaged"):
            call_command(command, "s3://our-files", **options)
    assert hash_tables() == before
    store.delete_object(Bucket="our-files", Key=f"{name}/manifest.json")
    with pytest.raises(CommandError, match="no complete backup"):
        call_command("backup", "s3://our-files", check=True)

    def fail(stream, manifest):
        stream.write(b"x" * 100)
        raise CommandError("The database could not be dumped")

    monkeypatch.setattr("delivery.backup.making._dump_database", fail)
    keys = list_keys(store)
    time.sleep(1 - time.time() % 1)  # names have seconds
    with pytest.raises(CommandError, match="could not be dumped"):
        call_command("backup", "s3://our-files")
    assert list_keys(store) == keys


def test_the_last_backups_are_kept_in_the_bucket(site, store):
    for name in ("roundtable-20200101T000000Z", "roundtable-20210101T000000Z", "roundtable-20220101T000000Z"):
        store.put_object(Bucket="our-files", Key=f"{name}/database.dump", Body=b"x")
        if "2020" not in name:  # it was broken off
            store.put_object(Bucket="our-files", Key=f"{name}/manifest.json", Body=b"{}")
    store.put_object(Bucket="our-files", Key="holiday.jpg", Body=b"x")
    call_command("backup", "s3://our-files", keep=2)
    backups = Bucket("s3://our-files").list_backups()
    assert backups[0] == "roundtable-20220101T000000Z"
    assert len(backups) == 2
    assert len(list_keys(store)) == 2 + 3 + 1
    with pytest.raises(CommandError, match="refuses s3://no-such-bucket"):
        call_command("backup", "s3://no-such-bucket")
