"""Moving in, measured: what the import reaches on real and on large archives. ``make bench-import``."""
