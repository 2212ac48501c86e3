"""The editors' admin: what they write, publish and find again with, for every page type."""
