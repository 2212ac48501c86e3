"""The WSGI application that Granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from delivery.supervisor import exit_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()
# What was made at the start is never garbage: looking through it again and again would hold up a visitor, for as long
# as three searches take.
gc.collect()
gc.freeze()
exit_with_parent()
