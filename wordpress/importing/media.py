"""Import of the media library: each file of the old site becomes one image or document, whatever its sizes."""

import logging
import re
from pathlib import PurePosixPath
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from conversion.context import FileTarget, ImageTarget, MissingImage
from conversion.html.tree import plain_text
from core.public_http import FetchError
from media.models import CustomDocument, CustomImage

from ..models import ImportedItem
from ..reading.records import path_of, split_address
from .fetching import fetch
from .files import FileRefusedError, InspectedFile, inspect_file
from .item_records import FAILED, MISSING, NEW, REFUSED, UNCHANGED, ItemRecord, ItemRecords
from .scan import Attachment, ExportScan
from .uploads import Uploads, get_relative_path, list_candidates, strip_edits, strip_size

logger = logging.getLogger(__name__)

# WordPress.com's image proxies serve the same images: https://i0.wp.com/example.org/wp-content/uploads/...
PHOTON = re.compile(r"^i\d\.wp\.com$")
# File names that cameras and screenshots have do not describe an image.
CAMERA_NAME = re.compile(r"^(?:img|dsc[nf]?|image|photo|picture|screen ?shot|untitled|scan)?[\W\d_]*$", re.IGNORECASE)
NO_DESCRIPTION = _("Picture without a description")


def describe_image(attachment: Attachment, name: str) -> tuple[str, bool]:
    """Return the alternative text of an image, and whether the old site had one."""
    if alt := plain_text(attachment.alt).strip():
        return alt[:255], True
    for text in (attachment.caption, attachment.description, attachment.title):
        text = plain_text(text).strip()
        stem = PurePosixPath(name).stem
        if text and text != stem and not CAMERA_NAME.match(text):
            return text[:255], False
    words = re.sub(r"[\W_]+", " ", strip_edits(PurePosixPath(name).name).rpartition(".")[0]).strip()
    return (NO_DESCRIPTION if CAMERA_NAME.match(words) else f"{NO_DESCRIPTION}: {words}")[:255], False


def get_page_path(link: str) -> str:
    """Return the path of the page on which the old site showed a file, ``/?attachment=hall`` if it was record by that.

    Empty for one by number (``/?attachment_id=12``).
    """
    if query := split_address(link).query:
        return f"{path_of(link)}?{query}"[:500] if query.startswith("attachment=") else ""
    return path_of(link).rstrip("/")[:500]


class MediaLibrary:
    """Finds and imports the files of an export. The item reports list what could not be imported, with the reason."""

    def __init__(self, scan: ExportScan, records: ItemRecords, uploads: Uploads, *, fetch_media: bool):
        self.scan, self.records, self.uploads, self.fetch_media = scan, records, uploads, fetch_media
        self.by_path: dict[str, int] = {}
        for attachment in scan.attachments.values():
            for address in (attachment.path, attachment.url):
                # An attachment without a file has the address of its page, which may have no path.
                if path := get_relative_path(address):
                    self.by_path.setdefault(path, attachment.id)
        for path, attachment_id in list(self.by_path.items()):
            self.by_path.setdefault(strip_edits(path), attachment_id)
        #: The ids of attachments that no earlier run knew, and of those that pages show.
        self.first_seen: set[int] = set()
        self.shown: set[int] = set()
        #: Files in bodies that the old media library did not know, by path: None if they are missing.
        self._unlisted: dict[str, ItemRecord | None] = {}

    # Look-ups for the conversion

    def find_image(self, address: str, attachment_id: int | None = None) -> ImageTarget | None:
        record, attachment = self._find(address, attachment_id)
        if record is None or record.image is None:
            return None
        self.note_shown(attachment)
        alt = plain_text(attachment.alt).strip() if attachment else ""
        caption = attachment.caption if attachment else ""
        return ImageTarget(record.image, alt=alt, caption=caption, credit=attachment.credit if attachment else "")

    def find_missing_image(self, address: str, attachment_id: int | None = None) -> MissingImage | None:
        """Return where an image was that ``find_image`` does not find, with the old media library's words about it."""
        attachment = self._find_by_address(address) or self._find_by_id(attachment_id, address)
        if attachment is None:
            return MissingImage(address) if address else None
        if not attachment.alt.strip():  # the caption stands for it
            self.note_shown(attachment)
        texts = (plain_text(text).strip() for text in (attachment.alt, attachment.caption))
        return MissingImage(address or attachment.url, next(filter(None, texts), ""))

    def note_shown(self, attachment: Attachment | None) -> None:
        """Note that a page shows a file: what was said about it belongs to the account of that page."""
        if attachment:
            self.shown.add(attachment.id)

    def find_document(self, address: str, attachment_id: int | None = None) -> FileTarget | None:
        record, attachment = self._find(address, attachment_id)
        if record is None or record.document is None:
            return None
        return FileTarget(record.document, title=plain_text(attachment.title) if attachment else "")

    def is_upload_address(self, address: str) -> bool:
        """Whether an address is that of a file of the old site."""
        return get_relative_path(address) in self.by_path or "/wp-content/uploads/" in address

    def knows(self, address: str) -> bool:
        """Whether an address is that of a file in the old media library."""
        return self._find_by_address(address) is not None

    def _find(self, address: str, attachment_id: int | None) -> tuple[ItemRecord | None, Attachment | None]:
        attachment = self._find_by_address(address) or self._find_by_id(attachment_id, address)
        if attachment:
            return self.records.get(attachment.key), attachment
        return (self._import_unlisted(address) if address else None), None

    def _find_by_id(self, attachment_id: int | None, address: str) -> Attachment | None:
        """Return the attachment with an id, unless the id is that of another blog from which the body was copied."""
        attachment = self.scan.attachments.get(attachment_id) if attachment_id is not None else None
        if attachment is None or not self.is_upload_address(address):
            return attachment
        names = (PurePosixPath(strip_edits(path_of(url))).name for url in (address, attachment.path or attachment.url))
        return attachment if len(set(names)) == 1 else None

    def _find_by_address(self, address: str) -> Attachment | None:
        path = get_relative_path(address) if address else ""
        found = next((self.by_path[name] for name in list_candidates(path) if name in self.by_path), None)
        return self.scan.attachments.get(found) if found is not None else None

    # Import

    def import_attachment(self, attachment: Attachment) -> dict:
        """Import the file of an attachment, unless that was done before. Returns its item report."""
        record = self.records.get(attachment.key)
        if record is None:
            self.first_seen.add(attachment.id)
        if record and record.is_done:
            # A file that an editor has deleted is not imported again.
            item_report = {"kind": "attachment", "key": attachment.key, "title": plain_text(attachment.title)}
            return item_report | {"outcome": UNCHANGED, "reason": ""}
        return self._import_file(attachment.key, attachment, get_relative_path(attachment.path or attachment.url))

    def _import_unlisted(self, address: str) -> ItemRecord | None:
        """Import a file that a body shows and the old media library did not know."""
        parts = split_address(address)
        if PHOTON.match(parts.netloc):
            return self._find(f"https:/{parts.path}", None)[0]
        path = strip_size(get_relative_path(address))
        if path not in self._unlisted:
            key = f"file:{path}"[:300]
            record = self.records.get(key)
            if record is None or not record.is_done:
                elsewhere = "/wp-content/uploads/" not in address
                if elsewhere and not (self.fetch_media and parts.scheme in {"http", "https"}):
                    return None
                blank = Attachment(0, "", address, "", "", "", 0, 0, "", "", "", "", "")
                self._import_file(key, blank, get_relative_path(address))
                record = self.records.get(key)
            self._unlisted[path] = record
        return self._unlisted[path]

    def _import_file(self, key: str, attachment: Attachment, path: str) -> dict:
        name = PurePosixPath(path).name[-200:] or "file"
        kind = "attachment" if key.startswith("post:") else "file"
        upload_path = path_of(attachment.url)[:500]
        try:
            inspected = self._open(attachment, path, name)
        except FileRefusedError as refusal:
            item_report = {"outcome": REFUSED, "reason": str(refusal)}
        except FileNotFoundError:
            item_report = {"outcome": MISSING, "reason": _("the file is not in the uploads")}
        except (OSError, FetchError) as error:
            item_report = {"outcome": FAILED, "reason": str(error)}
        else:
            with inspected.content:
                return self._save(key, kind, attachment, inspected, upload_path)
        state = ImportedItem.State.FAILED
        title = plain_text(attachment.title).strip() or name
        item_report = {"kind": kind, "key": key, "title": title, **item_report}
        self.records.write(key, kind, title=title, state=state, upload_path=upload_path, report=item_report)
        return item_report

    def _open(self, attachment: Attachment, path: str, name: str) -> InspectedFile:
        for candidate in list_candidates(path):
            if found := self.uploads.find(candidate):
                with self.uploads.open(found) as file:
                    return inspect_file(file, PurePosixPath(candidate).name[-200:])
        if self.fetch_media and attachment.url:
            with fetch(attachment.url) as file:
                return inspect_file(file, name)
        raise FileNotFoundError(path)

    def _save(self, key: str, kind: str, attachment: Attachment, inspected: InspectedFile, upload_path: str) -> dict:
        described, had_alt = describe_image(attachment, inspected.name)
        title = (plain_text(attachment.title).strip() or PurePosixPath(inspected.name).stem)[:255]
        item_report = {
            "kind": kind,
            "key": key,
            "title": title,
            "outcome": NEW,
            "reason": "",
            "old_url": attachment.url,
        }
        if inspected.is_image and not had_alt:
            item_report["reason"] = _("it had no alt text; it is described as “%(text)s”") % {"text": described}
        values: dict[str, Any] = {"title": title, "report": item_report, "state": ImportedItem.State.DONE}
        values |= {"upload_path": upload_path, "page_path": get_page_path(attachment.link)}
        field = "image_id" if inspected.is_image else "document_id"
        model = CustomImage if inspected.is_image else CustomDocument
        same = model.objects.filter(file_hash=inspected.digest).first()
        if same:
            item_report["reason"] = _("the same file is kept already: “%(title)s”") % {"title": same.title}
            self.records.write(key, kind, made_here=False, **values | {field: same.pk})
            return item_report
        if self.records.dry_run:
            self.records.write(key, kind, made_here=True, **values | {field: self.records.invent_id()})
            return item_report
        instance = model(title=title)
        if inspected.is_image:
            instance.description, instance.credit = described, plain_text(attachment.credit)[:255]
        self._store(key, kind, instance, inspected, field, values)
        return item_report

    def _store(
        self,
        key: str,
        kind: str,
        instance: CustomImage | CustomDocument,
        inspected: InspectedFile,
        field: str,
        values: dict,
    ) -> None:
        """Write file and record. The file name is recorded first, so that a leftover file can be removed."""
        self._remove_leftover(key)
        name = default_storage.get_available_name(instance.file.field.generate_filename(instance, inspected.name), 100)
        self.records.write(key, kind, state=ImportedItem.State.BEGUN, file_name=name, title=values["title"])
        try:
            with transaction.atomic():
                instance.file = File(inspected.content, name=PurePosixPath(name).name)
                if isinstance(instance, CustomImage):
                    instance._set_image_file_metadata()
                else:
                    instance._set_document_file_metadata()
                instance.save()
                self.records.write(
                    key, kind, made=instance, made_here=True, file_name="", **values | {field: instance.pk}
                )
        except BaseException:
            default_storage.delete(name)
            raise

    def _remove_leftover(self, key: str) -> None:
        """Remove the file that a killed run was writing, unless an image or document has it."""
        item = ImportedItem.objects.filter(source=self.records.source, key=key).exclude(file_name="").first()
        if item is None:
            return
        is_used = any(model.objects.filter(file=item.file_name).exists() for model in (CustomImage, CustomDocument))
        if not is_used and default_storage.exists(item.file_name):
            default_storage.delete(item.file_name)
