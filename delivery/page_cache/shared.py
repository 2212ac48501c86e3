"""Kept pages that several machines share, in Redis or Valkey (``CACHE_URL``).

They lie behind the files of each machine: a page that one machine has rendered in this generation is not rendered by
the others. Which generation it is says the database alone. So a server that died, was emptied, or came back with old
pages makes none stale. Pages are signed with ``SECRET_KEY``: whoever can write to the server cannot change the site.
"""

import contextlib
import hashlib
import hmac
import json
from pathlib import Path
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage

from core.shared_counter import SharedCounter

from .requests import Key
from .responses import Page
from .storage import Files, pack, unpack

if TYPE_CHECKING:
    from core.shared_cache import CacheServer

KEPT_SECONDS = 7 * 24 * 3600  # without being rendered anew
SIGNATURE_BYTES = 16


class SharedPages:
    """Pages on the server. ``program`` tells apart what different versions of the program rendered."""

    def __init__(self, server: "CacheServer", program: str) -> None:
        self._server = server
        self._secret = hashlib.sha256(f"page cache {settings.SECRET_KEY}".encode()).digest()
        self._prefix = f"page:{hmac.digest(self._secret, program.encode(), 'sha256').hex()[:16]}:"

    def get(self, key: Key) -> Page | None:
        name = self._get_name(key)
        content = self._server.run(lambda: self._server.redis.get(name), lambda: None)
        return self._unpack(key, content) if isinstance(content, bytes) else None

    def put(self, key: Key, page: Page) -> None:
        name, content = self._get_name(key), self._pack(key, page)
        self._server.run(lambda: self._server.redis.set(name, content, ex=KEPT_SECONDS), lambda: None, (name,))

    def remove(self, key: Key) -> None:
        name = self._get_name(key)
        self._server.run(lambda: self._server.redis.delete(name), lambda: None, (name,))

    def _get_name(self, key: Key) -> str:
        content = "\n".join(key).encode("utf-8", "surrogateescape")
        return self._prefix + hashlib.blake2b(content, digest_size=16).hexdigest()

    def _pack(self, key: Key, page: Page) -> bytes:
        """Return the page with its signature before it."""
        content = pack(key, page)
        return self._sign(content) + content

    def _unpack(self, key: Key, content: bytes) -> Page | None:
        signature, content = content[:SIGNATURE_BYTES], content[SIGNATURE_BYTES:]
        return unpack(key, content) if hmac.compare_digest(signature, self._sign(content)) else None

    def _sign(self, content: bytes) -> bytes:
        return hashlib.blake2b(content, key=self._secret, digest_size=SIGNATURE_BYTES).digest()


class FilesAndShared:
    """The files of this machine, and behind them what all machines share: used as ``Files`` are."""

    def __init__(self, files: Files, shared: SharedPages, counter: SharedCounter) -> None:
        self._files, self._shared, self._counter = files, shared, counter

    def get(self, key: Key) -> Page | None:
        own = self._files.get(key)
        if own is not None and own.generation == self._counter.value:
            return own
        other = self._shared.get(key)
        if other is None or (own is not None and other.generation <= own.generation):
            return own
        self._files.put(key, other)
        return other

    def put(self, key: Key, page: Page) -> None:
        self._files.put(key, page)
        self._shared.put(key, page)

    def remove(self, key: Key) -> None:
        self._files.remove(key)
        self._shared.remove(key)


def get_program_fingerprint() -> str:
    """Return a hash of what renders pages: the project's code and templates, and the names of its static files.

    While an upgrade goes from machine to machine, both versions run, and each must see its own pages alone.
    """
    base = Path(settings.BASE_DIR)
    folders = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == base]
    digest = hashlib.sha256()
    for path in sorted(path for folder in [*folders, base / "templates"] for path in folder.rglob("*")):
        if path.suffix in {".py", ".html", ".txt", ".xml"}:
            digest.update(f"{path.relative_to(base)}\0".encode() + path.read_bytes())
    if isinstance(staticfiles_storage, ManifestFilesMixin):
        digest.update(json.dumps(staticfiles_storage.hashed_files, sort_keys=True).encode())
    with contextlib.suppress(OSError):
        digest.update((base / "requirements.txt").read_bytes())
    return digest.hexdigest()
