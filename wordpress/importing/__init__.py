"""Bringing an export in: what it holds (``survey``), where each thing goes (``topics``, ``people``, ``media``,
``pages``), what its old addresses lead to (``addresses``, ``redirects``), and how to take it out again (``undo``).

``runner.run_import(options)`` does it all. Each thing is brought in by a transaction of its own, with the
``ImportedItem`` that says so, so that a run may be killed at any moment: the next one goes on from there.
"""
