"""Real input that nobody on this project wrote. It lies beside the project folder and is never committed."""

from pathlib import Path

import pytest
from django.conf import settings

SAMPLES = Path(settings.BASE_DIR).parent / "shared" / "samples"


def sample(name: str) -> Path:
    """Return the path of a sample; the test is skipped where it is absent."""
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"the sample {name} is not on this machine")
    return path


def samples(pattern: str) -> list:
    """Return test parameters for the samples that match; a single skipped one where there are none."""
    found = sorted(SAMPLES.glob(pattern))
    if not found:
        return [pytest.param(None, marks=pytest.mark.skip(reason=f"no sample {pattern} is on this machine"))]
    return [pytest.param(path, id=path.name) for path in found]
