"""The files of an import that was asked for in the admin: uploads, until they are not needed any more, and reports."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.text import get_valid_filename

from core.jobs import every

from ..models import ImportRun

# An export holds e-mail addresses and passwords of drafts: it is kept no longer than somebody looks at a dry run.
KEPT_FOR = timedelta(days=7)


def folder(run: ImportRun) -> Path:
    return Path(settings.IMPORTS_ROOT) / str(run.pk)


def uploads_folder(run: ImportRun) -> Path:
    return folder(run) / "uploaded"


def keep(run: ImportRun, kind: str, file: UploadedFile, number: int = 0) -> Path:
    """Write an uploaded file to the folder of a run, by a name of its own."""
    path = uploads_folder(run) / kind / str(number) / get_valid_filename(Path(file.name).name)[-100:]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        for chunk in file.chunks():
            target.write(chunk)
    return path


def room() -> int:
    """Return how many bytes may be handed in: they are received, kept, and become images and documents."""
    root = Path(settings.IMPORTS_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    root.chmod(0o700)  # exports hold e-mail addresses
    received = settings.FILE_UPLOAD_TEMP_DIR or tempfile.gettempdir()
    return min(shutil.disk_usage(received).free, shutil.disk_usage(root).free // 3)


def hand_in(data: dict, user) -> ImportRun:
    """Keep what was handed in with an ``ImportForm``, for a dry run. Raises ``OSError`` and then keeps nothing."""
    run = ImportRun.objects.create(user=user, options={"dry_run": True})
    try:
        exports = [str(keep(run, "export", file, number)) for number, file in enumerate(data["export"])]
        single = {name: str(keep(run, name, data[name])) if data[name] else None for name in ("uploads", "people")}
    except OSError:
        shutil.rmtree(folder(run), ignore_errors=True)
        run.delete()
        raise
    run.options |= {"files": exports, "report": str(folder(run) / "report"), "comments": data["comments"], **single}
    run.save()
    return run


def hand_over(earlier: ImportRun, run: ImportRun) -> dict:
    """Give the uploaded files of a dry run to the import that follows it; returns its options."""
    old, new = uploads_folder(earlier), uploads_folder(run)
    new.parent.mkdir(parents=True, exist_ok=True)
    old.rename(new)

    def moved(value):
        return (
            str(new / Path(value).relative_to(old)) if isinstance(value, str) and value.startswith(f"{old}/") else value
        )

    options = {name: moved(value) for name, value in earlier.options.items()}
    return options | {
        "files": [moved(path) for path in earlier.options["files"]],
        "report": str(folder(run) / "report"),
    }


def remove_uploads(run: ImportRun) -> None:
    shutil.rmtree(uploads_folder(run), ignore_errors=True)


@every(timedelta(days=1))
def remove_old_uploads() -> None:
    """Remove what was uploaded for a dry run and never imported."""
    for run in ImportRun.objects.filter(seen_at__lt=timezone.now() - KEPT_FOR):
        remove_uploads(run)
