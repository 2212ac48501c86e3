"""The pages of the import in the admin."""

from datetime import timedelta
from pathlib import Path

from django.core.exceptions import PermissionDenied, SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils._os import safe_join
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from ..models import ImportRun
from . import files
from .forms import ImportForm
from .tasks import import_in_background

RUNS_LISTED = 30
# A run that has said nothing for so long was stopped with its process.
SILENCE = timedelta(minutes=5)
# A report shows what strangers wrote. It is cleaned, and still it may run nothing, load nothing and send nothing.
REPORT_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'"


def may_import(user) -> bool:
    return user.has_perm("wordpress.add_importrun")


class ForAdministrators:
    """Lets in who may import."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class OfRun(ForAdministrators):
    """About one run."""

    @cached_property
    def run(self) -> ImportRun:
        return get_object_or_404(ImportRun, pk=self.kwargs["pk"])


def begin(run: ImportRun) -> HttpResponse:
    """Let the worker begin, and show the run."""
    import_in_background.enqueue(run.pk)
    return redirect("wordpress_import_run", run.pk)


class ImportsView(ForAdministrators, WagtailAdminTemplateMixin, FormView):
    """What was imported, and the form for another import. Handing it in begins a dry run."""

    page_title = gettext_lazy("WordPress import")
    header_icon = "download"
    template_name = "wordpress/admin/imports.html"
    form_class = ImportForm

    def get_context_data(self, **kwargs):
        runs = ImportRun.objects.select_related("user")[:RUNS_LISTED]
        return super().get_context_data(**kwargs) | {"runs": runs}

    def form_valid(self, form):
        data = form.cleaned_data
        run = ImportRun.objects.create(user=self.request.user, options={"dry_run": True})
        exports = [str(files.keep(run, "export", file, number)) for number, file in enumerate(data["export"])]
        single = {
            name: str(files.keep(run, name, data[name])) if data[name] else None for name in ("uploads", "people")
        }
        run.options = {
            "files": exports,
            "dry_run": True,
            "report": str(files.folder(run) / "report"),
            "comments": data["comments"],
            **single,
        }
        run.save()
        return begin(run)


class RunView(OfRun, WagtailAdminTemplateMixin, TemplateView):
    """How far a run is, or how it ended, and what can be done then."""

    header_icon = "download"
    template_name = "wordpress/admin/run.html"

    def get_page_title(self) -> str:
        return (
            _("Undoing an import")
            if self.run.options.get("undo")
            else (_("What an import would do") if self.run.dry_run else _("WordPress import"))
        )

    def get_breadcrumbs_items(self):
        imports = {"url": reverse("wordpress_imports"), "label": _("WordPress import")}
        return [*self.breadcrumbs_items, imports, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        run = self.run
        return super().get_context_data(**kwargs) | {
            "run": run,
            "page_title": self.get_page_title(),
            "progress_url": reverse("wordpress_import_progress", args=[run.pk]),
            "report_url": reverse("wordpress_import_report", args=[run.pk, "report.html"]) if has_report(run) else "",
            "can_import": has_uploads(run) and ((run.dry_run and run.state == run.State.DONE) or is_stuck(run)),
            "is_stuck": is_stuck(run),
        }


def has_report(run: ImportRun) -> bool:
    return (files.folder(run) / "report" / "report.html").is_file()


def has_uploads(run: ImportRun) -> bool:
    return files.uploads_folder(run).is_dir()


def is_stuck(run: ImportRun) -> bool:
    """Whether a run was stopped with its process, or by an error."""
    silent = run.state == run.State.RUNNING and run.seen_at < timezone.now() - SILENCE
    return silent or run.state == run.State.FAILED


class ProgressView(OfRun, View):
    """The same as data, for the script that shows it."""

    def get(self, request, pk):
        run = self.run
        share = round(100 * run.done / run.total) if run.total else None
        return JsonResponse(
            {"over": run.is_over, "state": run.get_state_display(), "phase": run.phase, "done": run.done,
             "total": run.total, "percent": share}
        )  # fmt: skip


class StartView(OfRun, View):
    """Import what a dry run looked at; or go on where an import was stopped."""

    def post(self, request, pk):
        earlier = self.run
        if not has_uploads(earlier):
            messages.error(request, _("The uploaded files are not here any more. Upload them again."))
            return redirect("wordpress_imports")
        run = ImportRun.objects.create(user=request.user, source=earlier.source)
        # A dry run that was stopped is done again; one that was looked at is followed by the import.
        run.options = files.hand_over(earlier, run) | {"dry_run": earlier.dry_run and is_stuck(earlier)}
        run.save()
        if not earlier.is_over:
            earlier.state = earlier.State.FAILED
            earlier.save()
        return begin(run)


class ReportView(OfRun, View):
    """A file of the fidelity report."""

    def get(self, request, pk, path):
        try:
            file = Path(safe_join(files.folder(self.run) / "report", path))
        except SuspiciousFileOperation as error:
            raise Http404 from error
        if "\x00" in path or not file.is_file() or file.suffix not in {".html", ".json"}:
            raise Http404
        response = FileResponse(file.open("rb"))
        response.headers["Content-Security-Policy"] = REPORT_POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
