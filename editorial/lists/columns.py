"""The column of titles in lists of one page type."""

from typing import Any

from wagtail.admin.ui.tables.pages import PageTitleColumn
from wagtail.models import Page
from wagtail.permissions import policy_registry


class TitleColumn(PageTitleColumn):
    """A title that leads to the form, with what is marked of the page.

    Whoever may publish has the menu of actions, too. For others Wagtail asks the database in each row which of them
    they may do; they find these actions on the page itself.
    """

    cell_template_name = "editors/title_cell.html"

    def get_cell_context_data(self, instance: Page, parent_context: dict) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        user = parent_context["request"].user
        has_actions = policy_registry.get_by_type(Page).user_has_permission(user, "publish")
        return context | {"page": instance, "has_actions": has_actions, "user": user}
