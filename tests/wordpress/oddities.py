"""What real archives hold and nobody expects: a module imports one such archive once, and looks at it item by item."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page, Site

from blog.models import BlogPage
from media.models import CustomDocument, CustomImage
from wordpress.address_check import check_addresses
from wordpress.importing.addresses import OldSite
from wordpress.importing.redirects import get_addresses
from wordpress.importing.scan import scan_export
from wordpress.models import ImportedItem
from wordpress.old_addresses import to_request_path, with_variants
from wordpress.reading.export import Export

from .archive import Archive, cdata


def raw_item(**elements: str) -> str:
    """Return an item of just these elements, as written: ``wp_post_id="7"`` is ``<wp:post_id>7</wp:post_id>``."""
    prefixed = ((name.replace("_", ":", 1) if "_" in name else name, text) for name, text in elements.items())
    return f"<item>{''.join(f'<{name}>{text}</{name}>' for name, text in prefixed)}</item>\n"


def term(taxonomy: str, slug: str, name: str, parent: str = "", number: int = 0) -> str:
    """Return a term of the channel's head, as WordPress 6 writes those of every taxonomy but categories and tags."""
    return (
        f"<wp:term><wp:term_id>{number}</wp:term_id><wp:term_taxonomy>{taxonomy}</wp:term_taxonomy>"
        f"<wp:term_slug>{slug}</wp:term_slug><wp:term_parent>{parent}</wp:term_parent>"
        f"<wp:term_name>{cdata(name)}</wp:term_name></wp:term>\n"
    )


def command(name: str, *arguments, **options) -> str:
    out = StringIO()
    call_command(name, *map(str, arguments), stdout=out, **options)
    return out.getvalue()


@dataclass
class Moved:
    """An archive that was imported by the command."""

    archive: Archive
    options: dict
    files: tuple = ()
    said: str = ""
    data: dict = field(default_factory=dict)

    def run(self) -> None:
        folder = self.archive.folder / "report"
        self.said = command(
            "import_wordpress", *self.files, uploads=self.archive.uploads, report=folder, **self.options
        )
        self.data = json.loads((folder / "report.json").read_text())

    @property
    def report(self) -> str:
        return (self.archive.folder / "report" / "report.html").read_text()

    @property
    def summary(self) -> dict:
        return self.data["summary"]

    def item_report(self, key: int | str) -> dict:
        """Return what the report says of an item, by its number or its key."""
        key = f"post:{key}" if isinstance(key, int) else key
        return next(item_report for item_report in self.data["items"] if item_report["key"] == key)

    def notes(self, key: int | str) -> str:
        return "; ".join([self.item_report(key)["reason"], *self.item_report(key).get("notes", [])])

    def page(self, key: int | str) -> Page:
        return Page.objects.get(pk=self.item_report(key)["page"]).specific

    def text(self, key: int | str) -> str:
        """Return the HTML of a body, without the directions that all texts have on a page."""
        return str(self.page(key).body).replace(' dir="auto"', "")

    def findings(self, key: int | str, kind: str) -> str:
        found = (finding for finding in self.item_report(key)["findings"] if finding["kind"] == kind)
        return "; ".join(f"{finding['what']}: {finding['outcome']}, {finding['reason']}" for finding in found)


def import_file(archive: Archive, name: str) -> dict[str, dict]:
    """Import an archive as a file of that name by the command, and return what its report says, by title."""
    report = archive.folder / f"report-{name}"
    command("import_wordpress", archive.write(f"{name}.xml"), uploads=archive.uploads, report=report)
    return {item["title"]: item for item in json.loads((report / "report.json").read_text())["items"]}


def body_of(title: str) -> str:
    return "".join(str(block["value"]) for block in BlogPage.objects.get(title=title).body.raw_data)


def get(path: str):
    return Client(raise_request_exception=False).get(path)


@pytest.mark.usefixtures("db")  # without it, tests of other modules would come between, and the import twice
class SoundImport:
    """What holds of every archive, however odd. A module's ``moved`` fixture gives it."""

    #: Words that stand in what was not public.
    secrets: tuple[str, ...] = ()

    def test_nothing_failed(self, moved):
        failed = [item_report for item_report in moved.data["items"] if item_report["outcome"] == "failed"]
        assert failed == []
        assert "failed" not in moved.said

    def test_each_item_is_accounted_for(self, moved):
        summary = moved.summary
        told = sum(item_report["key"].startswith("post:") for item_report in moved.data["items"])
        others = (*summary["not_imported"].values(), *summary["read_for_others"].values())
        assert told + sum(others) == summary["items_read"]

    def test_what_was_not_public_is_a_draft(self, moved):
        for item_report in moved.data["items"]:
            if item_report.get("live"):
                assert item_report["status"] == "publish", item_report["title"]

    @pytest.mark.parametrize("path", ["/", "/blog/", "/blog/feed/", "/sitemap.xml", "/search/?q={}", "/topics/"])
    def test_nothing_private_is_to_be_read(self, moved, path):
        for secret in self.secrets:
            assert secret.casefold() not in get(path.format("weighing")).content.decode().casefold()

    def test_secrets_are_not_found(self, moved):
        for secret in self.secrets:
            answer = get(f"/search/results.json?q={secret}")
            assert answer.status_code == 200
            assert answer.json()["results"] == []

    def test_every_page_that_is_live_opens(self, moved):
        for item_report in moved.data["items"]:
            if (
                item_report.get("live")
                and item_report.get("url")
                and "still to come" not in moved.notes(item_report["key"])
            ):
                assert get(item_report["url"]).status_code == 200, item_report["title"]

    def test_every_old_address_leads_somewhere(self, moved):
        # What everybody could not read, or what lacks something that publication needs, is listed as a draft.
        drafts = {a["key"] for a in moved.data["items"] if a.get("status") == "publish" and not a["live"]}
        found = scan_export(Export(moved.files))
        old = OldSite(found.site)
        told = [
            to_request_path(old, a) for e in found.entries.values() if e.key in drafts for a in get_addresses(e, old)
        ]
        told = {path for address in told for _kind, path in with_variants([("draft", address)])}
        answers = check_addresses(found, Site.objects.get(is_default_site=True))
        assert [answer for answer in answers if not answer.is_good and answer.path not in told] == []

    def test_a_second_run_changes_nothing(self, moved):
        before = list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id", "live", "slug", "title"))
        again = Moved(moved.archive, moved.options, moved.files)
        again.run()
        # Captions that no page shows are listed each time.
        told = {item["outcome"] for item in again.data["items"] if item["kind"] != "caption"}
        assert told <= {"unchanged", "missing", "refused", "kept yours"}
        after = list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id", "live", "slug", "title"))
        assert after == before

    def test_undo_leaves_nothing(self, moved):
        moved_files = [command("import_wordpress", file, undo=True) for file in moved.files]
        assert any("removed" in said for said in moved_files)
        assert not ImportedItem.objects.exists()
        assert not any(model.objects.exists() for model in (BlogPage, CustomImage, CustomDocument))


Fill = Callable[[Archive], None]
