"""Models of the import: its runs, the record of each imported item, and archived comments."""

from pathlib import PurePath

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class ImportRun(models.Model):
    """One run of an import or an undo, by the command or from the admin."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")
        FAILED = "failed", _("Stopped by an error")

    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    #: When it last saved its progress, by which a killed run is recognised.
    seen_at = models.DateTimeField(auto_now=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("started by"), null=True, blank=True, on_delete=models.SET_NULL
    )
    source = models.CharField(_("old site"), max_length=255, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.WAITING)
    #: Its options (``importing.options.ImportOptions``); paths of files as text.
    options = models.JSONField(default=dict)
    phase = models.CharField(_("at work on"), max_length=100, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    #: Steps per second, recently (``importing.progress.Pace``).
    rate = models.FloatField(default=0)
    counts = models.JSONField(default=dict)
    message = models.TextField(_("message"), blank=True)
    #: The path of the fidelity report, if there is one.
    report_path = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("WordPress import")
        verbose_name_plural = _("WordPress imports")
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.source or _('WordPress import')}, {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def is_over(self) -> bool:
        return self.state not in {self.State.WAITING, self.State.RUNNING}

    @property
    def file_names(self) -> str:
        """The names of its files, for as long as the old site is unknown."""
        return ", ".join(PurePath(file).name for file in self.options.get("files", []))

    @property
    def dry_run(self) -> bool:
        return bool(self.options.get("dry_run"))


class ImportedItem(models.Model):
    """The record of an item of an export: what it became here. ``source`` and ``key`` identify it in all runs."""

    # A record must not count as a use that keeps a page or a file from being deleted.
    wagtail_reference_index_ignore = True

    class State(models.TextChoices):
        BEGUN = "begun", _("Begun")  # a file is being written, or a page is still empty
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    #: The old site (``reading.records.Site.key``), e.g. ``example.org/blog``.
    source = models.CharField(max_length=255)
    #: ``post:12`` for whatever WordPress stores as a post; ``author:ida``, ``category:housing``, ``file:2019/a.pdf``.
    key = models.CharField(max_length=300)
    #: WordPress's type: ``post``, ``page``, ``attachment``, ``tribe_events``, ``author``, ``category`` ...
    kind = models.CharField(max_length=50)
    title = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.BEGUN)
    page = models.ForeignKey(Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    image = models.ForeignKey("media.CustomImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    document = models.ForeignKey(
        "media.CustomDocument", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    venue = models.ForeignKey("events.Venue", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    #: Whether the import created that page, file or venue, or found it here.
    made_here = models.BooleanField(default=False)
    #: The digest of the item when it was last imported (``item_records.compute_fingerprint``).
    fingerprint = models.CharField(max_length=64, blank=True)
    #: The revision that the import saved; any later one is an editor's. No foreign key: revisions may be purged.
    revision = models.BigIntegerField(null=True, blank=True)
    live = models.BooleanField(default=False)
    #: False while it waits to be indexed (``importing.indexing``).
    indexed = models.BooleanField(default=True)
    #: The file in the media storage that is being written, so that the next run can remove what a killed one left.
    file_name = models.CharField(max_length=255, blank=True)
    #: The path by which the old site served a file, e.g. ``/wp-content/uploads/2019/a.pdf``.
    upload_path = models.CharField(max_length=500, blank=True, db_index=True)
    #: The path of the page on which the old site showed a file, without a slash at its end.
    page_path = models.CharField(max_length=500, blank=True, db_index=True)
    #: The paths that redirect here, for an undo.
    old_paths = models.JSONField(default=list)
    #: Addresses in the body that led nowhere; once one does, the body is converted again.
    unresolved = models.JSONField(default=list)
    #: What became of its words, links, images and so on (``reporting.item_reports``).
    report = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    run = models.ForeignKey(ImportRun, null=True, on_delete=models.SET_NULL, related_name="items")

    class Meta:
        verbose_name = _("imported item")
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="one_record_for_each_source")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} “{self.title}”"


class ArchivedComment(models.Model):
    """A reader's comment on the old site: name, text and date, and no address of any kind."""

    wagtail_reference_index_ignore = True

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=255)
    #: Its id on the old site, or one made of its words (``importing.comments``).
    comment_id = models.PositiveBigIntegerField()
    #: The ``comment_id`` that it answers, or 0.
    parent_id = models.PositiveBigIntegerField(default=0)
    name = models.CharField(_("name"), max_length=255, blank=True)
    text = models.TextField(_("text"))
    date = models.DateTimeField(_("date"), null=True, blank=True)
    imported_at = models.DateTimeField(_("imported"), default=timezone.now, db_index=True)
    #: How deep it is below the post, for templates (``template_context.thread_comments``).
    depth = 0

    class Meta:
        verbose_name = _("comment of the old site")
        verbose_name_plural = _("comments of the old site")
        default_permissions = ["delete"]
        ordering = ["date", "comment_id"]
        # Merged exports have the same number on several posts.
        constraints = [
            models.UniqueConstraint(fields=["page", "source", "comment_id"], name="one_comment_on_each_page")
        ]

    def __str__(self) -> str:
        # Without the name: the log keeps this when the comment is deleted.
        return gettext("Comment %(number)s on page %(page)s") % {"number": self.comment_id, "page": self.page_id}
