"""Damaged exports are read as far as they go or refused in one line: never a traceback, never a hang."""

import pytest

from conversion.html.tree import plain_text
from wordpress.converting.bodies import convert_body
from wordpress.reading.export import Export
from wordpress.reading.records import NotAnExportError

from .contexts import PlainWordPressContext
from .exports import export_text, item, write
from .mutations import mutated

BODIES = [
    "<![CDATA[One.\n\nIda Reyes, keeper, said: “We must open the doors.\n\n“All of them.”\n\n"
    "[caption id='attachment_2']"
    "<img src='https://old.example/a.jpg'> The hall[/caption]\n\n<blockquote>Open. – Ida Reyes</blockquote>]]>",
    '<![CDATA[<!-- wp:columns --><div class="wp-block-columns"><!-- wp:table --><figure class="wp-block-table"><table>'
    "<tr><th>a</th><td colspan=2>b</td></tr></table></figure><!-- /wp:table --></div><!-- /wp:columns -->"
    '<!-- wp:block {"ref":1} /--><!-- wp:list --><ol><li>a<ul><li>b</li></ul></li></ol><!-- /wp:list -->]]>',
]
SOURCES = [export_text(item(1, BODIES[0]), item(2, BODIES[1]), item(3)).encode()]


def read_and_convert(path) -> None:
    """Do what an import does with a file, short of storing anything."""
    try:
        export = Export([path])
    except NotAnExportError as refusal:
        # One clear line.
        if "\n" in str(refusal):
            raise
        return
    for found in export.items():
        plain_text(found.title)
        converted = convert_body(found.content, PlainWordPressContext(patterns={1: found.content}))
        assert converted.words.kept <= converted.words.words_in


@pytest.mark.parametrize("data", list(mutated(SOURCES, 80)), ids=range(80))
def test_damaged_exports(data, tmp_path):
    read_and_convert(write(tmp_path, data))
