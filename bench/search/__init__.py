"""Benchmarks of the search.

Django is set up here, so that the modules of this package may import models.
"""

import os

import django
from django.apps import apps

if not apps.ready:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    django.setup()
