"""What serves the tests themselves: which tests a change touches, which faults are tried, and who runs what."""

from pathlib import Path

import pytest

from bench.mutants.__main__ import Place
from bench.mutants.areas import AREAS
from bench.mutants.operators import find_mutants
from tests.changed import ALL, BROWSER, CRAWL, find_tests
from tests.distribution import HALVED, LONGEST, TOGETHER, group_of

ROOT = Path(__file__).resolve().parents[1]


class TestChanged:
    @pytest.mark.parametrize(
        ("changed", "touched"),
        [
            ("blog/feeds.py", "tests/blog"),
            ("users/migrations/0001_initial.py", "tests/users"),
            ("tests/samples.py", "tests/site/test_judged_search.py"),
            ("tests/site/conftest.py", "tests/site"),
            ("tests/core/test_fields.py", "tests/core/test_fields.py"),
            ("demo/builders.py", "tests/topics/test_topics.py"),
            ("docs/settings.md", "tests/test_environment.py"),
            ("static/js/any.js", BROWSER),
            ("pyproject.toml", ALL),
        ],
    )
    def test_a_file_touches_tests(self, changed, touched):
        assert touched in find_tests([changed])

    def test_a_template_touches_the_apps_that_show_it_and_the_crawl(self):
        found = find_tests(["templates/components/post_teaser.html"])
        assert {"tests/blog", "tests/home", CRAWL} <= set(found)

    def test_a_leaf_touches_its_own_app_alone(self):
        assert find_tests(["topics/wagtail_hooks.py"]) == ["tests/topics"]

    def test_nothing_below_what_runs_anyway(self):
        assert find_tests(["tests/core/test_fields.py", "tests/core/conftest.py"]) == ["tests/core"]


class TestMutants:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("if a < 3: b()", "if (a <= 3): b()"),
            ("if a < 3: b()", "if a < 4: b()"),
            ("if a < 3: b()", "if a < 3: pass"),
            ("if a: b()", "if (not (a)): b()"),
            ("return a and b", "return (a or b)"),
            ("return a and b", "return None"),
            ("x = not a", "x = (a)"),
            ("x = Q(a) | Q(b)", "x = (Q(a) & Q(b))"),
            ("x = [a for a in b if a.c]", "x = [a for a in b if (not (a.c))]"),
            ("for a in b: continue", "for a in b: break"),
            ("é = 'é' == a", "é = ('é' != a)"),
        ],
    )
    def test_a_fault(self, before, after):
        source = f"def f():\n    {before}\n".encode()
        mutated = [mutant.apply(source).decode() for mutant in find_mutants(source)]
        assert f"def f():\n    {after}\n" in mutated

    @pytest.mark.parametrize("text", ["assert a < 3", "raise E(f'{a + 1}')", "x = f'{a < 3}'", "x: A[1] = b"])
    def test_what_is_no_logic_is_left_alone(self, text):
        assert find_mutants(f"LIMIT = 3\n\ndef f(a=1):\n    {text}\n".encode()) == []

    def test_an_edit_leaves_the_places_in_the_other_lines_where_they_were_in_the_sample(self):
        def draw(source: bytes) -> set[bytes]:
            return {Place(AREAS[0], ROOT / "any.py", mutant).draw(seed=1) for mutant in find_mutants(source)}

        source = b"def f(a):\n    return a < 3\n"
        assert draw(source) < draw(b"def g(b):\n    return not b\n\n\n" + source)

    def test_each_glob_of_the_table_matches(self):
        for area in AREAS:
            assert area.find_sources()
            assert area.find_tests()


class TestDistribution:
    def test_a_file_or_a_folder_is_a_group(self):
        assert (
            group_of("tests/site/test_crawl.py::test_a") == group_of("tests/site/test_demo.py::test_b") == "tests/site"
        )
        assert group_of("tests/blog/test_a.py::TestB::test_c[x::y]") == "tests/blog/test_a.py"

    def test_the_browser_tests_are_two_groups(self):
        files = sorted(file.name for file in (ROOT / HALVED).glob("test_*.py"))
        groups = [group_of(f"{HALVED}/{name}::test_a") for name in files]
        assert len(set(groups)) == 2
        assert groups == sorted(groups)  # each group is a run of the alphabet

    def test_what_takes_long_is_there(self):
        for start in (*TOGETHER, *LONGEST):
            assert list(ROOT.glob(f"{start}*")), start
