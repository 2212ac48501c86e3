"""The questions before an image or a document goes to the trash: Wagtail's views in other words.

The deletion itself is in Wagtail's action for it (``editorial.trash.files.TrashFileAction``).
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.documents.views.documents import DeleteView as DeleteDocumentView
from wagtail.images.views.images import DeleteView as DeleteImageView

from .models import KEPT


class TrashFileMixin:
    page_title = _("Move to the trash")

    @property
    def confirmation_message(self) -> str:
        message = gettext("Do you want to move it to the trash? It can be restored for %(days)d days.")
        return message % {"days": KEPT.days}

    def get_success_message(self) -> str:
        message = gettext("“%(title)s” is in the trash. It can be restored for %(days)d days.")
        return message % {"title": self.object.title, "days": KEPT.days}  # type: ignore[attr-defined]  # of the view


class TrashImageView(TrashFileMixin, DeleteImageView):
    pass


class TrashDocumentView(TrashFileMixin, DeleteDocumentView):
    pass
