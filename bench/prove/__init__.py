"""Proofs that take too long for CI, run by ``make prove``."""
