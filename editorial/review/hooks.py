"""Wagtail hooks of reviews: what is asked, and why a page was sent back, above its form."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from .requests import get_review, get_sent_back


@hooks.register("before_edit_page")
def say_what_is_asked(request: HttpRequest, page: Page) -> None:
    if request.method != "GET":
        return
    if sent_back := get_sent_back(page):
        messages.warning(request, escape(sent_back.text))
    elif (review := get_review(page)) and may_approve(page, request.user):
        button = messages.button(reverse("publish_page", args=[page.pk]), _("Compare, approve or send back"))
        messages.info(request, escape(review.text), buttons=[button])


def may_approve(page: Page, user: Any) -> bool:
    task = page.current_workflow_task
    return bool(task and any(name == "approve" for name, _label, _modal in task.get_actions(page, user)))
