"""The WSGI application that Granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from delivery.supervisor import exit_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()
exit_with_parent()
