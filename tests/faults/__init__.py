"""Tests of what happens when processes are killed."""
