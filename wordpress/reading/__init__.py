"""Reading a WordPress export (WXR) into plain records; no database.

``export.Export(paths)`` opens one export, given as one file or several (``.xml``, ``.gz``, ``.zip``), and raises
``records.NotAnExport`` at once if a file is none. ``Export.items()`` streams the items and may be called again;
``site``, ``authors`` (by login), ``terms`` and ``repairs`` are complete once it has been read through, and
``progress`` (0 to 1) says how far that is. ``php.unserialize(text)`` reads PHP-serialised custom fields.
"""
