"""Read sets: the queries that something was made from, and whether they return the same rows today.

What a page shows is a function of the rows that its queries returned, of the time, and of the program. So a page that
was made some changes ago need not be made anew if the same queries return the same rows. That costs a twentieth of
making it, and no code has to say on which records a page depends: the queries also ask who may see it, and for what it
shows of other pages. Build systems call this a verifying trace (Mokhov et al., *Build Systems à la Carte*, 2018).

The time is a parameter of queries, such as "not dated in the future": a parameter that was the time when the query was
run is the present time when it is run again. For what else depends on the time or on
the program, ``delivery.generation`` registers a query whose row changes when everything must be made anew
(docs/decisions/0089-read-sets.md).
"""

import hashlib
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import DataError, NotSupportedError, ProgrammingError, connection
from django.utils import timezone
from psycopg.pq import ExecStatus, Format

from .prepared_queries import run_prepared

MAX_QUERIES = 60  # of a read set: what took more is made anew
NULL = b"\0null"  # no text of PostgreSQL has a null character
_BRACKETS = re.compile(r"\([^()]*\)")
_LIMIT = re.compile(r"\s(?:LIMIT|OFFSET)\s.*", re.DOTALL)
_DIRECTION = re.compile(r"\s(?:ASC|DESC)\b.*", re.DOTALL)

_common_queries: list[str] = []


def register_common_query(sql: str) -> None:
    """Register a query that everything depends on, as its rows are kept elsewhere: the addresses of sites are."""
    _common_queries.append(sql)


class Query(NamedTuple):
    sql: str
    params: tuple[Any, ...] | None
    moments: tuple[int, ...]  # which parameters were the time when it was run
    digest: bytes  # of its rows

    def get_params(self, now: datetime) -> list[Any] | None:
        if self.params is None:  # then the driver takes each % of the statement as it is
            return None
        return [now if number in self.moments else value for number, value in enumerate(self.params)]


class ReadSet:
    """The queries that one result was made from, and the read sets of the parts that it consists of.

    ``generation`` is that of the site before the first query. ``is_complete`` is false if something was read, or
    written, that cannot be compared.
    """

    def __init__(self, generation: int, whole: "ReadSet | None" = None) -> None:
        self.queries: list[Query] = []
        self.parts: list[ReadSet] = []
        self.is_complete, self.has_changed = True, False
        # A part may run a query that was put together before the part began, with the time of then.
        self._started: datetime = whole._started if whole else timezone.now()
        self._checked = generation

    def add(self, sql: object, params: Any, cursor: Any) -> None:
        """Add a statement that ``cursor``, one of the driver, has just run."""
        digest = digest_rows(cursor, sql) if isinstance(sql, str) and is_query(sql) else None
        if digest is None or not isinstance(sql, str) or isinstance(params, dict) or len(self.queries) >= MAX_QUERIES:
            self.is_complete = False
            return
        values, now = None if params is None else tuple(params), timezone.now()
        moments = tuple(
            number
            for number, value in enumerate(values or ())
            if isinstance(value, datetime) and timezone.is_aware(value) and self._started <= value <= now
        )
        # Interned: pages of one type have the same long statements.
        self.queries.append(Query(sys.intern(sql), values, moments, digest))

    def add_part(self, part: "ReadSet") -> None:
        self.is_complete &= part.is_complete
        if part not in self.parts:
            self.parts.append(part)

    def is_unchanged(self, generation: int) -> bool:
        """Return whether all queries return the rows that they did, in ``generation`` or later.

        A read set is compared once in each generation: pages share what their common parts cost. What was made without
        a query holds for its own generation alone, as nothing tells what it depends on.
        """
        everything = list(dict.fromkeys(self._iter_all()))
        if not all(each.is_complete and not each.has_changed for each in everything):
            return False
        if not any(each.queries for each in everything):
            return self._checked >= generation
        waiting = [each for each in everything if each._checked < generation]
        return not waiting or _compare(waiting, generation)

    def _iter_all(self) -> "Iterator[ReadSet]":
        yield self
        for part in self.parts:
            yield from part._iter_all()

    def begin_query(self) -> None:
        """Add what everything depends on, before the first query."""
        if not self.queries:
            self.add_part(_get_common(self._checked))

    def set_checked(self, generation: int) -> None:
        self._checked = max(self._checked, generation)


def _compare(read_sets: list[ReadSet], generation: int) -> bool:
    now = timezone.now()
    queries = [(each, query) for each in read_sets for query in each.queries]
    try:
        cursors = run_prepared([(query.sql, query.get_params(now)) for _each, query in queries])
    except (ProgrammingError, DataError, NotSupportedError):
        # PostgreSQL cannot tell the type of a parameter.
        for each in read_sets:
            each.is_complete = False
        return False
    for (each, query), cursor in zip(queries, cursors, strict=True):
        each.has_changed |= digest_rows(cursor, query.sql) != query.digest
    for each in read_sets:
        each.set_checked(generation)
    return not any(each.has_changed for each in read_sets)


def is_query(sql: str) -> bool:
    return sql.lstrip().startswith(("SELECT", "(SELECT"))


def digest_rows(cursor: Any, sql: str) -> bytes | None:
    """Return a digest of the rows that a cursor of the driver has received as text; None if there are none such.

    The order of the rows counts where they do not tell it themselves. Those that are equal in what they are ordered by
    come in another order with another plan, such as that of a prepared statement.
    """
    result = getattr(cursor, "pgresult", None)
    if result is None or result.status != ExecStatus.TUPLES_OK or (result.nfields and result.fformat(0) != Format.TEXT):
        return None
    columns, get_value = range(result.nfields), result.get_value
    rows = []
    for number in range(result.ntuples):
        values = [get_value(number, column) for column in columns]
        rows.append(b"\0".join([NULL if value is None else value for value in values]))
    if not has_hidden_order(sql):
        rows.sort()
    digest = hashlib.blake2b(digest_size=16)
    for row in rows:
        digest.update(b"%d:" % len(row))
        digest.update(row)
    return digest.digest()


@lru_cache(maxsize=1000)
def has_hidden_order(sql: str) -> bool:
    """Return whether the rows of a query are ordered by anything but its columns."""
    if sql.startswith("("):  # a union
        return True
    within, outside = sql, ""
    while within != outside:
        within, outside = _BRACKETS.sub("", within), within
    query, _order_by, order = outside.partition(" ORDER BY ")
    columns = {column.strip() for column in query.partition(" FROM ")[0].strip().removeprefix("SELECT").split(",")}
    terms = [_DIRECTION.sub("", term).strip() for term in _LIMIT.sub("", order).split(",")] if order else []
    return not all(term in columns or term.isdecimal() for term in terms)


# Recording

_current: ContextVar[ReadSet | None] = ContextVar("read_set", default=None)


class _Process:
    common: ReadSet | None = None


@contextmanager
def recording(generation: int) -> Iterator[ReadSet]:
    """Yield the read set of what the block makes. ``generation`` is that of the site now, or an earlier one."""
    outer = _current.get()
    read_set = ReadSet(generation, outer)
    token = _current.set(read_set)
    try:
        with nullcontext() if outer else connection.execute_wrapper(_record):
            yield read_set
    except BaseException:
        if outer:
            outer.is_complete = False
        raise
    finally:
        _current.reset(token)


def add_part(read_set: ReadSet) -> None:
    """Tell what is being made that it uses something made before."""
    if outer := _current.get():
        outer.add_part(read_set)


def _record(execute: Any, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    read_set = _current.get()
    if read_set is None:
        return execute(sql, params, many, context)
    read_set.begin_query()
    result = execute(sql, params, many, context)
    read_set.add(sql, params, context["cursor"].cursor)
    return result


def forget() -> None:
    """Forget what everything depends on: generations are counted anew."""
    _Process.common = None


def _get_common(generation: int) -> ReadSet:
    """Return the read set of the queries that everything depends on."""
    common = _Process.common
    if common is None or not common.is_unchanged(generation):
        common = ReadSet(generation)
        token = _current.set(None)
        try:
            with connection.cursor() as cursor:
                for sql in _common_queries:
                    cursor.execute(sql)
                    common.add(sql, None, cursor.cursor)
        finally:
            _current.reset(token)
        _Process.common = common
    return common
