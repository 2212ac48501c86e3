"""How PostgreSQL is to go about a search: by its indexes, and not for ever."""

import time
from contextlib import contextmanager
from weakref import WeakSet

from django.db import OperationalError, connection, transaction
from django.db.backends.postgresql.base import ServerBindingCursor
from psycopg.errors import QueryCanceled

#: A search whose statements together take longer (ms) is given up, one of many words soon, for it may be a hard one.
#: What is asked instead is simpler, and may then take less. Who asks for few words waits for a machine that is busy,
#: or has just been started and reads everything from its disk: twice, before nothing is answered.
LONGEST, LONGEST_OF_MANY, LONGEST_SIMPLY = 1000, 120, 50
MANY_WORDS = 12
#: The connections that were told settings for good.
_told: WeakSet = WeakSet()
#: PostgreSQL is told how much is left whenever so much (ms) was used up: telling it takes time, too.
_STEP = 20
#: The planner would rather read the whole table, be it in the order of another index, than trust the one of words with
#: a common word, which takes forty times as long (every vector is unpacked). What is left to it are bitmaps. Of a
#: statement that is kept it does not know how much will be found, and would sort thousands of rows to group them. And
#: compiling a statement takes longer than running it.
_SETTINGS = {
    "enable_seqscan": "off",
    "enable_indexscan": "off",
    "enable_mergejoin": "off",
    "enable_sort": "off",
    "jit": "off",
}


class SearchTookTooLong(Exception):  # noqa: N818 - it is no error of the program
    """The statements of a search took all the time that they may."""


class _Clock:
    """Lets the statements of a block take ``longest`` milliseconds together. Django calls it for each."""

    def __init__(self, longest: int):
        self.left = self.told = longest

    def __call__(self, execute, sql, params, many, context):
        if self.left < 1:
            raise SearchTookTooLong
        if self.left < self.told - _STEP:
            self.told = self.left
            execute("SELECT set_config('statement_timeout', %s, true)", [f"{self.left:.0f}ms"], False, context)
        start = time.perf_counter()
        try:
            with _given_up():
                return execute(sql, params, many, context)
        finally:
            self.left -= (time.perf_counter() - start) * 1000


@contextmanager
def _given_up():
    try:
        yield
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise SearchTookTooLong from error
        raise


@contextmanager
def search_settings(longest: int):
    """Run the block in a transaction with the settings of a search; afterwards they are as they were.

    Raises ``SearchTookTooLong`` when its statements have taken ``longest`` milliseconds together.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        settings = {**_SETTINGS, "statement_timeout": f"{longest}ms"}
        nested = len(connection.savepoint_ids) > 0
        before = _settings(cursor, settings) if nested else {}
        _set(cursor, settings)
        with connection.execute_wrapper(_Clock(longest)), _prepared():
            yield
        # The end of the transaction ends them, and so does going back to a savepoint; but a surrounding one goes on.
        if before:
            _set(cursor, before)


@contextmanager
def lasting_settings():
    """Run the block on a connection on which nothing is done but searches: it is told its settings once.

    Raises ``SearchTookTooLong`` when a statement has taken ``LONGEST``.
    """
    if _is_pooled():
        with search_settings(LONGEST):
            yield
        return
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    if connection.connection not in _told:
        with connection.cursor() as cursor:
            _set(cursor, {**_SETTINGS, "statement_timeout": f"{LONGEST}ms"}, for_good=True)
        _told.add(connection.connection)
    with _given_up(), _prepared():
        yield


@contextmanager
def _prepared():
    """Have PostgreSQL remember the statements of the block: it takes longer to plan some than to run them.

    A connection remembers what it was asked five times, with other values each time. One that others use in between
    must not be asked to.
    """
    driver = connection.connection
    before = driver.cursor_factory, driver.prepare_threshold
    if not _is_pooled():
        driver.cursor_factory, driver.prepare_threshold = ServerBindingCursor, 5
    try:
        yield
    finally:
        driver.cursor_factory, driver.prepare_threshold = before


def _is_pooled() -> bool:
    """Whether a pooler hands out a connection a transaction: Django's switch for such poolers tells."""
    return bool(connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"))


def _settings(cursor, names) -> dict[str, str]:
    """Return what the settings of these names are now."""
    cursor.execute("SELECT " + ", ".join(f"current_setting('{name}')" for name in names))
    return dict(zip(names, cursor.fetchone(), strict=True))


def _set(cursor, settings: dict[str, str], *, for_good: bool = False) -> None:
    """Set what ``settings`` say until the end of the transaction, or of the connection."""
    until = "false" if for_good else "true"
    cursor.execute(
        "SELECT " + ", ".join(f"set_config(%s, %s, {until})" for _setting in settings),
        [part for setting in settings.items() for part in setting],
    )
