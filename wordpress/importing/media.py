"""The media library: files of the old site become images and documents, each once, whatever its size and number."""

import logging
import re
from pathlib import PurePosixPath

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from conversion.context import FileTarget, ImageTarget, MissingImage
from conversion.html.tree import plain_text
from media.models import CustomDocument, CustomImage

from ..models import ImportedItem
from ..reading.records import path_of, split_address
from .fetching import FetchError, fetch
from .files import Refused, TakenFile, take
from .records import FAILED, MISSING, NEW, REFUSED, UNCHANGED, Known, Records
from .survey import Attachment, Survey
from .uploads import candidates, full_size, relative_path, uncopied

logger = logging.getLogger(__name__)

# Automatic WordPress proxies of the same pictures: https://i0.wp.com/example.org/wp-content/uploads/...
PHOTON = re.compile(r"^i\d\.wp\.com$")
# What cameras and screens call their files says nothing about what is to be seen.
CAMERA_NAME = re.compile(r"^(?:img|dsc[nf]?|image|photo|picture|screen ?shot|untitled|scan)?[\W\d_]*$", re.IGNORECASE)
NO_DESCRIPTION = _("Picture without a description")


def describe(attachment: Attachment, name: str) -> tuple[str, bool]:
    """Return the alternative text of a picture, and whether the old site had one."""
    if alt := plain_text(attachment.alt).strip():
        return alt[:255], True
    for text in (attachment.caption, attachment.description, attachment.title):
        text = plain_text(text).strip()
        stem = PurePosixPath(name).stem
        if text and text != stem and not CAMERA_NAME.match(text):
            return text[:255], False
    words = re.sub(r"[\W_]+", " ", full_size(PurePosixPath(name).name).rpartition(".")[0]).strip()
    return (NO_DESCRIPTION if CAMERA_NAME.match(words) else f"{NO_DESCRIPTION}: {words}")[:255], False


def page_path(link: str) -> str:
    """Return the path of the page on which the old site showed a file, ``/?attachment=hall`` if it was known by that.

    Empty for one by number (``/?attachment_id=12``).
    """
    if query := split_address(link).query:
        return f"{path_of(link)}?{query}"[:500] if query.startswith("attachment=") else ""
    return path_of(link).rstrip("/")[:500]


class MediaLibrary:
    """Finds and brings in the files of an export. What could not be had is in the accounts, with the reason."""

    def __init__(self, survey: Survey, records: Records, uploads, *, fetch_media: bool):
        self.survey, self.records, self.uploads, self.fetch_media = survey, records, uploads, fetch_media
        self.by_path: dict[str, int] = {}
        for attachment in survey.attachments.values():
            for address in (attachment.path, attachment.url):
                if address:
                    self.by_path.setdefault(relative_path(address), attachment.id)
        for path, attachment_id in list(self.by_path.items()):
            self.by_path.setdefault(full_size(path), attachment_id)
        self._images: dict[int, tuple[str, str, str]] = {}
        #: Files in bodies that had no entry in the old media library, by path: None if they are missing.
        self._loose: dict[str, Known | None] = {}

    # Asked by the converter

    def image_for(self, address: str, attachment_id: int | None = None) -> ImageTarget | None:
        known, attachment = self._find(address, attachment_id)
        if known is None or known.image is None:
            return None
        alt = plain_text(attachment.alt).strip() if attachment else ""
        caption = attachment.caption if attachment else ""
        return ImageTarget(known.image, alt=alt, caption=caption, credit=attachment.credit if attachment else "")

    def find_missing_image(self, address: str, attachment_id: int | None = None) -> MissingImage | None:
        """Return where an image was that ``image_for`` has not got, and what the old media library said of it."""
        attachment = self._attachment_at(address) or self._numbered(attachment_id, address)
        if attachment is None:
            return MissingImage(address) if address else None
        said = (plain_text(text).strip() for text in (attachment.alt, attachment.caption))
        return MissingImage(address or attachment.url, next(filter(None, said), ""))

    def file_for(self, address: str, attachment_id: int | None = None) -> FileTarget | None:
        known, attachment = self._find(address, attachment_id)
        if known is None or known.document is None:
            return None
        return FileTarget(known.document, title=plain_text(attachment.title) if attachment else "")

    def is_upload(self, address: str) -> bool:
        """Whether an address is that of a file of the old site."""
        return relative_path(address) in self.by_path or "/wp-content/uploads/" in address

    def knows(self, address: str) -> bool:
        """Whether an address is that of a file in the old media library."""
        return self._attachment_at(address) is not None

    def _find(self, address: str, attachment_id: int | None) -> tuple[Known | None, Attachment | None]:
        attachment = self._attachment_at(address) or self._numbered(attachment_id, address)
        if attachment:
            return self.records.get(attachment.key), attachment
        return (self._loose_file(address) if address else None), None

    def _numbered(self, attachment_id: int | None, address: str) -> Attachment | None:
        """Return the attachment of a number, unless a body that was moved here from another blog has that blog's."""
        attachment = self.survey.attachments.get(attachment_id)
        if attachment is None or not self.is_upload(address):
            return attachment
        names = (PurePosixPath(full_size(path_of(url))).name for url in (address, attachment.path or attachment.url))
        return attachment if len(set(names)) == 1 else None

    def _attachment_at(self, address: str) -> Attachment | None:
        path = relative_path(address) if address else ""
        found = next((self.by_path[name] for name in candidates(path) if name in self.by_path), None)
        return self.survey.attachments.get(found)

    # Bringing in

    def bring_in(self, attachment: Attachment) -> dict:
        """Bring in the file of an attachment, unless that was done before. Returns the account of it."""
        known = self.records.get(attachment.key)
        if known and known.is_done:
            # One that an editor has deleted is not brought back.
            account = {"kind": "attachment", "key": attachment.key, "title": plain_text(attachment.title)}
            return account | {"outcome": UNCHANGED, "reason": ""}
        return self._bring_in(attachment.key, attachment, relative_path(attachment.path or attachment.url))

    def _loose_file(self, address: str) -> Known | None:
        """Bring in a file that a body shows and the old media library did not know."""
        parts = split_address(address)
        if PHOTON.match(parts.netloc):
            return self._find(f"https:/{parts.path}", None)[0]
        path = uncopied(relative_path(address))
        if path not in self._loose:
            key = f"file:{path}"[:300]
            known = self.records.get(key)
            if known is None or not known.is_done:
                elsewhere = "/wp-content/uploads/" not in address
                if elsewhere and not (self.fetch_media and parts.scheme in {"http", "https"}):
                    return None
                blank = Attachment(0, "", address, "", "", "", 0, 0, "", "", "", "", "")
                self._bring_in(key, blank, relative_path(address))
                known = self.records.get(key)
            self._loose[path] = known
        return self._loose[path]

    def _bring_in(self, key: str, attachment: Attachment, path: str) -> dict:
        name = PurePosixPath(path).name[-200:] or "file"
        kind = "attachment" if key.startswith("post:") else "file"
        upload_path = path_of(attachment.url)[:500]
        try:
            taken = self._get(attachment, path, name)
        except Refused as refusal:
            account = {"outcome": REFUSED, "reason": str(refusal)}
        except FileNotFoundError:
            account = {"outcome": MISSING, "reason": _("the file is not in the uploads")}
        except (OSError, FetchError) as error:
            account = {"outcome": FAILED, "reason": str(error)}
        else:
            with taken.content:
                return self._keep(key, kind, attachment, taken, upload_path)
        state = ImportedItem.State.FAILED
        title = plain_text(attachment.title).strip() or name
        account = {"kind": kind, "key": key, "title": title, **account}
        self.records.write(key, kind, title=title, state=state, upload_path=upload_path, account=account)
        return account

    def _get(self, attachment: Attachment, path: str, name: str) -> TakenFile:
        for candidate in candidates(path):
            if found := self.uploads.find(candidate):
                with self.uploads.open(found) as file:
                    return take(file, PurePosixPath(candidate).name[-200:])
        if self.fetch_media and attachment.url:
            with fetch(attachment.url) as file:
                return take(file, name)
        raise FileNotFoundError(path)

    def _keep(self, key: str, kind: str, attachment: Attachment, taken: TakenFile, upload_path: str) -> dict:
        described, had_alt = describe(attachment, taken.name)
        title = (plain_text(attachment.title).strip() or PurePosixPath(taken.name).stem)[:255]
        account = {"kind": kind, "key": key, "title": title, "outcome": NEW, "reason": "", "old_url": attachment.url}
        if taken.is_image and not had_alt:
            account["reason"] = _("it had no alt text; it is described as “%(text)s”") % {"text": described}
        values = {"title": title, "account": account, "state": ImportedItem.State.DONE}
        values |= {"upload_path": upload_path, "page_path": page_path(attachment.link)}
        field = "image_id" if taken.is_image else "document_id"
        model = CustomImage if taken.is_image else CustomDocument
        same = model.objects.filter(file_hash=taken.digest).first()
        if same:
            account["reason"] = _("the same file is kept already: “%(title)s”") % {"title": same.title}
            self.records.write(key, kind, made_here=False, **{field: same.pk}, **values)
            return account
        if self.records.dry_run:
            self.records.write(key, kind, made_here=True, **{field: self.records.invent_id()}, **values)
            return account
        instance = model(title=title)
        if taken.is_image:
            instance.description, instance.credit = described, plain_text(attachment.credit)[:255]
        self._store(key, kind, instance, taken, field, values)
        return account

    def _store(self, key: str, kind: str, instance, taken: TakenFile, field: str, values: dict) -> None:
        """Write the file and its record. The name is noted before, so that what a kill leaves behind is removed."""
        self._remove_leftover(key)
        name = default_storage.get_available_name(instance.file.field.generate_filename(instance, taken.name), 100)
        self.records.write(key, kind, state=ImportedItem.State.BEGUN, file_name=name, title=values["title"])
        try:
            with transaction.atomic():
                instance.file = File(taken.content, name=PurePosixPath(name).name)
                if taken.is_image:
                    instance._set_image_file_metadata()
                else:
                    instance._set_document_file_metadata()
                instance.save()
                self.records.write(
                    key, kind, made=instance, made_here=True, file_name="", **{field: instance.pk}, **values
                )
        except BaseException:
            default_storage.delete(name)
            raise

    def _remove_leftover(self, key: str) -> None:
        """Remove the file that a killed run was writing, if no image or document says that it is its own."""
        item = ImportedItem.objects.filter(source=self.records.source, key=key).exclude(file_name="").first()
        if item is None:
            return
        kept = any(model.objects.filter(file=item.file_name).exists() for model in (CustomImage, CustomDocument))
        if not kept and default_storage.exists(item.file_name):
            default_storage.delete(item.file_name)
