"""Files of imports that are started in the admin: uploads, until they are not needed any more, and reports."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.text import get_valid_filename

from core.jobs import every

from ..models import ImportRun

# An export holds e-mail addresses and passwords of drafts: after a dry run it is kept for this time only.
UPLOADS_KEPT_FOR = timedelta(days=7)


def get_folder(run: ImportRun) -> Path:
    return Path(settings.IMPORTS_ROOT) / str(run.pk)


def get_uploads_folder(run: ImportRun) -> Path:
    return get_folder(run) / "uploaded"


def save_upload(run: ImportRun, kind: str, file: UploadedFile, number: int = 0) -> Path:
    """Write an uploaded file to the folder of a run, and return its path."""
    path = get_uploads_folder(run) / kind / str(number) / get_valid_filename(Path(file.name or "").name)[-100:]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        for chunk in file.chunks():
            target.write(chunk)
    return path


def get_free_bytes() -> int:
    """Return how many bytes may be uploaded: they are received, stored, and copied as images and documents."""
    root = Path(settings.IMPORTS_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    root.chmod(0o700)  # exports hold e-mail addresses
    received = settings.FILE_UPLOAD_TEMP_DIR or tempfile.gettempdir()
    return min(shutil.disk_usage(received).free, shutil.disk_usage(root).free // 3)


def create_run(data: dict, user) -> ImportRun:
    """Store the files of an ``ImportForm`` for a dry run. If this raises ``OSError``, nothing is stored."""
    run = ImportRun.objects.create(user=user, options={"dry_run": True})
    try:
        exports = [str(save_upload(run, "export", file, number)) for number, file in enumerate(data["export"])]
        single = {
            name: str(save_upload(run, name, data[name])) if data[name] else None for name in ("uploads", "people")
        }
    except OSError:
        shutil.rmtree(get_folder(run), ignore_errors=True)
        run.delete()
        raise
    run.options |= {"files": exports, "report": str(get_folder(run) / "report"), "comments": data["comments"], **single}
    run.options["curly_quotes"] = data["curly_quotes"]
    run.save()
    return run


def move_uploads(earlier: ImportRun, run: ImportRun) -> dict:
    """Move the uploaded files of a dry run to the import that follows it; returns its options."""
    old, new = get_uploads_folder(earlier), get_uploads_folder(run)
    new.parent.mkdir(parents=True, exist_ok=True)
    remove_uploads(run)  # of a run with this number that a restored database knows nothing of
    old.rename(new)

    def move_path(value: Any) -> Any:
        return (
            str(new / Path(value).relative_to(old)) if isinstance(value, str) and value.startswith(f"{old}/") else value
        )

    options = {name: move_path(value) for name, value in earlier.options.items()}
    return options | {
        "files": [move_path(path) for path in earlier.options["files"]],
        "report": str(get_folder(run) / "report"),
    }


def remove_uploads(run: ImportRun) -> None:
    shutil.rmtree(get_uploads_folder(run), ignore_errors=True)


@every(timedelta(days=1))
def remove_old_uploads() -> None:
    """Remove files that were uploaded for a dry run and never imported."""
    for run in ImportRun.objects.filter(seen_at__lt=timezone.now() - UPLOADS_KEPT_FOR):
        remove_uploads(run)
