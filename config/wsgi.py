"""The WSGI application that Granian serves."""

import gc
import os
import sys

from django.core.wsgi import get_wsgi_application

from delivery.access import AccessLog
from delivery.costly_requests import CostLimits
from delivery.database import WebConnection, limit_database_time
from delivery.kept_pages import keep_pages
from delivery.replica import read_from_replica
from delivery.request_bodies import BodyLimits
from delivery.supervised import exit_with_supervisor

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

limit_database_time(WebConnection)
django_application = BodyLimits(read_from_replica(get_wsgi_application()))
application = AccessLog(keep_pages(CostLimits(django_application)))
# A kept page waits for a thread that renders another one at most this long, rather than five times as long.
sys.setswitchinterval(0.001)
# Objects made at start-up are never garbage. Without this, each full collection would look through all of them and
# delay a request for as long as three searches take.
gc.collect()
gc.freeze()
exit_with_supervisor()
