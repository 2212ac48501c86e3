"""The WSGI application that Granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from delivery.connection_slots import ConnectionSlots
from delivery.database import WebConnection, limit_database_time
from delivery.kept_pages import keep_pages
from delivery.request_bodies import BodyLimits
from delivery.supervisor import exit_with_supervisor

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

django_application = BodyLimits(ConnectionSlots(get_wsgi_application()))
limit_database_time(WebConnection)
application = keep_pages(django_application)
# Objects made at start-up are never garbage. Without this, each full collection would look through all of them and
# delay a request for as long as three searches take.
gc.collect()
gc.freeze()
exit_with_supervisor()
