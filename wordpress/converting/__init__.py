"""Turning the HTML of WordPress bodies into blocks; no database.

``bodies.convert_body(html, context) -> records.Conversion`` for posts, pages and events;
``bodies.convert_text(html, context) -> str`` for a comment or a biography: rich text of paragraphs alone;
``bodies.plain_text(html) -> str`` for titles and excerpts.
"""
