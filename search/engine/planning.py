"""How PostgreSQL is to go about a search: by its indexes, and not for ever."""

from contextlib import contextmanager

from django.db import connection, transaction

#: A statement of a search that takes longer (ms) is given up; what is asked instead is simpler.
LONGEST = 120
#: The planner would rather read the whole table, be it in the order of another index, than trust the one of words with
#: a common word, which takes forty times as long (every vector is unpacked). What is left to it are bitmaps. And
#: compiling a statement takes longer than running it.
_SETTINGS = {
    "enable_seqscan": "off",
    "enable_indexscan": "off",
    "enable_mergejoin": "off",
    "jit": "off",
    "statement_timeout": f"{LONGEST}ms",
}


@contextmanager
def search_settings():
    """Run the block in a transaction with the settings of a search; afterwards they are as they were."""
    with transaction.atomic(), connection.cursor() as cursor:
        nested = len(connection.savepoint_ids) > 0
        before = _settings(cursor) if nested else {}
        _set(cursor, _SETTINGS)
        yield
        # The end of the transaction ends them, and so does going back to a savepoint; but a surrounding one goes on.
        if before:
            _set(cursor, before)


def _settings(cursor) -> dict[str, str]:
    cursor.execute("SELECT " + ", ".join(f"current_setting('{name}')" for name in _SETTINGS))
    return dict(zip(_SETTINGS, cursor.fetchone(), strict=True))


def _set(cursor, settings: dict[str, str]) -> None:
    cursor.execute(
        "SELECT " + ", ".join("set_config(%s, %s, true)" for _setting in settings),
        [part for setting in settings.items() for part in setting],
    )
