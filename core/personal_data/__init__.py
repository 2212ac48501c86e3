"""Everything that the site keeps of an e-mail address: found, handed over and erased on one screen.

An app that keeps addresses, or texts in which visitors may write theirs, registers a ``Source`` in its
``personal_data`` module, which its ``AppConfig.ready`` imports. ``docs/privacy.md`` lists all of them.
"""

from .registry import get_sources, register_source
from .sources import Finding, Source, TextSource, describe

__all__ = ["Finding", "Source", "TextSource", "describe", "get_sources", "register_source"]
