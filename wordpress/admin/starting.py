"""What is begun from the page of a run: the import after a dry run, going on, and undoing."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from ..models import ImportRun
from ..reporting.labels import in_order, name_of
from . import files, state
from .access import OfRun
from .tasks import import_in_background


def begin(run: ImportRun) -> HttpResponse:
    """Let the worker begin, and show the run."""
    import_in_background.enqueue(run.pk)
    return redirect("wordpress_import_run", run.pk)


class StartView(OfRun, View):
    """Import what a dry run looked at; or go on where an import was stopped."""

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
                # It went on by itself meanwhile, with these very files.
                return redirect("wordpress_import_run", earlier.pk)
            run = self.follow(earlier)
        return begin(run)

    def follow(self, earlier: ImportRun) -> ImportRun:
        """Make the run that has the files of ``earlier`` from now on."""
        run = ImportRun.objects.create(user=self.request.user, source=earlier.source)
        # A dry run that has shown nothing is done again; one that was looked at is followed by the import.
        again = earlier.dry_run and earlier.state != earlier.State.DONE
        run.options = files.hand_over(earlier, run) | {"dry_run": again}
        run.save()
        earlier.options["followed_by"] = run.pk
        if not earlier.is_over:
            earlier.state = earlier.State.FAILED
        earlier.save()
        return run


class UndoView(OfRun, WagtailAdminTemplateMixin, TemplateView):
    """Ask whether what imports of an old site made shall be taken out, and begin."""

    header_icon = "bin"
    template_name = "wordpress/admin/undo.html"

    def get_page_title(self) -> str:
        return _("Undo an import")

    def get_breadcrumbs_items(self):
        here = {"url": "", "label": self.get_page_title()}
        run = {"url": reverse("wordpress_import_run", args=[self.run.pk]), "label": str(self.run)}
        return [*super().get_breadcrumbs_items()[:-1], run, here]

    def get_context_data(self, **kwargs):
        kinds = list(state.brought_in(self.run.source).values_list("kind", flat=True))
        rows = [{"name": name_of(kind), "number": kinds.count(kind)} for kind in in_order(set(kinds))]
        return super().get_context_data(**kwargs) | {"run": self.run, "rows": rows}

    def post(self, request, pk):
        if not state.can_undo(self.run):
            messages.error(request, _("There is nothing to undo."))
            return redirect("wordpress_import_run", self.run.pk)
        options = {"files": [], "undo": True, "dry_run": False}
        return begin(ImportRun.objects.create(user=request.user, source=self.run.source, options=options))
