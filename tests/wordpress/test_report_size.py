"""The report of a large archive: written row by row, in memory for one row."""

import tracemalloc
from collections import Counter
from types import SimpleNamespace

from wordpress.importing.options import ImportOptions
from wordpress.importing.scan import ExportScan
from wordpress.importing.session import Result
from wordpress.reading.records import Site
from wordpress.reporting.report import FidelityReport

POSTS, FINDINGS = 1500, 20


def item_report(number: int) -> dict:
    finding = {"kind": "link", "outcome": "changed", "what": f"/{number}/" * 20, "reason": "leads to the page"}
    words = {"in": 100, "out": 100, "kept": 100, "moved": 0, "dropped": [], "added": []}
    return {
        "kind": "post", "key": f"post:{number}", "title": f"Post {number}", "outcome": "new", "reason": "",
        "live": True, "notes": ["it had no excerpt"], "words": words, "tally": {"link": {"changed": FINDINGS}},
        "findings": [finding] * FINDINGS, "detail": f"items/post-{number}.html",
        "old_url": f"https://old.weighhouse.example/?p={number}",
    }  # fmt: skip


def start_report(folder):
    scan = ExportScan(SimpleNamespace(site=Site(url="https://old.weighhouse.example"), repairs=[]))
    return FidelityReport(folder, scan, ImportOptions(files=()))


def test_it_is_written_without_holding_it(tmp_path, monkeypatch):
    monkeypatch.setattr(FidelityReport, "_get_last_report", lambda report, key: {})
    # What the process loads for the first report, such as templates, is not part of what is measured.
    start_report(tmp_path).finish(Result("old.weighhouse.example", counts={}))
    report = start_report(tmp_path)
    for number in range(POSTS):
        report.add(item_report(number))
    report.add({"kind": "attachment", "key": "post:0", "title": "Hall", "outcome": "missing", "reason": "gone"})
    result = Result("old.weighhouse.example", counts={"post": Counter(new=POSTS)})
    tracemalloc.start()
    try:
        page = report.finish(result)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    text = page.read_text()
    assert all(f">Post {number}</a>" in text for number in range(POSTS))
    assert text.index(">Post 0<") < text.index(f">Post {POSTS - 1}<") < text.index(">Hall<")
    assert peak < min((tmp_path / "report.json").stat().st_size, page.stat().st_size)
