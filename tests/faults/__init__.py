"""Tests of what happens under kills, hostile requests and files, and by every role: samples of `make prove`."""
