"""Base of the panels on the front page of the admin: a short list, each row one click from what has to be done.

``editorial.dashboard`` has the panels of all pages. An app adds its own in the hook ``construct_homepage_panels``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.admin.ui.components import Component
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page

from .models import BasePage

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

#: As many rows as one sees at a glance.
MAX_ROWS = 6


@dataclass(frozen=True)
class Row:
    """A row: ``url`` is where it is put right, ``note`` says what it waits for, ``owner`` who looks after it.

    ``action`` is a label and an address of something else that is done with it.
    """

    title: str
    url: str
    kind: str = ""
    note: str = ""
    owner: str = ""
    when: str = ""
    is_urgent: bool = False
    action: tuple["str | StrPromise", str] | None = None


def get_owner_name(user: Any) -> str:
    return get_user_display_name(user) if user else ""


def get_kind(page: Page) -> str:
    model = page.specific_class
    return str(model.kind_label) if model and issubclass(model, BasePage) else ""


def get_time(moment: datetime | None) -> str:
    return date_format(localtime(moment), "D j M Y, H:i") if moment else ""


def get_title(page: Page) -> str:
    return page.draft_title or page.title


class RowsPanel(Component):
    """A panel of rows. Abstract: each subclass defines ``get_rows``."""

    template_name = "editors/home_panel.html"
    name: ClassVar[str]
    order: ClassVar[int]
    heading: ClassVar["str | StrPromise"]
    #: What the panel says when there is nothing.
    empty: ClassVar["str | StrPromise"]
    #: Where all of it is listed: an address, or nothing.
    more_label: ClassVar["str | StrPromise"] = ""

    def get_rows(self, user: Any) -> list[Row]:
        """Return the rows for ``user``: at most ``MAX_ROWS`` + 1, the last of which says that there are more."""
        raise NotImplementedError

    def get_more_url(self) -> str:
        return ""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        rows = self.get_rows(parent_context["request"].user)
        return {
            "panel": self,
            "rows": rows[:MAX_ROWS],
            "has_more": len(rows) > MAX_ROWS,
            "more_url": self.get_more_url(),
        }
