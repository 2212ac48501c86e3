"""What the import remembers: its runs, what became of each thing in an export, and the comments of old posts."""

from pathlib import PurePath

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class ImportRun(models.Model):
    """One run of the import, or of its undoing, by command or from the admin."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")
        FAILED = "failed", _("Stopped by an error")

    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    #: When it last said how far it is: a run that was killed says nothing any more.
    seen_at = models.DateTimeField(auto_now=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("started by"), null=True, blank=True, on_delete=models.SET_NULL
    )
    source = models.CharField(_("old site"), max_length=255, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.WAITING)
    #: How it was asked for (``importing.options.ImportOptions``); paths of files as text.
    options = models.JSONField(default=dict)
    phase = models.CharField(_("at work on"), max_length=100, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    #: Steps a second, of late (``importing.progress.Pace``).
    rate = models.FloatField(default=0)
    counts = models.JSONField(default=dict)
    message = models.TextField(_("message"), blank=True)
    #: The folder of the fidelity report, if one was asked for.
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
        """What was handed in, for as long as nobody has read of which site it is."""
        return ", ".join(PurePath(file).name for file in self.options.get("files", []))

    @property
    def dry_run(self) -> bool:
        return bool(self.options.get("dry_run"))


class ImportedItem(models.Model):
    """What one thing of an export became here. ``source`` and ``key`` identify it through all runs."""

    # To be remembered is no use that would keep a page or a file from being deleted.
    wagtail_reference_index_ignore = True

    class State(models.TextChoices):
        BEGUN = "begun", _("Begun")  # a file is being written, or a page is placed and still empty
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    #: The old site (``reading.records.Site.key``), e.g. ``example.org/blog``.
    source = models.CharField(max_length=255)
    #: ``post:12`` for whatever WordPress keeps as a post; ``author:ida``, ``category:housing``, ``file:2019/a.pdf``.
    key = models.CharField(max_length=300)
    #: WordPress's word for it: ``post``, ``page``, ``attachment``, ``tribe_events``, ``author``, ``category`` ...
    kind = models.CharField(max_length=50)
    title = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.BEGUN)
    page = models.ForeignKey(Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    image = models.ForeignKey("media.CustomImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    document = models.ForeignKey(
        "media.CustomDocument", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    venue = models.ForeignKey("events.Venue", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    #: Whether the import made that page, file or venue, or found it here.
    made_here = models.BooleanField(default=False)
    #: What the source looked like when it was last brought in.
    fingerprint = models.CharField(max_length=64, blank=True)
    #: The revision that the import made; any later one is an editor's. No foreign key: revisions may be purged.
    revision = models.BigIntegerField(null=True, blank=True)
    live = models.BooleanField(default=False)
    #: Whether the indexes know of it, or there is nothing to know (``importing.indexing``).
    indexed = models.BooleanField(default=True)
    #: The name in the media storage that is being written, so that a killed run leaves nothing behind.
    file_name = models.CharField(max_length=255, blank=True)
    #: The path by which the old site served a file, e.g. ``/wp-content/uploads/2019/a.pdf``.
    upload_path = models.CharField(max_length=500, blank=True, db_index=True)
    #: The path of the page on which the old site showed a file, without a slash at its end.
    page_path = models.CharField(max_length=500, blank=True, db_index=True)
    #: The paths that redirect here, for undoing.
    old_paths = models.JSONField(default=list)
    #: Addresses in the body that led nowhere yet; when one does, the body is converted again.
    unresolved = models.JSONField(default=list)
    #: What became of its words, links, images and so on (``reporting.accounts``).
    account = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    run = models.ForeignKey(ImportRun, null=True, on_delete=models.SET_NULL, related_name="items")

    class Meta:
        verbose_name = _("imported item")
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="one_record_for_each_source")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} “{self.title}”"


class ArchivedComment(models.Model):
    """A comment that readers left on the old site. Name, words and date; never an address of any kind."""

    wagtail_reference_index_ignore = True

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=255)
    #: Its number on the old site, or one made of its words (``importing.comments``).
    comment_id = models.PositiveBigIntegerField()
    #: The ``comment_id`` that it answers, or 0.
    parent_id = models.PositiveBigIntegerField(default=0)
    name = models.CharField(_("name"), max_length=255, blank=True)
    text = models.TextField(_("text"))
    date = models.DateTimeField(_("date"), null=True, blank=True)

    class Meta:
        verbose_name = _("comment of the old site")
        verbose_name_plural = _("comments of the old site")
        ordering = ["date", "comment_id"]
        # Merged exports have the same number on several posts.
        constraints = [
            models.UniqueConstraint(fields=["page", "source", "comment_id"], name="one_comment_on_each_page")
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.page_id}"
