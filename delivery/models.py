"""Records of the site's own running: starts of recurring jobs, backups, and the generation of the public site."""

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


class Generation(models.Model):
    """One row with the number of the last change of the public site (``delivery.generation``)."""

    number = models.PositiveBigIntegerField(default=0)
    #: The number at which everything was out of date: the time or the program had changed, rather than rows.
    invalidated = models.PositiveBigIntegerField(default=0, db_default=0)
    #: Until when ``delivery.moments`` has looked for times that change a page.
    moments_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="delivery_one_generation")]

    def __str__(self) -> str:
        return str(self.number)
