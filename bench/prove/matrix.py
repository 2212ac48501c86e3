"""The roles matrix: every pattern of the URL resolver, asked for by every role.

``roles.txt`` declares who gets through, with GET and POST, for own records and for those of others. A pattern that is
not in it is a problem: whoever adds an address says there who may use it. POST is tried with nothing and with junk; no
answer may be a server's error, come late, or tell a hidden word (``canaries``).
"""

import random
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import Client

from .canaries import PREFIX, find_leaks, read_content
from .patterns import Pattern, find_patterns
from .world import ROLES, World

TABLE = Path(__file__).with_name("roles.txt")
MAX_SECONDS = 5
REFUSED = {401, 403, 404, 405, 429}
COLUMNS = ["get own", "get others", "post own", "post others"]
NOBODY = "-"
#: Query strings that let lists show more than they do at first.
QUERIES = ["", f"q={PREFIX}", f"term={PREFIX}", f"search={PREFIX}&fields=*", "export=csv", "multiple=1", "layout=list"]
JUNK_QUERY = (
    "p=-1&page=abc&ordering=x&q=%FF%27&id=abc&export=doc&locale=zz&content_type=a.b.c&page_type=no.Model&index=x"
)
JUNK_FORM = {
    "title": "x" * 9000, "slug": "../..", "name": "\u202e", "email": "@", "collection": "abc", "tags": '"',
    "new_parent_page": "abc", "id": "abc", "file": "no file", "body-count": "x", "action-publish": "1", "position": "x",
    "next": "//evil.example/", "url": "javascript:x", "delete_orphaned": "x", "create_model": "a.b", "type": "abc",
    "permissions-TOTAL_FORMS": "abc", "form-TOTAL_FORMS": "999999999", "import_file_name": "../../etc/passwd", "q": "\x00",
    "task": "abc", "move_to": "abc", "choice": "-1", "updates": "{", "input_format": "9", "into": "abc", "focal_point_x": "x",
}  # fmt: skip
Access = dict[str, str]


@dataclass(frozen=True)
class Answer:
    """One cell: who asked for what, and what came of it."""

    route: str
    column: str
    role: str
    address: str
    status: int
    seconds: float
    content: bytes
    is_login: bool
    error: str = ""

    @property
    def passed(self) -> bool:
        """Whether the role got through: a form with errors counts, a refusal or the way to the log-in does not."""
        return self.status not in REFUSED and not self.is_login

    def __str__(self) -> str:
        return f"{ROLES[self.role]}: {self.column} {self.address}"


def read_table() -> dict[str, Access]:
    """Return who gets through, by route and column. A column that is left out is the one before."""
    table = {}
    for line in TABLE.read_text().splitlines():
        if line and not line.startswith("#"):
            route, *cells = line.split()
            table[route] = dict(zip(COLUMNS, cells, strict=True))
    return table


def find_unknown(patterns: Iterable[Pattern], table: dict[str, Access]) -> list[str]:
    """Return a problem for each pattern that the table lacks, and for each line that no pattern has."""
    routes = [pattern.route or "/" for pattern in patterns]
    unknown = [
        f"unknown pattern: {route} (add who may use it to {TABLE.name})" for route in routes if route not in table
    ]
    return unknown + [f"no such pattern: {route}" for route in table if route not in routes]


class Matrix:
    """Asks for addresses in one world. Each request is rolled back, so that none meets what another one did."""

    def __init__(self, world: World, table: dict[str, Access]) -> None:
        self.world, self.table = world, table
        self.sessions = {role: self._log_in(role) for role in ROLES}

    def _log_in(self, role: str) -> str:
        user = self.world.users[role]
        if user is None:
            return ""
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client.cookies["sessionid"].value

    def ask(self, pattern: Pattern, column: str, role: str, *, query: str = "", data: Any = None) -> Answer:
        method, whose = column.split()
        address = pattern.make_address(partial(self.world.find_value, whose))
        client = Client(raise_request_exception=False, headers={"x-requested-with": "XMLHttpRequest"})
        if self.sessions[role]:
            client.cookies["sessionid"] = self.sessions[role]
        address += f"?{query}" if query else ""
        began = time.monotonic()
        with transaction.atomic():
            response = client.get(address) if method == "get" else client.post(address, data or {})
            content = read_content(response)
            transaction.set_rollback(True)
        error = getattr(response, "exc_info", None)
        return Answer(
            route=pattern.route or "/",
            column=column,
            role=role,
            address=address,
            status=response.status_code,
            seconds=time.monotonic() - began,
            content=content,
            is_login="/login/" in response.headers.get("Location", ""),
            error=f"{error[0].__name__}: {error[1]}" if error else "",
        )

    def find_columns(self, pattern: Pattern) -> list[str]:
        """Return the columns of a pattern: others' records are asked for where the address names a record."""
        own, others = (pattern.make_address(partial(self.world.find_value, whose)) for whose in ("own", "others"))
        return [column for column in COLUMNS if own != others or column.endswith("own")]

    def check(self, pattern: Pattern, column: str, role: str) -> Iterator[str]:
        """Ask for one cell, with nothing and with junk, and return the problems."""
        answer = self.ask(pattern, column, role)
        yield from self.find_problems(answer)
        declared = role in self.table.get(pattern.route or "/", {}).get(column, NOBODY)
        if answer.status < 500 and answer.passed != declared:
            yield f"{answer}: {'not ' if declared else ''}let through ({answer.status})"
        if not answer.passed:
            return
        if column.startswith("post"):
            yield from self.find_problems(self.ask(pattern, column, role, data=JUNK_FORM))
            return
        yield from self.find_problems(self.ask(pattern, column, role, query=JUNK_QUERY))
        if role == "c" and column == "get own":
            for query in QUERIES[1:]:
                yield from self.find_problems(self.ask(pattern, column, role, query=query))

    def find_problems(self, answer: Answer) -> Iterator[str]:
        if answer.status >= 500 and answer.status != 503:
            yield f"{answer}: {answer.status} {answer.error}"
        if answer.seconds > MAX_SECONDS:
            yield f"{answer}: {answer.seconds:.1f} s"
        words = self.world.canaries.hidden if answer.role in "vc" else {}
        for what in find_leaks(answer.content, words):
            yield f"{answer}: tells of {what}"


def find_cells(matrix: Matrix, patterns: Iterable[Pattern]) -> list[tuple[Pattern, str, str]]:
    return [
        (pattern, column, role) for pattern in patterns for column in matrix.find_columns(pattern) for role in ROLES
    ]


def prove_roles(world: World, *, sample: int | None = None, seed: int = 0) -> tuple[int, list[str]]:
    """Return how many cells were asked for, and the problems. ``sample`` is how many to draw; all if left out."""
    table, patterns = read_table(), find_patterns()
    problems = find_unknown(patterns, table)
    matrix = Matrix(world, table)
    cells = find_cells(matrix, [pattern for pattern in patterns if (pattern.route or "/") in table])
    if sample is not None:
        cells = random.Random(seed).sample(cells, min(sample, len(cells)))
    for cell in cells:
        problems += matrix.check(*cell)
    return len(cells), problems


def write_table(world: World) -> str:
    """Return the lines of ``roles.txt`` as the site answers now, to be read before they are declared right."""
    matrix = Matrix(world, {})
    lines = []
    for pattern in find_patterns():
        columns = matrix.find_columns(pattern)
        cells = []
        for column in COLUMNS:
            asked = column if column in columns else column.replace("others", "own")
            passed = "".join(role for role in ROLES if matrix.ask(pattern, asked, role).passed)
            cells.append(passed or NOBODY)
        lines.append(f"{pattern.route or '/':<100}  {' '.join(f'{cell:<5}' for cell in cells).rstrip()}")
    return "\n".join(lines)
