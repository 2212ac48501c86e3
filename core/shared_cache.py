"""Django's cache in Redis or Valkey (``CACHE_URL``) for several machines. One that is dead or slow breaks nothing.

Each answer must come within ``TIMEOUT_SECONDS``. After a failure the server is asked once in ``PROBE_SECONDS``;
meanwhile each process uses a cache in its own memory. What could not be deleted or replaced on the server is deleted
before anything is read there again.
"""

import logging
import threading
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.retry import Retry

from .circuit_breaker import CircuitBreaker

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

TIMEOUT_SECONDS = 0.25
PROBE_SECONDS = 5
MAX_MISSED = 10_000  # keys; beyond them everything is deleted
EVERYTHING = "*"
#: After the server was restarted, each open connection fails once. That is not the server's failure.
CONNECTION: dict[str, Any] = {
    "socket_connect_timeout": TIMEOUT_SECONDS,
    "socket_timeout": TIMEOUT_SECONDS,
    "retry": Retry(NoBackoff(), 1, supported_errors=(RedisConnectionError,)),
}


class CacheServer:
    """A server, as all threads of this process use it."""

    def __init__(self, url: str) -> None:
        self.client = RedisCacheClient([url], **CONNECTION)
        self.fallback = LocMemCache(f"instead of {url} {id(self)}", {})
        self._breaker = CircuitBreaker(PROBE_SECONDS)
        self._missed: set[str] = set()
        self._mutex = threading.Lock()

    @property
    def redis(self) -> Redis:
        return self.client.get_client(write=True)

    def is_answering(self) -> bool:
        try:
            return bool(self.redis.ping())
        except (RedisError, OSError):
            return False

    def run(
        self, operation: Callable[[], Result], instead: Callable[[], Result], changed: tuple[str, ...] = ()
    ) -> Result:
        """Return what ``operation`` returns; what ``instead`` does while the server fails.

        ``changed`` are the keys whose values on the server are out of date if the operation could not be carried out.
        """
        if self._breaker.allows_request():
            try:
                if self._missed or self._breaker.is_open:
                    self._recover()
                return operation()
            except (RedisError, OSError) as error:
                if not self._breaker.is_open:
                    logger.warning("The cache fails, and is not used for now: %s", str(error).partition("\n")[0])
                self._breaker.open()
        with self._mutex:
            self._missed.update(changed)
        return instead()

    def _recover(self) -> None:
        """Delete what is out of date. The others go on without the server until that is done."""
        with self._mutex:
            missed = tuple(self._missed)
        if EVERYTHING in missed or len(missed) > MAX_MISSED:
            self.redis.flushdb()
        elif missed:
            self.redis.delete(*missed)
        else:
            self.redis.ping()
        with self._mutex:
            self._missed.difference_update(missed)
        self.fallback.clear()
        self._breaker.close()
        logger.warning("The cache is used again.")


@lru_cache
def get_server(url: str) -> CacheServer:
    """Return the server with the address of ``CACHE_URL``: one object in each process."""
    # The client knows the protocol by its older name.
    return CacheServer(url.replace("valkey", "redis", 1) if url.startswith("valkey") else url)


class SharedCache(RedisCache):
    """The backend for ``CACHES``. ``LOCATION`` is the address of one server."""

    @cached_property
    def server(self) -> CacheServer:
        return get_server(self._servers[0])  # type: ignore[attr-defined]  # the stubs lack it

    @cached_property
    def _cache(self) -> RedisCacheClient:
        return self.server.client

    def _run(self, name: str, *arguments: Any, changed: tuple[str, ...] = (), **options: Any) -> Any:
        return self.server.run(
            lambda: getattr(RedisCache, name)(self, *arguments, **options),
            lambda: getattr(self.server.fallback, name)(*arguments, **options),
            changed,
        )

    def _run_change(self, name: str, key: str, *arguments: Any, **options: Any) -> Any:
        changed = self.make_and_validate_key(key, version=options.get("version"))
        return self._run(name, key, *arguments, changed=(changed,), **options)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._run("get", key, default, version=version)

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._run("has_key", key, version=version)

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        return self._run("get_many", list(keys), version=version)

    def add(self, key: str, value: Any, *arguments: Any, **options: Any) -> bool:
        return self._run("add", key, value, *arguments, **options)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        return self._run("incr", key, delta, version=version)

    def set(self, key: str, value: Any, *arguments: Any, **options: Any) -> None:
        self._run_change("set", key, value, *arguments, **options)

    def touch(self, key: str, *arguments: Any, **options: Any) -> bool:
        return self._run("touch", key, *arguments, **options)

    def delete(self, key: str, version: int | None = None) -> bool:
        return self._run_change("delete", key, version=version)

    def set_many(self, data: dict, *arguments: Any, **options: Any) -> list:
        changed = tuple(self.make_and_validate_key(key, version=options.get("version")) for key in data)
        return self._run("set_many", data, *arguments, changed=changed, **options)

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        for key in keys:
            self.delete(key, version=version)

    def clear(self) -> Any:
        return self._run("clear", changed=(EVERYTHING,))
