"""Wagtail hooks: the chooser of topics, and the bulk action that changes topics."""

from wagtail import hooks

from .bulk_actions import ChangeTopicsAction
from .choosers import topic_chooser_viewset

hooks.register("register_bulk_action", ChangeTopicsAction)


@hooks.register("register_admin_viewset")
def register_topic_chooser():
    return topic_chooser_viewset
