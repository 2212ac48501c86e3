"""Links to a place within a text: in the same text, in another, or in one that is not here."""

import pytest

from .archive import SITE
from .oddities import body_of, get, import_file


def test_of_a_link_into_another_text_its_place_is_told_to_be_lost(archive):
    archive.attach(6, "2014/fares.txt", b"Fares of the ferry")
    archive.add(7, "Wool", "<h2>Prices</h2><p>High.</p>", slug="wool")
    urls = [f"{SITE}/2014/03/19/wool/#prices", f"{SITE}/wp-content/uploads/2014/fares.txt#page=3",
            f"{SITE}/2014/03/#archive", f"{SITE}/2014/03/19/nothing/#prices"]  # fmt: skip
    archive.add(8, "Flax", "".join(f'<p><a href="{url}">there</a></p>' for url in urls))
    reasons = [finding["reason"] for finding in import_file(archive, "export")["Flax"]["findings"]]
    assert reasons == [
        "leads to the page of this site, and not to “#prices” in it",
        "leads to the document of this site, and not to “#page=3” in it",
        "leads to its new address, and not to “#archive” in it",
        "is as it was; the export lacks it",
    ]
    assert f'href="{urls[3]}"' in body_of("Flax")


@pytest.mark.parametrize("address", ["", f"{SITE}/2014/03/19/wool/", f"{SITE}/?p=7", "/2014/03/19/wool"])
def test_a_link_within_a_text_leads_to_its_heading(archive, address):
    archive.add(7, "Wool", f'<p><a href="{address}#prices">prices</a></p><h2>Prices</h2><p>High.</p>', slug="wool")
    import_file(archive, "export")
    assert '<a href="#prices">prices</a>' in body_of("Wool")
    assert 'id="prices"' in get("/blog/wool/").content.decode()


def test_a_place_in_a_text_that_has_no_address_here_is_told(archive):
    links = f'<a href="{SITE}/2014/03/19/wool/#fares">here</a> <a href="#fares">there</a>'
    archive.add(7, "Wool", f'<p id="fares">Fares.</p><p>{links}</p>', slug="wool")
    told = [(f["outcome"], f["reason"]) for f in import_file(archive, "export")["Wool"]["findings"]]
    assert told == [
        ("changed", "leads to the page of this site, and not to “#fares” in it"),
        ("dropped", "it led to a place in the text that has no address here"),
    ]
