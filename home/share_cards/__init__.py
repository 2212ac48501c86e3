"""Share cards: the pictures that shared links show of pages and quotes without an image (decision 120)."""
