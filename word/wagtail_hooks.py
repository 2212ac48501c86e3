"""Wagtail hooks: the addresses of the screens, and *Find who said what* among what can be done with a post."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.menus.pages import PageMenuItem

from blog.models import BlogPage

from .views import FindView, ProgressView, ReviewView, StartView, UndoView


@hooks.register("register_admin_urls")
def register_word():
    return [
        path("write-from-text/", StartView.as_view(), name="word_start"),
        path("write-from-text/<int:pk>/", ReviewView.as_view(), name="word_review"),
        path("write-from-text/<int:pk>/progress/", ProgressView.as_view(), name="word_progress"),
        path("write-from-text/<int:pk>/undo/", UndoView.as_view(), name="word_undo"),
        path("write-from-text/find/<int:page_id>/", FindView.as_view(), name="word_find"),
    ]


class FindButton(PageMenuItem):
    label = _("Find who said what")
    icon_name = "openquote"
    url_name = "word_find"

    def is_shown(self, user):
        return self.page.specific_class is BlogPage and self.page.permissions_for_user(user).can_edit()


@hooks.register("register_page_header_buttons")
def add_find_button_to_header(page, user, view_name, next_url=None):
    if page.specific_class is BlogPage:
        yield FindButton(page=page, priority=17)
