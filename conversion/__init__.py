"""Conversion of HTML to the blocks of a page's body.

``convert.convert_html(html, context)`` returns a ``results.Conversion``: the blocks, what became of each link, image
and heading (``findings``), the bylines, and an account of every word (``account``). ``html/`` reads the tree and writes
rich text, ``speech/`` finds out who said what, ``blocks/`` builds the blocks.

The package queries no database and imports no models. Whatever a text refers to (pages, images, people) is looked
up through the ``context.ConversionContext`` that the caller gives. A source with markup of its own (WordPress, for
example) subclasses ``blocks.body_converter.BodyConverter`` and, where needed, its ``media_class`` and ``quote_class``.
"""
