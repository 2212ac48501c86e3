"""The import of an export: what it holds (``scan``), its objects (``topics``, ``people``, ``media``, ``pages``), what
its old addresses lead to (``addresses``, ``redirects``), and how to undo it (``undo``).

``runner.run_import(options)`` does it all. Each object is created in a transaction of its own, together with its
``ImportedItem``, so a run may be killed at any moment: the next run continues from there.
"""
