"""Private interfaces of Django that are used before models are loaded, or where Wagtail is not installed.

Apart from ``core.wagtail_compat``, which imports Wagtail's models. Written for Django 5.2.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import ServerBindingCursor
from django.http import HttpRequest


def get_loaded_user_id(request: HttpRequest) -> int | None:
    """Return the id of the user if a view has looked at ``request.user``; this asks no database."""
    return getattr(getattr(request, "_cached_user", None), "pk", None)


@contextmanager
def prepared_statements(connection: BaseDatabaseWrapper, threshold: int) -> Iterator[None]:
    """Let PostgreSQL bind the parameters of the block's statements, and prepare those that are repeated.

    A statement is prepared when the connection, which must be open, has run it ``threshold`` times, with other values
    each time. A pooled connection, which others use in between, prepares none.
    """
    driver = connection.connection
    before = driver.cursor_factory, driver.prepare_threshold
    if not is_pooled(connection):
        driver.cursor_factory, driver.prepare_threshold = ServerBindingCursor, threshold
    try:
        yield
    finally:
        driver.cursor_factory, driver.prepare_threshold = before


def is_pooled(connection: BaseDatabaseWrapper) -> bool:
    """Return whether a pooler hands out a connection for each transaction: Django has a setting for such poolers."""
    return bool(connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"))
