"""Mutation testing of the core logic, by a sample: small faults that the tests should notice. ``make mutants``."""
