"""Benchmarks, run by ``make bench-...``.

Importing the package sets Django up, so that its modules can import models at the top, with
the settings that ``BENCH_SETTINGS`` names: the restore drill has its own.
"""

import os

import django
from django.apps import apps

if not apps.ready:
    os.environ["DJANGO_SETTINGS_MODULE"] = os.environ.get("BENCH_SETTINGS", "config.settings.test")
    django.setup()
