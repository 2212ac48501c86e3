"""Bulk actions of Wagtail that delete: they move pages, images and documents to the trash."""

from typing import Any

from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.documents.views.bulk_actions.delete import DeleteBulkAction as DeleteDocuments
from wagtail.images.views.bulk_actions.delete import DeleteBulkAction as DeleteImages

from content.wagtail_hooks import ReferenceCheckingDeleteBulkAction

from . import files, pages
from .models import KEPT


class TrashPages(ReferenceCheckingDeleteBulkAction):
    """Wagtail's action ends in the deletion of each page by a user, which moves it to the trash."""

    display_name = _("Move to the trash")
    aria_label = _("Move selected pages to the trash")
    template_name = "editorial/trash/bulk_move.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # What can be restored need not be confirmed by typing the name of the site.
        return super().get_context_data(**kwargs) | {"type_to_confirm_before_delete": False, "days": KEPT.days}

    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)
        except (pages.HomePageError, ProtectedError) as error:
            messages.error(self.request, pages.get_reason(error))
            return redirect(self.next_url)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        number = num_parent_objects + num_child_objects
        done = ngettext("%(number)d page is in the trash.", "%(number)d pages are in the trash.", number)
        return done % {"number": number}


class TrashFilesMixin:
    display_name = _("Move to the trash")
    template_name = "editorial/trash/bulk_move.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"days": KEPT.days}  # type: ignore[misc]

    @classmethod
    def execute_action(cls, objects: list, user: Any = None, **kwargs: Any) -> tuple[int, int]:
        for record in objects:
            files.move_to_trash(record, user)
        return len(objects), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        done = ngettext("%(number)d file is in the trash.", "%(number)d files are in the trash.", num_parent_objects)
        return done % {"number": num_parent_objects}


class TrashImages(TrashFilesMixin, DeleteImages):
    aria_label = _("Move selected images to the trash")


class TrashDocuments(TrashFilesMixin, DeleteDocuments):
    aria_label = _("Move selected documents to the trash")
