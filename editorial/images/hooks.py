"""Wagtail hooks of images: the list with its filters, and replacing one everywhere."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from . import care  # noqa: F401 - it registers its lines
from .views import IMAGE_REPLACED, ImageIndexView, ReplaceImageView


@hooks.register("register_admin_urls")
def register_image_urls():
    # The list stands before Wagtail's own, which keeps its name.
    return [
        path("images/", ImageIndexView.as_view()),
        path("images/results/", ImageIndexView.as_view(results_only=True)),
        path("images/<int:image_id>/replace/", ReplaceImageView.as_view(), name="replace_image"),
    ]


@hooks.register("register_log_actions")
def register_image_log_action(actions):
    @actions.register_action(IMAGE_REPLACED)
    class ImageReplaced(LogFormatter):
        label = _("Image replaced")

        def format_message(self, log_entry):
            return _("Shows the image “%(new)s” instead of “%(old)s”") % log_entry.data
