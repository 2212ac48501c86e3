"""The record of the last start of each recurring job."""

from django.db import models


class JobRun(models.Model):
    """The last start of one job of ``core.jobs``. Several machines share the row, so that one of them runs the job."""

    name = models.CharField(max_length=255, primary_key=True)
    started_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
