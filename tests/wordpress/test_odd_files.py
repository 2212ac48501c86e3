"""An export in several files, and odd files in its media library."""

import pytest

from blog.models import BlogPage
from media.models import CustomDocument, CustomImage

from .archive import SITE, Archive, picture
from .oddities import Moved, SoundImport, get

FILES = {
    5: "2014/03/scales.png",
    6: "2014/03/the great hall.png",
    7: "2014/03/Wägehaus-計量.png",
    8: "2014/03/hall-copy.png",
    9: "2014/03/paper (final) v1.2.pdf",
    10: "2014/03/no-extension",
    11: "2014/03/script.svg",
    12: "2014/03/damaged.png",
    13: "2014/03/missing.png",
    14: "../../outside.png",
    15: "2014/03/empty.pdf",
    16: "2014/03/UPPER.PNG",
}
CONTENT = dict.fromkeys(FILES, b"%PDF-1.4 of the weigh house") | {
    5: picture("teal"), 6: picture("navy"), 7: picture("olive"), 8: picture("teal"), 12: b"\x89PNG broken", 15: b"",
    16: picture("black"),
}  # fmt: skip
UPLOADS = f"{SITE}/wp-content/uploads"
SHOWN = {
    5: f"{UPLOADS}/2014/03/scales-300x200.png?resize=30#top",
    6: f"{UPLOADS}/2014/03/the%20great%20hall.png",
    7: f"http://www.{SITE.removeprefix('https://')}/wp-content/uploads/2014/03/W%C3%A4gehaus-計量.png",
    8: "/wp-content/uploads/2014/03/hall-copy.png",
    16: f"//{SITE.removeprefix('https://')}/wp-content/uploads/2014/03/UPPER-150x150.PNG",
}


def fill_first(archive: Archive) -> None:
    images = "".join(f'<p>{number}</p><img src="{address}">' for number, address in SHOWN.items())
    archive.add(1, "Pictures of the other file", images + f'<a href="{UPLOADS}/{FILES[9]}">the paper</a>')
    archive.add(2, "A child of the other file", type="page", parent=50, slug="child", link=f"{SITE}/parent/child/")
    archive.add(3, "Twice in the export", "The same.")
    archive.add(4, "One number", "The first of two.")


def fill_second(archive: Archive) -> None:
    for number, path in FILES.items():
        content = None if number in (13, 14) else CONTENT[number]
        archive.attach(number, path, content)
    archive.add(50, "A parent", type="page", slug="parent", link=f"{SITE}/parent/")
    archive.add(3, "Twice in the export", "The same.")
    archive.add(4, "Another of that number", "The second of two.", slug="another", link=f"{SITE}/another/")
    archive.add(51, "An attachment of nothing", type="attachment", status="inherit", link=f"{SITE}/nothing/")


@pytest.fixture(scope="module")
def moved(move_in) -> Moved:
    def fill(archive: Archive) -> None:
        second = Archive(archive.folder)
        fill_second(second)
        second.write("export2.xml")
        fill_first(archive)

    return move_in(fill)


class TestSound(SoundImport):
    pass


@pytest.mark.usefixtures("db")
class TestSplitExport:
    def test_what_stands_in_another_file_is_found(self, moved):
        page = moved.page(1)
        assert sum(block.block_type == "image" for block in page.body) == len(SHOWN)
        assert "/documents/" in str(page.body)
        assert moved.page(2).get_parent().pk == moved.page(50).pk

    def test_an_item_in_both_files_comes_once(self, moved):
        assert BlogPage.objects.filter(title="Twice in the export").count() == 1
        assert any("stands at export.xml" in repair for repair in moved.summary["repairs"])

    def test_of_two_items_of_one_number_neither_is_lost(self, moved):
        for title in ("One number", "Another of that number"):
            assert BlogPage.objects.get(title=title).live
        assert any("was taken away" in repair for repair in moved.summary["repairs"])


@pytest.mark.usefixtures("db")
class TestFiles:
    def test_the_same_bytes_are_kept_once(self, moved):
        assert CustomImage.objects.count() == 4
        assert "the same file is kept already" in moved.notes(8)
        assert CustomDocument.objects.count() == 1

    @pytest.mark.parametrize(
        ("number", "outcome", "reason"),
        [(10, "refused", "files of the type"), (11, "refused", "files of the type “svg”"),
         (12, "refused", "it is called a picture and is damaged, or none"),
         (13, "missing", "not in the uploads"), (14, "missing", "not in the uploads"),
         (15, "refused", "empty"), (51, "missing", "not in the uploads")],
    )  # fmt: skip
    def test_what_cannot_be_kept_is_listed_with_the_reason(self, moved, number, outcome, reason):
        assert moved.item_report(number)["outcome"] == outcome
        assert reason in moved.item_report(number)["reason"]
        assert moved.item_report(number)["reason"] in moved.report

    @pytest.mark.parametrize("number", [5, 6, 7, 8, 9, 16])
    def test_old_addresses_of_files_lead_to_them(self, moved, number):
        assert get(f"/wp-content/uploads/{FILES[number]}").status_code == 301
