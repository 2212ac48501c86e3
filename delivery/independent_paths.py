"""Addresses that are answered without the database.

A module of its own without models: ``config.wsgi`` imports it before Django is set up.
"""

INDEPENDENT_PREFIXES = ("/static/", "/media/", "/health/live/", "/robots.txt", "/.well-known/")
