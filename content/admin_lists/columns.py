"""Columns of lists of pages that need nothing but the interface of ``BasePage``."""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from ..models import BasePage

#: Names beyond these are counted: a report of forty people must not make the row as tall as the screen.
MAX_NAMES = 3


class TextColumn(Column):
    """A column of text that says which column it is when the table becomes a list of cards on a narrow screen."""

    cell_template_name = "editors/list_cell.html"


def join_names(names: list[str]) -> str:
    """Return names in one line: “Ida Quill, Rut Ahlgren, Ana Silva and 4 more”."""
    if len(names) <= MAX_NAMES:
        return ", ".join(names)
    more = _("%(names)s and %(number)d more")
    return more % {"names": ", ".join(names[:MAX_NAMES]), "number": len(names) - MAX_NAMES}


def get_day(page: BasePage) -> str:
    return date_format(page.local_date, "j M Y") if page.local_date else ""


def get_people(page: BasePage) -> str:
    return join_names([credit.display_name for credit in page.credits])


def get_topics(page: BasePage) -> str:
    return join_names([topic.title for topic in page.topic_list])


def day_column() -> TextColumn:
    """Return the column of the day that a page bears in its field ``date``."""
    return TextColumn("day", label=_("Date"), accessor=get_day, sort_key="date", width="9%")


def people_column() -> TextColumn:
    """Return the column of the authors. The queryset has to load them (``prefetch_credits``)."""
    return TextColumn("people", label=_("Authors"), accessor=get_people, width="18%")


def topics_column() -> TextColumn:
    """Return the column of topics. The queryset has to load them."""
    return TextColumn("topics", label=_("Topics"), accessor=get_topics, width="18%")
