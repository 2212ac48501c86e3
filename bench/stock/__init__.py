"""What ``wagtail start`` and Wagtail's tutorial make: pages to compare this project's with.

An app of its own, which only ``config.settings.stock`` installs.
"""
