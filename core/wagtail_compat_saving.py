"""The private interfaces of Wagtail and django-modelcluster that a page being saved needs (see ``wagtail_compat``)."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models
from wagtail.actions.base import BaseAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models.audit_log import BaseLogEntry
from wagtail.models.revisions import Revision


def get_unsaved_children(page: Any, relation: str) -> list:
    """Return the child objects of a relation that ``page.save()`` will write; none if they were not touched."""
    return getattr(page, "_cluster_related_objects", {}).get(relation, [])  # set by django-modelcluster


# Publishing


class PublishBuiltPageAction(PublishPageRevisionAction):
    """Wagtail's action for a page that the caller has built from its revision. The action builds it itself."""

    def __init__(self, page: Any, revision: Revision, user: Any) -> None:
        BaseAction.__init__(self, page, user=user)
        self.revision, self.object = revision, page
        self.permission_policy = None  # pages have a permission check of their own
        self.changed, self.log_action, self.previous_revision = True, True, None

    def publish(self) -> None:
        """Publish without a transaction and checks, which the caller has."""
        self._publish_revision(
            self.revision, self.object, user=self.user, changed=self.changed, log_action=self.log_action
        )


def keep_workflow_state(page: Any) -> None:
    """Look up the workflow in which a page is, once for all that asks for it: ``current_workflow_state`` and its kin.

    They take it from here, as from ``prefetch_workflow_states`` of a queryset. It must not be asked for after a change.
    """
    state = page.current_workflow_state
    page._current_workflow_states = [state] if state else []


# History


def validate_log_entries_without_queries() -> None:
    """Validate the lines of the history without a look-up of what they refer to. Call it once.

    ``BaseLogEntry.save`` calls ``full_clean``, which asks for each relation whether it exists. They are objects that
    Wagtail holds, and a line may outlive them anyway: but for the content type, the database has no constraint.
    """

    def clean_fields(self: BaseLogEntry, exclude: Iterable[str] | None = None) -> None:
        relations = {field.name for field in self._meta.concrete_fields if field.is_relation}
        models.Model.clean_fields(self, {*(exclude or ()), *relations})

    setattr(BaseLogEntry, "clean_fields", clean_fields)  # noqa: B010 - mypy refuses to assign to a method


# Indexes


def are_index_updates_paused() -> bool:
    """Return whether the code runs within ``pause_index_updates``, or Wagtail's own pause of its reference index."""
    from wagtail.signal_handlers import (  # noqa: PLC0415 - the module needs all models
        reference_index_auto_update_disabled,
    )

    return getattr(reference_index_auto_update_disabled, "value", False)


@contextmanager
def pause_index_updates() -> Iterator[None]:
    """Save objects without an update of the reference index, and pages without one of the admin's search either.

    The caller has them updated later. Unlike Wagtail's context manager this one can be nested.
    """
    from wagtail.signal_handlers import disable_reference_index_auto_update  # noqa: PLC0415 - as above

    if are_index_updates_paused():
        yield
        return
    with disable_reference_index_auto_update():
        yield
