"""Exports in which no cell is a formula (CSV injection, CWE-1236).

Spreadsheet programs calculate a cell that begins with ``=``, ``+``, ``-`` or ``@``, also behind spaces and characters
that nobody sees. Names, searches and answers come from visitors, and editors open the exports. The rule is OWASP's:
such text gets an apostrophe in front, which makes it text (https://owasp.org/www-community/attacks/CSV_Injection).

Every export of the admin, Wagtail's and our own, is written by Wagtail's ``SpreadsheetExportMixin``. Its three methods
that write cells are replaced here, so that a view need not know of the rule. What a command writes is written by
``SafeDictWriter``. After an upgrade of Wagtail, compare
them: ``tests/core/test_spreadsheets.py`` checks every view that has the mixin.
"""

import csv
import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.encoding import force_str
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from wagtail.admin.views.mixins import Echo, ExcelDateFormatter, SpreadsheetExportMixin

#: The first characters of formulas. Full-width, small and superscript variants become these by NFKC; the minus sign
#: of mathematics does not.
FORMULA_STARTS = frozenset("=+-@\u2212")
#: Characters that begin a new cell where a text is pasted or its file is read again.
CELL_ENDS = frozenset("\t\r\n")
# Spaces and line ends, control and format characters (BOM, zero-width ones): Unicode's categories.
_IGNORED_CATEGORIES = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cn", "Co", "Cs", "Mn"})
# Letters and symbols of those scripts that have no picture: fillers of Hangul, and a Braille cell without dots.
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# A program that expects semicolons or tabs takes these for the end of a cell, whatever quotes are around the text.
_AFTER_SEPARATOR = re.compile(r"(?<=[;\t\r\n])")


def _begins_like_formula(text: str) -> bool:
    for character in text:
        if character in _BLANKS or unicodedata.category(character) in _IGNORED_CATEGORIES:
            continue
        return unicodedata.normalize("NFKC", character)[0] in FORMULA_STARTS
    return False


def escape_formula(value: Any) -> Any:
    """Return ``value`` as a number, a date or text; text that may be a formula gets an apostrophe in front."""
    value = force_str(value, strings_only=True)
    if isinstance(value, str) and value and (value[0] in CELL_ENDS or _begins_like_formula(value)):
        return f"'{value}"
    return value


def escape_csv_cell(value: Any) -> Any:
    """Return ``value`` for CSV, where a part of the text may become a cell of its own: each part is escaped."""
    value = force_str(value, strings_only=True)
    if not isinstance(value, str):
        return value
    first, *others = _AFTER_SEPARATOR.split(value)
    return escape_formula(first) + "".join(f"'{part}" if _begins_like_formula(part) else part for part in others)


class SafeDictWriter(csv.DictWriter):
    """A writer of CSV in which no cell is a formula."""

    def writerow(self, rowdict: Mapping[Any, Any]) -> Any:
        return super().writerow({field: escape_csv_cell(value) for field, value in rowdict.items()})

    def writerows(self, rowdicts: Iterable[Mapping[Any, Any]]) -> None:
        for rowdict in rowdicts:
            self.writerow(rowdict)


def make_cell(worksheet: Any, value: Any) -> Cell:
    """Return a cell of an Excel file. Text is stored as text, without the control characters that XML cannot hold."""
    value = force_str(value, strings_only=True)
    if not isinstance(value, str):
        return WriteOnlyCell(worksheet, value)
    cell = WriteOnlyCell(worksheet, escape_formula(ILLEGAL_CHARACTERS_RE.sub("", value)))
    cell.data_type = "s"  # openpyxl takes text such as “#REF!” for an error
    return cell


def _stream_csv(self: Any, queryset: Iterable) -> Iterator[bytes]:
    writer = SafeDictWriter(Echo(), fieldnames=self.list_export)  # type: ignore[arg-type]  # it writes bytes
    yield writer.writerow({field: self.get_heading(queryset, field) for field in self.list_export})
    for item in queryset:
        yield self.write_csv_row(writer, self.to_row_dict(item))


def _generate_xlsx_row(self: Any, worksheet: Any, row_dict: Mapping, date_format: str | None = None) -> Iterator[Cell]:
    for field, value in row_dict.items():
        cell = make_cell(worksheet, self.preprocess_field_value(field, value, self.FORMAT_XLSX))
        if date_format and isinstance(value, datetime.datetime):
            cell.number_format = date_format
        yield cell


def _write_xlsx(self: Any, queryset: Iterable, output: Any) -> None:
    workbook = Workbook(write_only=True, iso_dates=True)
    worksheet = workbook.create_sheet(title="Sheet1")
    worksheet.append([make_cell(worksheet, self.get_heading(queryset, field)) for field in self.list_export])
    date_format = ExcelDateFormatter().get()
    for item in queryset:
        worksheet.append(self.generate_xlsx_row(worksheet, self.to_row_dict(item), date_format=date_format))
    workbook.save(output)


#: The methods through which each cell of an export goes. A view may override any other.
EXPORT_METHODS = {"stream_csv": _stream_csv, "generate_xlsx_row": _generate_xlsx_row, "write_xlsx": _write_xlsx}


def make_exports_safe() -> None:
    for name, method in EXPORT_METHODS.items():
        setattr(SpreadsheetExportMixin, name, method)
