"""Settings of ``bench.stock``: those of the tests, with the pages that this project is compared with."""

from .test import *  # noqa: F403
from .test import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "bench.stock"]
