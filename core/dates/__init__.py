"""Dates and times as people write them, in every form of the admin (docs/decisions/0062).

``reading`` parses text, ``words`` says it back in words, ``fields`` and ``blocks`` are the form fields and body blocks,
``widgets`` extends Wagtail's three date widgets, which all date fields of the admin share.
"""
