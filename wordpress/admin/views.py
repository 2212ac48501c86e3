"""The pages of the import in the admin."""

from pathlib import Path

from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils._os import safe_join
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from ..importing.runner import import_is_at_work
from ..models import ImportRun
from ..reporting.labels import outcome_rows
from . import files, state, waiting
from .access import TITLE, ForAdministrators, OfRun
from .forms import ImportForm
from .starting import begin

RUNS_LISTED = 30
# A report shows what strangers wrote. It is cleaned, and still it may run nothing, load nothing and send nothing.
REPORT_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'"


# Nothing may read what is sent before it is known that there is room for it; `post` is protected instead.
@method_decorator(csrf_exempt, name="dispatch")
class ImportsView(ForAdministrators, WagtailAdminTemplateMixin, FormView):
    """What was imported, and the form for another import. Handing it in begins a dry run."""

    page_title = TITLE
    header_icon = "download"
    template_name = "wordpress/admin/imports.html"
    form_class = ImportForm

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": TITLE}]

    def get_context_data(self, **kwargs):
        runs = list(ImportRun.objects.select_related("user")[:RUNS_LISTED])
        for run in runs:
            run.is_stuck = state.is_stuck(run)
        return super().get_context_data(**kwargs) | {"runs": runs}

    def post(self, request, *args, **kwargs):
        size, room = int(request.META.get("CONTENT_LENGTH") or 0), files.room()
        if size > room:
            # Taken and thrown away, for a browser shows no answer that comes while it is sending.
            while request.read(1 << 20):
                pass
            return self.refuse(
                _("These files are too large: together they have %(size)s, and this server has room for %(room)s.")
                % {"size": filesizeformat(size), "room": filesizeformat(max(room, 0))}
            )
        return self.hand_in(request)

    @method_decorator(csrf_protect)
    def hand_in(self, request):
        return super().post(request)

    def refuse(self, reason: str) -> HttpResponse:
        """Show the form again, with what is wrong with all of it."""
        form = self.form_class(data={}, files={})
        form.full_clean()
        form.errors.clear()
        form.add_error(None, reason)
        return self.form_invalid(form)

    def form_valid(self, form):
        try:
            run = files.hand_in(form.cleaned_data, self.request.user)
        except OSError as error:
            return self.refuse(
                _("The server could not keep the files (%(error)s). Tell whoever runs it.") % {"error": error.strerror}
            )
        return begin(run)


class RunView(OfRun, WagtailAdminTemplateMixin, TemplateView):
    """How far a run is, or how it ended, and what can be done then."""

    header_icon = "download"
    template_name = "wordpress/admin/run.html"

    def get_page_title(self) -> str:
        if self.run.options.get("undo"):
            return _("Undoing an import")
        return _("What an import would do") if self.run.dry_run else TITLE

    def get_context_data(self, **kwargs):
        run = self.run
        undoes = bool(run.options.get("undo"))
        return super().get_context_data(**kwargs) | {
            "run": run,
            "time_left": waiting.time_left(run),
            "pace": waiting.pace(run),
            "undoes": undoes,
            "progress_url": reverse("wordpress_import_progress", args=[run.pk]),
            "report_url": reverse("wordpress_import_report", args=[run.pk, "report.html"])
            if state.has_report(run)
            else "",
            "rows": outcome_rows(run.counts),
            "can_import": state.can_import(run),
            "can_undo": state.can_undo(run),
            "is_stuck": state.is_stuck(run),
            "goes_on_by_itself": state.goes_on_by_itself(run),
            "is_forgotten": state.is_forgotten(run),
            "waits_for_another": run.state == run.State.WAITING and import_is_at_work(),
            "kept": state.brought_in(run.source).filter(page__isnull=False)[:100] if undoes and run.is_over else [],
        }


class ProgressView(OfRun, View):
    """The same as data, for the script that shows it. ``over`` says that there is something else to see."""

    def get(self, request, pk):
        run = self.run
        share = round(100 * run.done / run.total) if run.total else None
        over = run.is_over or state.is_stuck(run) or state.is_forgotten(run)
        return JsonResponse(
            {"over": over, "state": run.get_state_display(), "phase": run.phase, "done": run.done,
             "total": run.total, "percent": share, "pace": waiting.pace(run), "left": waiting.time_left(run)}
        )  # fmt: skip


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
