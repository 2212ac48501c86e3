"""The filter by author in lists of the admin: by words of the names of people and guests."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from content.admin_lists.filters import WordsFilter


class CreditFilter(WordsFilter):
    """Finds pages that credit somebody whose name has all the words. ``relation`` is that of the credits."""

    def __init__(self, relation: str, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Author"))
        super().__init__(fields=(f"{relation}__person__title", f"{relation}__name"), **kwargs)
