"""The words that the old media library had about files: each is in the account of a page, or listed by itself."""

from .archive import Archive, picture
from .oddities import Moved


def fill(archive: Archive) -> None:
    said = {"excerpt": "At the <em>old</em> pier", "description": "Taken from a boat"}
    archive.attach(1, "2014/shown.png", picture("red"), alt="A pier", **said)
    archive.attach(2, "2014/hero.png", picture("green"), alt="A quay", excerpt="The quay at noon")
    archive.attach(3, "2014/described.png", picture("blue"), alt="A boat", **said)
    archive.attach(4, "2014/captioned.png", picture("black"), excerpt="Nets in the sun")
    archive.attach(5, "2014/missing.png", excerpt="Lost at sea")
    archive.attach(6, "2014/missing-hero.png", excerpt="Lost, too")
    archive.attach(7, "2014/silent.png", picture("white"), alt="A gull")
    archive.attach(8, "2014/missing-in-gallery.png", alt="A crane", excerpt="Said of the crane")
    archive.attach(9, "2014/missing-without-alt.png", excerpt="Said of the buoy")
    archive.add(11, "Piers", '[gallery ids="1,8,9"]', meta={"_thumbnail_id": "2"})
    archive.add(12, "Storms", meta={"_thumbnail_id": "6"})


def test_captions_join_the_account_of_words(archive):
    fill(archive)
    moved = Moved(archive, {}, (archive.write(),))
    moved.run()
    assert "At the old pier" in moved.text(11)
    assert moved.page(11).hero_caption == "The quay at noon"
    assert moved.item_report(11)["words"]["in"] == 7  # of title, excerpt and main caption
    told = {item["key"]: item for item in moved.data["items"] if item["kind"] == "caption"}
    words = {key: (item["words"]["in"], item["words"]["kept"], item["outcome"]) for key, item in told.items()}
    assert words == {
        "caption:3": (8, 1, "dropped"), "caption:4": (4, 4, "changed"), "caption:5": (3, 0, "dropped"),
        "caption:6": (2, 0, "dropped"), "caption:8": (4, 0, "dropped"),
    }  # fmt: skip
    assert told["caption:3"]["words"]["dropped"] == ["At", "the", "old", "pier", "Taken", "from", "a"]
    assert "At the old pier Taken from a boat" in moved.report
    # They never stood in a text, and are counted apart from those that did.
    assert moved.summary["totals"]["caption_words"] == {"in": 21, "out": 6, "kept": 5, "moved": 0}
    assert moved.summary["totals"]["words_kept_percent"] == 100
    # A second run, which converts nothing, says the same.
    first = moved.summary["totals"]
    moved.run()
    assert moved.summary["totals"] == first
    assert {item["key"] for item in moved.data["items"] if item["kind"] == "caption"} == {*told}
