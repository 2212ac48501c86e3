"""Checking links to other sites in the background: off unless ``CHECK_EXTERNAL_LINKS`` is set (decision 98)."""
