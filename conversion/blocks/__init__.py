"""Building the blocks of a body from a tree of HTML."""
