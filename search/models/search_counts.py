"""Search counts: how often visitors made each query on each day, and nothing about the visitors."""

from django.db import models
from django.utils.translation import gettext_lazy as _

#: Characters. Longer queries are not counted.
MAX_COUNTED_LENGTH = 100


class SearchCountQuerySet(models.QuerySet):
    def by_query(self):
        """Sum up the days: a dictionary a query, the most frequent first.

        ``searches`` were made, ``failures`` of them had no result, ``clicks`` of them led to one; ``results`` is what
        the best of them found.
        """
        return (
            self.values("query")
            .annotate(
                total=models.Sum("searches"),
                failed=models.Sum("failures"),
                clicked=models.Sum("clicks"),
                found=models.Max("results"),
            )
            .order_by("-total", "query")
        )

    def by_day(self):
        """Sum up the queries: a dictionary a day, the last one first."""
        return (
            self.values("day")
            .annotate(
                total=models.Sum("searches"),
                failed=models.Sum("failures"),
                clicked=models.Sum("clicks"),
                queries=models.Count("pk"),
            )
            .order_by("-day")
        )


class SearchCount(models.Model):
    """One row a query and day. ``query`` is in lower case; see ``search.analytics`` for what is not kept."""

    query = models.CharField(_("search"), max_length=MAX_COUNTED_LENGTH)
    day = models.DateField(_("day"))
    searches = models.PositiveIntegerField(_("searches"), default=0)
    failures = models.PositiveIntegerField(_("without results"), default=0)
    clicks = models.PositiveIntegerField(_("results opened"), default=0)
    results = models.PositiveIntegerField(_("results"), default=0)

    objects = SearchCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("search")
        verbose_name_plural = _("searches")
        constraints = [models.UniqueConstraint(fields=["day", "query"], name="search_one_count_a_day")]
        default_permissions = ["view"]

    def __str__(self) -> str:
        return f"{self.query} ({self.day})"
