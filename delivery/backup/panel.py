"""When the last good backup was, on the admin's front page."""

from typing import Any

from wagtail.admin.ui.components import Component

from .status import check_backup, get_last_backup


class BackupPanel(Component):
    template_name = "editors/backup_panel.html"
    order = 900

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"last": get_last_backup(), "is_good": check_backup().is_good}
