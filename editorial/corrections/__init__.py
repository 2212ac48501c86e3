"""Readers' corrections: a form below a page, by which readers say what is wrong, and the editors' list of what came."""
