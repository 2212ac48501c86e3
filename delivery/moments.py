"""The job that raises the generation when time itself changes a page: an event ends, a post of tomorrow appears.

It looks at every time in the tables of public models, so that no page type has to say which of its times matter. What
depends on a time in another way, such as a week after it or the beginning of a day, follows at the next full hour.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.db import transaction
from django.db.models import DateTimeField, Model, Q
from django.utils import timezone

from core.jobs import every

from .generation import DRAFT_COLUMNS, is_public, raise_generation
from .models import Generation

#: Times that record a change. The change itself has raised the generation.
RECORDS = {"first_published_at", "last_published_at", "created_at", "updated_at", "changed_at", "file_changed_at"}


@every(timedelta(minutes=1))
def raise_when_time_changes_pages() -> None:
    now = timezone.now()
    with transaction.atomic():
        state, _created = Generation.objects.select_for_update().get_or_create(id=1)
        since = state.moments_until
        if since is None or _get_hour(since) != _get_hour(now) or has_moment_between(since, now):
            raise_generation()
        Generation.objects.filter(id=1).update(moments_until=now)


def has_moment_between(since: datetime, until: datetime) -> bool:
    """Return whether a time of a public record lies after ``since``, and not after ``until``."""
    return any(
        model._base_manager.filter(Q(**{f"{name}__gt": since, f"{name}__lte": until})).exists()
        for model, name in _get_time_fields()
    )


def _get_time_fields() -> Iterator[tuple[type[Model], str]]:
    for model in apps.get_models():
        if is_public(model):
            left_out = RECORDS.union(DRAFT_COLUMNS.get(model._meta.label, ()))
            for field in model._meta.local_concrete_fields:
                if isinstance(field, DateTimeField) and field.attname not in left_out:
                    yield model, field.attname


def _get_hour(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(minute=0, second=0, microsecond=0)
