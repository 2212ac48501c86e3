"""When each registered job was started last."""

from django.db import models


class JobRun(models.Model):
    """One row a job of ``core.jobs``, by which several machines agree on who runs it."""

    name = models.CharField(max_length=255, primary_key=True)
    started_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
