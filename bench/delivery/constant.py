"""The least that the server can do: the same number of bytes each time, without any look-up."""

from collections.abc import Callable, Iterable

BODY = b"x" * 7000


def application(environ: dict, start_response: Callable[..., object]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))])
    return [BODY]
