"""Spreadsheets of what strangers typed: no cell of theirs is a formula."""

from wagtail.admin.views.mixins import SpreadsheetExportMixin

# What makes a spreadsheet calculate, or look past a character to do so (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def inert(value):
    """Return text that a spreadsheet shows and never calculates."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


class SafeSpreadsheetMixin(SpreadsheetExportMixin):
    def preprocess_field_value(self, field, value, export_format):
        return inert(super().preprocess_field_value(field, value, export_format))

    def get_heading(self, queryset, field):
        return inert(super().get_heading(queryset, field))
