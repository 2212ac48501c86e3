"""Views of the import in the admin."""

from pathlib import Path

from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils._os import safe_join
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from ..importing.runner import is_import_running
from ..models import ImportRun
from ..reporting.labels import build_outcome_rows
from . import eta, files, state
from .access import TITLE, ImportPermissionMixin, RunMixin
from .actions import start_run
from .forms import ImportForm, UploadsForm

RUNS_LISTED = 30
# A report shows HTML of strangers. It is cleaned, and this also keeps it from running, loading or sending anything.
REPORT_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'"


# The body must not be read before the free space is checked, so the form is protected in ``receive`` instead.
@method_decorator(csrf_exempt, name="dispatch")
class ImportsView(ImportPermissionMixin, WagtailAdminTemplateMixin, FormView):
    """The imports so far, and the form for another one. Submitting it starts a dry run."""

    page_title = TITLE
    header_icon = "download"
    template_name = "wordpress/admin/imports.html"
    form_class = ImportForm

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": TITLE}]

    def get_context_data(self, **kwargs):
        runs = list(ImportRun.objects.select_related("user")[:RUNS_LISTED])
        for run in runs:
            run.was_interrupted = state.was_interrupted(run)
        return super().get_context_data(**kwargs) | {"runs": runs}

    def post(self, request, *args, **kwargs):
        size, free_bytes = int(request.META.get("CONTENT_LENGTH") or 0), files.get_free_bytes()
        if size > free_bytes:
            # Read and discarded, since a browser shows no answer that comes while it is sending.
            while request.read(1 << 20):
                pass
            return self.render_refusal(
                _("These files are too large: together they have %(size)s, and this server has room for %(room)s.")
                % {"size": filesizeformat(size), "room": filesizeformat(max(free_bytes, 0))}
            )
        return self.receive(request)

    @method_decorator(csrf_protect)
    def receive(self, request):
        return super().post(request)

    def render_refusal(self, reason: str) -> HttpResponse:
        """Show the form again, with the reason why it is refused."""
        form = self.form_class(data={})
        form.full_clean()
        form.errors.clear()
        form.add_error(None, reason)
        return self.form_invalid(form)

    def form_valid(self, form):
        try:
            run = files.create_run(form.cleaned_data, self.request.user)
        except OSError as error:
            return self.render_refusal(
                _("The server could not keep the files (%(error)s). Tell whoever runs it.") % {"error": error.strerror}
            )
        return start_run(run)


class RunView(RunMixin, WagtailAdminTemplateMixin, TemplateView):
    """The progress of a run, or how it ended, and what can be done then."""

    header_icon = "download"
    template_name = "wordpress/admin/run.html"

    def get_page_title(self) -> str:
        if self.run.options.get("undo"):
            return _("Undoing an import")
        return _("What an import would do") if self.run.dry_run else str(TITLE)

    def get_context_data(self, **kwargs):
        run = self.run
        is_undo = bool(run.options.get("undo"))
        is_finished = run.state == run.State.DONE and not run.dry_run and not is_undo
        left_fields, suggested_fields = state.get_left_fields(run.source) if is_finished else ({}, set())
        return super().get_context_data(**kwargs) | {
            "run": run,
            "time_left": eta.format_time_left(run),
            "rate": eta.format_rate(run),
            "is_undo": is_undo,
            "progress_url": reverse("wordpress_import_progress", args=[run.pk]),
            "report_url": reverse("wordpress_import_report", args=[run.pk, "report.html"])
            if state.has_report(run)
            else "",
            "rows": build_outcome_rows(run.counts),
            "can_import": state.can_import(run),
            "can_undo": state.can_undo(run),
            "can_go_on": state.can_go_on(run),
            "missing_files": state.get_missing_files(run.source).count() if is_finished else 0,
            "uploads_form": UploadsForm(),
            "found_fields": sorted(run.options.get("found_fields", {}).items()),
            "shown_fields": get_suggested_fields(run),
            "left_fields": sorted(left_fields.items()),
            "suggested_fields": suggested_fields,
            "is_finished_import": is_finished,
            "was_interrupted": state.was_interrupted(run),
            "resumes_automatically": state.resumes_automatically(run),
            "lacks_worker": state.lacks_worker(run),
            "waits_for_another": run.state == run.State.WAITING and is_import_running(),
            "kept": state.get_created_items(run.source).filter(page__isnull=False)[:100]
            if is_undo and run.state == run.State.DONE
            else [],
        }


def get_suggested_fields(run: ImportRun) -> set[str]:
    """Return the custom fields to suggest after a look: readers saw them, or the last import took them."""
    last = ImportRun.objects.filter(source=run.source, state=ImportRun.State.DONE, options__fields__isnull=False)
    taken = last.values_list("options__fields", flat=True).first() if run.source else None
    return {*run.options.get("shown_fields", ()), *(taken or ())}


class ProgressView(RunMixin):
    """The progress as JSON, for the script that shows it. ``over``: the page must be loaded anew."""

    def get(self, request, pk):
        run = self.run
        share = round(100 * run.done / run.total) if run.total else None
        over = run.is_over or state.was_interrupted(run) or state.lacks_worker(run)
        return JsonResponse(
            {"over": over, "state": run.get_state_display(), "phase": run.phase, "done": run.done,
             "total": run.total, "percent": share, "pace": eta.format_rate(run), "left": eta.format_time_left(run)}
        )  # fmt: skip


class ReportView(RunMixin):
    """A file of the fidelity report."""

    def get(self, request, pk, path):
        try:
            file = Path(safe_join(files.get_folder(self.run) / "report", path))
        except SuspiciousFileOperation as error:
            raise Http404 from error
        if "\x00" in path or not file.is_file() or file.suffix not in {".html", ".json"}:
            raise Http404
        response = FileResponse(file.open("rb"))
        response.headers["Content-Security-Policy"] = REPORT_POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
