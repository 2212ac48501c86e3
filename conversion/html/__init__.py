"""Reading HTML: the tree, its links, lists, tables and code, and rich text as the editor stores it."""
