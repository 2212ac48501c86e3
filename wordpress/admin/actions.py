"""Actions on the page of a run: importing after a dry run, resuming, and undoing."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from ..models import ImportRun
from ..reporting.labels import get_label, sort_kinds
from . import files, state
from .access import RunMixin
from .forms import UploadsForm
from .tasks import import_in_background


def start_run(run: ImportRun) -> HttpResponse:
    """Queue a run, and redirect to its page."""
    import_in_background.enqueue(run.pk)
    return redirect("wordpress_import_run", run.pk)


class StartView(RunMixin):
    """Import after a dry run, or resume an interrupted import."""

    def post(self, request, pk):
        with transaction.atomic():
            earlier = ImportRun.objects.select_for_update().filter(pk=self.run.pk).get()
            if following := earlier.options.get("followed_by"):
                # The button was pressed twice.
                return redirect("wordpress_import_run", following)
            if not state.has_uploads(earlier):
                messages.error(request, _("The uploaded files are not here any more. Upload them again."))
                return redirect("wordpress_imports")
            if not state.can_import(earlier):
                # It was resumed automatically meanwhile.
                return redirect("wordpress_import_run", earlier.pk)
            run = self.create_following_run(earlier)
        return start_run(run)

    def create_following_run(self, earlier: ImportRun) -> ImportRun:
        """Create the run that takes over the files of ``earlier``."""
        run = ImportRun.objects.create(user_id=self.request.user.pk, source=earlier.source)
        # An unfinished dry run is repeated; a finished one is followed by the import.
        is_repeated = earlier.dry_run and earlier.state != earlier.State.DONE
        run.options = files.move_uploads(earlier, run) | {"dry_run": is_repeated}
        offered = earlier.options.get("found_fields", {})
        if chosen := [name for name in self.request.POST.getlist("fields") if name in offered]:
            run.options["fields"] = chosen
        run.save()
        earlier.options["followed_by"] = run.pk
        if not earlier.is_over:
            earlier.state = earlier.State.FAILED
        earlier.save()
        return run


class GoOnView(RunMixin):
    """Import the export of a finished import again, with something that it lacked."""

    def refuse(self, reason: str) -> HttpResponse:
        messages.error(self.request, reason)
        return redirect("wordpress_import_run", self.run.pk)

    def go_on(self, prepare: Callable[[ImportRun], None]) -> HttpResponse:
        """Start a run with the files and options of this one. ``prepare`` adds to its options."""
        with transaction.atomic():
            earlier = ImportRun.objects.select_for_update().get(pk=self.run.pk)
            if not state.can_go_on(earlier):
                messages.error(self.request, _("The uploaded files are not here any more. Upload them again."))
                return redirect("wordpress_imports")
            run = ImportRun.objects.create(user_id=self.request.user.pk, source=earlier.source)
            run.options = files.move_uploads(earlier, run)
            prepare(run)
            run.save()
            earlier.options["followed_by"] = run.pk
            earlier.save()
        return start_run(run)


class UploadsView(GoOnView):
    """Take the uploads that a finished import lacked."""

    def post(self, request, pk):
        form = UploadsForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.refuse(form.errors["uploads"][0])

        def add_uploads(run: ImportRun) -> None:
            run.options["uploads"] = str(files.save_upload(run, "uploads", form.cleaned_data["uploads"], 1))

        return self.go_on(add_uploads)


class FieldsView(GoOnView):
    """Take custom fields that a finished import left behind."""

    def post(self, request, pk):
        left, _suggested = state.get_left_fields(self.run.source)
        chosen = [name for name in request.POST.getlist("fields") if name in left]
        if not chosen:
            return self.refuse(_("Tick the fields to take."))

        def add_fields(run: ImportRun) -> None:
            run.options["fields"] = [*run.options.get("fields", ()), *chosen]

        return self.go_on(add_fields)


class UndoView(RunMixin, WagtailAdminTemplateMixin, TemplateView):
    """Ask for confirmation that what imports of an old site created is removed, and start that."""

    header_icon = "bin"
    template_name = "wordpress/admin/undo.html"

    def get_page_title(self) -> str:
        return _("Undo an import")

    def get_breadcrumbs_items(self):
        here = {"url": "", "label": self.get_page_title()}
        run = {"url": reverse("wordpress_import_run", args=[self.run.pk]), "label": str(self.run)}
        return [*super().get_breadcrumbs_items()[:-1], run, here]

    def get_context_data(self, **kwargs):
        kinds = list(state.get_created_items(self.run.source).values_list("kind", flat=True))
        rows = [{"name": get_label(kind), "number": kinds.count(kind)} for kind in sort_kinds(set(kinds))]
        return super().get_context_data(**kwargs) | {"run": self.run, "rows": rows}

    def post(self, request, pk):
        if not state.can_undo(self.run):
            messages.error(request, _("There is nothing to undo."))
            return redirect("wordpress_import_run", self.run.pk)
        options = {"files": [], "undo": True, "dry_run": False}
        return start_run(ImportRun.objects.create(user=request.user, source=self.run.source, options=options))
