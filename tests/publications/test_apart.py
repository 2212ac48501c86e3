"""Publications cost their own folder: no other app knows of them, but for the settings and the allowed page types."""

import ast
import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
NAME = re.compile("publications|PublicationPage|PublicationIndexPage|publication_page", re.IGNORECASE)
APPS = {
    "bookings", "blog", "content", "conversion", "core", "delivery", "editorial", "events", "home", "media", "people",
    "search", "topics", "users", "word", "wordpress",
}  # fmt: skip
#: What each file may say of them, word for word.
ALLOWED = {"home/models/pages.py": {"publications.PublicationIndexPage"}}


def names_and_strings(path: Path) -> set[str]:
    """Return what the code of a module says, without docstrings and comments."""
    tree = ast.parse(path.read_text())
    sentences = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    said = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in sentences:
            said.add(node.value)
        elif isinstance(node, ast.ImportFrom):
            said |= {node.module or "", *(alias.name for alias in node.names)}
        elif isinstance(node, ast.Import):
            said |= {alias.name for alias in node.names}
        elif isinstance(node, ast.Name | ast.Attribute):
            said.add(node.id if isinstance(node, ast.Name) else node.attr)
    return said


def test_no_other_app_knows_of_them():
    found = {}
    for app in sorted(APPS):
        for path in sorted((ROOT / app).rglob("*.py")):
            name = str(path.relative_to(ROOT))
            mentions = {text for text in names_and_strings(path) if NAME.search(text)} - ALLOWED.get(name, set())
            if mentions:
                found[name] = mentions
    assert found == {}


def test_no_shared_template_knows_of_them():
    own = re.compile(r"(^|/)publications?(_\w+)?\.html$")
    shared = [path for path in sorted((ROOT / "templates").rglob("*.html")) if not own.search(path.as_posix())]
    assert shared
    assert [path.name for path in shared if re.search("publication", path.read_text(), re.IGNORECASE)] == []


def test_the_settings_name_them_once():
    text = (ROOT / "config" / "settings" / "base.py").read_text()
    assert len(NAME.findall(text)) == 1
    assert "publications" in settings.INSTALLED_APPS
