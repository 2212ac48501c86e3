"""The house has storeys, and imports point down only (docs: the picture in README.md)."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

# From the ground up. A storey may import from those below it, and apps of one storey not from each other.
STOREYS = [
    {"media", "users"},
    {"content"},
    {"topics"},
    {"people"},
    {"events"},
    {"blog"},
    {"home", "search", "delivery"},
    {"demo", "wordpress"},
]
LEVEL = {app: level for level, storey in enumerate(STOREYS) for app in storey}
# These two know pages only by the interface of content.BasePage, so that a new page type needs nothing of them.
ONLY_CONTENT = {"search", "delivery"}


def modules():
    # Sorted: test processes that run side by side must find the same tests in the same order.
    for app in sorted(LEVEL):
        for path in sorted((Path(settings.BASE_DIR) / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield pytest.param(app, path, id=str(path.relative_to(settings.BASE_DIR)))


def imported_apps(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module)
    return {name.split(".")[0] for name in names} & LEVEL.keys()


@pytest.mark.parametrize(("app", "path"), list(modules()))
def test_imports_point_down(app, path):
    imported = imported_apps(path) - {app}
    allowed = {"content"} if app in ONLY_CONTENT else {other for other in LEVEL if LEVEL[other] < LEVEL[app]}
    assert imported <= allowed
