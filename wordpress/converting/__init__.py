"""Converting the bodies of WordPress: what its editors and plugins write, turned into HTML, then into blocks.

``bodies.convert_body(html, context) -> conversion.results.Conversion`` for posts, pages and events;
``bodies.convert_text(html, context) -> str`` for a comment or a biography: rich text of paragraphs alone.
No database: everything is looked up through ``context.WordPressContext``.

The package ``conversion`` does the work. What is WordPress's own is written out as HTML before (shortcodes, comments of
the block editor, page builders), or recognised by its classes in ``body_converter.WordPressBodyConverter``.
"""
