import pytest

from .archive import Archive


@pytest.fixture
def archive(tmp_path, settings, db) -> Archive:
    """An empty export, and a media folder of its own to import it into."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return Archive(tmp_path)
