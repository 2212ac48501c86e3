"""Streams of a backup: checksums while writing, and encryption with age (age-encryption.org/v1, by pyrage).

Nothing is held in memory or in temporary files: a program writes to a pipe, a thread encrypts what it reads there.
"""

import contextlib
import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from django.core.management import CommandError
from pyrage import DecryptError, EncryptError, IdentityError, RecipientError, decrypt_io, encrypt_io, ssh, x25519

CHUNK_BYTES = 1 << 20


class ChecksumWriter:
    """Writes to a file, and keeps the SHA-256 and the number of bytes of what was written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self.bytes = 0
        self.is_over = False
        self.error: OSError | None = None

    def write(self, data: bytes) -> int:
        if self.is_over:  # tarfile writes its rest when it is deleted, also after an error
            return len(data)
        try:
            self._file.write(data)
        except OSError as error:
            self.error = error  # pyrage loses the errors of its last write
            raise
        self._digest.update(data)
        self.bytes += len(data)
        return len(data)

    def flush(self) -> None:
        self._file.flush()

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


def write_stream(file: IO[bytes], produce: Callable[[Any], None], recipients: list[Any]) -> dict[str, Any]:
    """Let `produce` write to `file`, encrypted if there are recipients; return the size and checksum."""
    writer = ChecksumWriter(file)
    try:
        if recipients:
            with _encrypting_pipe(writer, recipients) as pipe:
                produce(pipe)
        else:
            produce(writer)
    finally:
        writer.is_over = True
    if writer.error:
        raise writer.error
    return {"bytes": writer.bytes, "sha256": writer.sha256}


@contextlib.contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file, which is on the disk when the block has ended."""
    with path.open("xb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


@contextlib.contextmanager
def _encrypting_pipe(target: ChecksumWriter, recipients: list[Any]) -> Iterator[IO[bytes]]:
    source, sink = (os.fdopen(number, mode) for number, mode in zip(os.pipe(), ("rb", "wb"), strict=True))
    try:
        with _in_thread(encrypt_io, source, target, recipients, closing=source) as work:
            try:
                with sink:
                    yield sink
            except BrokenPipeError:
                work.join()
                if not work.error:
                    raise
    except EncryptError as error:  # pyrage's, around that of the disk
        raise target.error or error from None


@contextlib.contextmanager
def decrypted(path: Path, identities: list[Any]) -> Iterator[IO[bytes]]:
    """Yield a stream of a backup's file as it was before encryption. Raises `CommandError` if no key fits."""
    with path.open("rb") as file:
        if path.suffix != ".age":
            yield file
            return
        if not identities:
            raise CommandError(f"{path.name} is encrypted: name the file with the key by --identity.")
        source, sink = (os.fdopen(number, mode) for number, mode in zip(os.pipe(), ("rb", "wb"), strict=True))
        with _in_thread(decrypt_io, file, sink, identities, closing=sink), source:
            yield source


class _Work(threading.Thread):
    """A thread that closes a stream at its end, so that nobody waits at the other end, and keeps its error."""

    def __init__(self, function: Callable, *arguments: Any, closing: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self._function, self._arguments, self._closing = function, arguments, closing
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self._function(*self._arguments)
        except Exception as error:  # raised again by the thread that waits
            self.error = error
        finally:
            with contextlib.suppress(OSError):
                self._closing.close()


@contextlib.contextmanager
def _in_thread(function: Callable, *arguments: Any, closing: IO[bytes]) -> Iterator[_Work]:
    work = _Work(function, *arguments, closing=closing)
    work.start()
    try:
        yield work
    except Exception as error:
        work.join()
        _raise(work.error)
        raise error
    work.join()
    _raise(work.error)


def _raise(error: Exception | None) -> None:
    if isinstance(error, DecryptError):
        message = f"The backup cannot be decrypted: {error}. Is it the key that it was encrypted for?"
        raise CommandError(message) from error
    if error and not isinstance(error, BrokenPipeError):  # of a reader that has what it wants
        raise error


def parse_recipients(keys: list[str]) -> list[Any]:
    """Return public keys for pyrage: `age1…`, or one of SSH. Raises `CommandError` for anything else."""
    recipients = []
    for key in keys:
        kind = ssh.Recipient if key.startswith("ssh-") else x25519.Recipient
        try:
            recipients.append(kind.from_str(key))
        except RecipientError as error:
            raise CommandError(f"“{key}” is no public key of age (age1…) or SSH (ssh-ed25519 …): {error}.") from error
    return recipients


def read_identities(path: Path | None) -> list[Any]:
    """Return the secret keys in a file as `age-keygen` or `ssh-keygen` writes it."""
    if path is None:
        return []
    try:
        text = path.read_text()
        if text.startswith("-----BEGIN"):
            return [ssh.Identity.from_buffer(text.encode())]
        lines = [line.strip() for line in text.splitlines()]
        keys = [x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (OSError, UnicodeDecodeError, IdentityError) as error:
        raise CommandError(f"{path} holds no key that can be read: {error}.") from error
    if not keys:
        raise CommandError(f"{path} holds no key.")
    return keys


def hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hash_stream(file)


def hash_stream(stream: Any) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK_BYTES):
        digest.update(chunk)
    return digest.hexdigest()
