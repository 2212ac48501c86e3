"""No cell of an export is a formula, whatever view writes it (OWASP, CSV injection; CWE-1236)."""

import csv
import datetime
import io
import re
from decimal import Decimal

import pytest
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from openpyxl import Workbook, load_workbook
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.contrib.forms.views import SubmissionsListView
from wagtail.contrib.redirects.models import Redirect

from core.spreadsheets import EXPORT_METHODS, SafeDictWriter, escape_csv_cell, escape_formula, make_cell
from search.models import SearchCount

FORMULAS = [
    "=1+1",
    "+44 161",
    "-2",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "\nx",
    "  =1",
    "\ufeff=1",
    "\u200b\u2060=1",
    "\u00a0\u3000=1",
    "\x00\x1b=1",
    "\u202e\u061c=1",
    "\ufe0f=1",
    "\u3164\u2800=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "﹦1",
    "﹣1",
    "\u22121",
    " \ufeff ＝1",
    '=HYPERLINK("https://example.org","A")',
]
HARMLESS = [
    "a=1",
    "a -1",
    "1-2",
    "'=1",
    '"=1',
    "",
    " ",
    "–",
    "https://example.org/?a=b",
    "ada+talks@example.org",
    "#REF!",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_may_be_calculated_gets_an_apostrophe(text):
    assert escape_formula(text) == f"'{text}"
    assert escape_csv_cell(text).startswith("'")
    assert escape_formula(escape_formula(text)) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_is_unchanged(text):
    assert escape_formula(text) == escape_csv_cell(text) == text


@pytest.mark.parametrize("value", [-1, -1.5, Decimal("-2.50"), None, True, datetime.date(2026, 3, 1)])
def test_numbers_stay_numbers_and_dates_dates(value):
    assert escape_formula(value) is value


def test_a_translated_text_is_text():
    assert escape_formula(gettext_lazy("=1")) == "'=1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a;=1", "a;'=1"),
        ("a\n=1", "a\n'=1"),
        ("a\t\u200b+1", "a\t'\u200b+1"),
        ("=1;-2", "'=1;'-2"),
        ("a\r\nb", "a\r\nb"),
        ("a;b", "a;b"),
    ],
)
def test_a_part_that_another_separator_would_make_a_cell(text, expected):
    assert escape_csv_cell(text) == expected


def test_rows_of_csv():
    file = io.StringIO()
    writer = SafeDictWriter(file, ["=a", "b"])
    writer.writeheader()
    writer.writerow({"=a": "=1", "b": -1})
    assert file.getvalue() == "'=a,b\r\n'=1,-1\r\n"


@pytest.mark.parametrize(
    ("value", "stored", "kind"),
    [("=1", "'=1", "s"), ("#REF!", "#REF!", "s"), ("a\x00b", "ab", "s"), (-1, -1, "n"), (True, True, "b")],
)
def test_cells_of_excel(value, stored, kind):
    cell = make_cell(Workbook(write_only=True).create_sheet(), value)
    assert (cell.value, cell.data_type) == (stored, kind)


def every_export_view() -> list[type[SpreadsheetExportMixin]]:
    """Return all classes with the mixin. Those of views are loaded with the URL patterns."""
    list(walk(get_resolver()))
    found, waiting = set(), [SpreadsheetExportMixin]
    while waiting:
        for view in waiting.pop().__subclasses__():
            if view not in found:
                found.add(view)
                waiting.append(view)
    return sorted(found, key=lambda view: f"{view.__module__}.{view.__qualname__}")


def walk(resolver: URLResolver):
    for pattern in resolver.url_patterns:
        yield from walk(pattern) if isinstance(pattern, URLResolver) else [pattern]


def test_many_rows_at_once_are_escaped_as_one_is():
    writer = SafeDictWriter(file := io.StringIO(), ["name"])
    writer.writerows([{"name": "=1+1"}, {"name": "Ida"}])
    assert file.getvalue() == "'=1+1\r\nIda\r\n"


def test_nothing_else_writes_tables(settings):
    packages = {path.parent for path in settings.BASE_DIR.glob("*/__init__.py")} - {settings.BASE_DIR / "tests"}
    modules = [path for package in packages if package.name != "bench" for path in package.rglob("*.py")]
    writers = [path for path in modules if re.search(r"csv\.(Dict)?[wW]riter\(|\bWorkbook\(", path.read_text())]
    assert writers == [settings.BASE_DIR / "core" / "spreadsheets.py"]


def test_every_view_that_exports_writes_through_the_safe_methods():
    views = every_export_view()
    assert {IndexView, SubmissionsListView} <= set(views)
    assert len(views) > 30
    for view in views:
        for name, method in EXPORT_METHODS.items():
            assert getattr(view, name) is method, f"{view} overrides {name}, which keeps formulas out of exports"


def test_every_view_that_exports_neutralises_each_cell(rf):
    values = {"=heading": "=1+1", "text": " \ufeff＝2", "number": -3, "list": ["=4", "b"]}
    for view_class in every_export_view():
        view = view_class()
        view.request = rf.get("/")
        view.list_export = list(values)
        view.get_heading = lambda queryset, field: field
        view.to_row_dict = lambda item: item
        rows = list(csv.reader(io.StringIO(b"".join(view.stream_csv([values])).decode(), newline="")))
        expected = [["'=heading", "text", "number", "list"], ["'=1+1", "' \ufeff＝2", "-3", "'=4, b"]]
        assert rows == expected, view_class
        output = io.BytesIO()
        view.write_xlsx([values], output)
        rows = list(load_workbook(output).active.iter_rows())
        assert [[cell.data_type for cell in row] for row in rows] == [list("ssss"), list("ssns")], view_class
        assert [cell.value for cell in rows[1]] == ["'=1+1", "' \ufeff＝2", -3, "'=4, b"], view_class


@pytest.mark.django_db
class TestWhatVisitorsWrite:
    def export(self, client, address):
        text = b"".join(client.get(address, {"export": "csv"}).streaming_content).decode()
        content = b"".join(client.get(address, {"export": "xlsx"}).streaming_content)
        return text, [cell for row in load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]

    def test_searches(self, admin_client):
        SearchCount.objects.create(query="=hyperlink(1)", day=timezone.localdate(), searches=1)
        text, cells = self.export(admin_client, reverse("searches:index"))
        assert "\r\n'=hyperlink(1),1" in text
        assert all(cell.data_type != "f" for cell in cells)

    def test_redirects(self, admin_client):
        Redirect.objects.create(old_path="/a", redirect_link="=cmd|' /C calc'!A0")
        text, _cells = self.export(admin_client, reverse("wagtailredirects:index"))
        assert "'=cmd|" in text
