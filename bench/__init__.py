"""Benchmarks, run by ``make bench-...``.

Importing the package sets Django up, so that its modules can import models at the top.
"""

import os

import django
from django.apps import apps

if not apps.ready:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    django.setup()
