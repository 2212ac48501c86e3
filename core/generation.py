"""The generation of the public site: a number that every change of what visitors may see raises.

What was made from the database (a page, a menu) is kept together with the generation it was made in, and is out of date
once the number has changed. The database has the number (``delivery.generation``). All web processes of a machine map
one file with a copy of it, because every request looks it up: that takes a fifth of a microsecond, a query a thousand
times as long (docs/decisions/0068-page-cache.md).
"""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from django.db import connection

from .read_sets import ReadSet, add_part, forget, recording

if TYPE_CHECKING:
    from .shared_counter import SharedCounter

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

MAX_VALUES = 500  # of each function with ``per_generation``


class _Process:
    """What this process knows: the counter, if it follows one. Web processes do; commands and tests do not."""

    counter: "SharedCounter | None" = None
    withdraw: Callable[[str], object] | None = None


def follow(counter: "SharedCounter | None", withdraw: Callable[[str], object] | None = None) -> None:
    """Let this process use ``counter``; None ends that.

    ``withdraw`` is called with the ``url_path`` of each page that has just been withdrawn.
    """
    _Process.counter, _Process.withdraw = counter, withdraw
    forget()


def tell_withdrawn(url_path: str) -> None:
    if _Process.withdraw:
        _Process.withdraw(url_path)


def get_counter() -> "SharedCounter | None":
    return _Process.counter


_local_caches: list[Callable[[], object]] = []


def register_local_cache(empty: Callable[[], object]) -> None:
    """Register a function that empties a cache of this process. It is called once the generation has changed."""
    _local_caches.append(empty)


def empty_local_caches() -> None:
    for empty in _local_caches:
        empty()


def per_generation(
    get_key: Callable[Parameters, Hashable],
) -> Callable[[Callable[Parameters, Result]], Callable[Parameters, Result]]:
    """Keep the results of a function, by what ``get_key`` returns for its arguments, until what it read changes.

    Once the generation has changed, the queries that a result was made from are compared (``core.read_sets``). So the
    result must have all that it needs from the database: what it looks up later is not compared.

    In a process that follows no counter the function runs each time; in a transaction, too, as it may be rolled back.
    Do not use it for what depends on the time to the second: ``delivery.moments`` looks once a minute.
    """

    def decorate(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
        kept: dict[Hashable, tuple[ReadSet, Result]] = {}

        @wraps(function)
        def wrapper(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
            counter = _Process.counter
            if counter is None or connection.in_atomic_block:
                return function(*args, **kwargs)
            generation, key = counter.value, get_key(*args, **kwargs)
            found = kept.get(key)
            if found and found[0].is_unchanged(generation):
                add_part(found[0])
                return found[1]
            with recording(generation) as read_set:
                result = function(*args, **kwargs)
            add_part(read_set)
            if len(kept) >= MAX_VALUES:
                kept.clear()
            kept[key] = read_set, result
            return result

        return wrapper

    return decorate
