"""Records of the site's own running: the last start of each recurring job, and the backups that succeeded."""

from django.db import models


class JobRun(models.Model):
    """The last start of one job of ``core.jobs``. Several machines share the row, so that one of them runs the job."""

    name = models.CharField(max_length=255, primary_key=True)
    started_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class BackupRecord(models.Model):
    """A complete backup."""

    made_at = models.DateTimeField()  # the database is as it was then
    finished_at = models.DateTimeField()
    place = models.CharField(max_length=500)
    size = models.BigIntegerField()  # bytes

    class Meta:
        get_latest_by = "made_at"

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M} {self.place}"
