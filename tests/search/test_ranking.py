"""Ranking: names, whole phrases, what is new or still to come, and the day that a query names."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from demo.builders import (
    build_event,
    build_person,
    build_post,
    build_topic,
)

from .helpers import find, text, titles

pytestmark = pytest.mark.django_db


class TestRanking:
    def test_a_person_first_by_any_form_of_the_name(self):
        for number in range(5):
            build_post(f"Ida Quill, {number}", body=text("Ida Quill. Quill, Ida."))
        build_person("Ida", "Quill", honorific="Prof", post_nominals="OBE")
        for name in ("ida quill", "Quill", "Prof Ida Quill", "Dr Quill", "Ida Quill OBE", "Ida Quil"):
            assert find(name).results[0].type == "person", name

    def test_a_topic_before_what_is_about_it(self):
        topic = build_topic("Housing")
        build_post("Housing, housing, housing", topics=[topic])
        assert find("housing").results[0].type == "topic"

    def test_rare_words_tell_more(self):
        for number in range(8):
            build_post(f"Common {number}", body=text("harbour"))
        build_post("Rare", body=text("harbour eel")), build_post("Twice", body=text("harbour harbour harbour"))
        assert titles("harbour eel wall quay stone rope")[0] == "Rare"

    def test_words_side_by_side(self):
        build_post("Apart", body=text("The wall is old. " + "Filler words here. " * 9 + "The harbour too."))
        build_post("Together", body=text("The harbour wall is old. " + "Filler words here. " * 9))
        assert titles("harbour wall") == ["Together", "Apart"]

    def test_a_sentence_as_it_was_said_without_quotation_marks(self):
        build_post(
            "Said", body=text("One of the minutes says that the ferry was never late in spring. " + "More. " * 60)
        )
        for number in range(3):
            words = "Late ferry, late spring: the ferry, never the late minutes. Spring, ferry, minutes, says, late."
            build_post(f"The same words, {number}", body=text(words))
        assert titles("says that the ferry was never late in spring")[0] == "Said"
        assert titles("ferry was never late")[0] == "Said"

    def test_a_rare_spelling_tells_no_more_than_the_usual_one(self):
        for number in range(8):
            build_post(f"Report {number}", body=text("Heard at the weigh house today."))
        build_post("Address", body=text("Write to: hello@weighhouse.example."))
        assert titles("weigh house").index("Address") == 8
        assert titles("weighhouse")[0] == "Address"

    def test_new_before_old_where_all_else_is_equal(self):
        now = timezone.now()
        build_post("Eel one", date=now - timedelta(days=2000)), build_post("Eel two", date=now - timedelta(days=2))
        assert titles("eel") == ["Eel two", "Eel one"]
        assert titles("eel", sort="date") == ["Eel two", "Eel one"]

    def test_a_day_in_words(self):
        build_post("Eel one", date=datetime(2024, 5, 3, tzinfo=UTC))
        build_post("Eel two", date=datetime(2024, 8, 3, tzinfo=UTC))
        build_post("Eel three", date=datetime(2023, 8, 3, tzinfo=UTC))
        assert titles("eel May 2024")[0] == "Eel one"
        assert titles("eel 3 August 2024")[0] == "Eel two"
        assert titles("eel 2023")[0] == "Eel three"

    @pytest.mark.parametrize(
        "written",
        ["3rd May 2024", "May 3rd, 2024", "3rd of May 2024", "2024-05-03", "03/05/2024", "3.5.2024", "spring 2024"],
    )
    def test_a_day_however_it_is_written(self, written):
        build_post("Eel one", date=datetime(2024, 5, 3, tzinfo=UTC))
        build_post("Eel two", date=datetime(2024, 8, 3, tzinfo=UTC))
        build_post("Eel three", date=datetime(2023, 5, 13, tzinfo=UTC))
        assert titles(f"eel {written}")[0] == "Eel one"
        assert titles("eel Aug 2024")[0] == "Eel two"

    @pytest.mark.parametrize("written", ["3 May 2024", "May 3rd, 2024", "3rd of May 2024", "2024-05-03", "3/5/2024"])
    def test_what_is_of_the_very_day_first(self, written):
        said_again_and_again = "Eels of 3 May 2024. " * 4
        build_post("Eels remembered", date=datetime(2025, 8, 20, tzinfo=UTC), body=text(said_again_and_again))
        build_event("An evening", starts_at=datetime(2024, 5, 3, 18, tzinfo=UTC))
        assert titles(written) == ["An evening", "Eels remembered"]

    def test_a_day_that_is_none(self):
        build_post("Herring on 31 June 2024")
        assert titles("31 June 2024") == ["Herring on 31 June 2024"]

    @pytest.mark.parametrize(
        ("title", "written"),
        [
            ("Dredging, Part II", "dredging part 2"),
            ("Dredging, Part 2", "dredging part II"),
            ("Dredging, Part V", "dredging part 5"),
            ("The harbour in World War II", "world war 2 harbour"),
            ("Henry VIII and the eels", "henry 8"),
        ],
    )
    def test_numbers_however_they_are_written(self, title, written):
        build_post("Henry and the dredging of a harbour, part three, in the world"), build_post(title)
        assert titles(written)[0] == title

    def test_letters_that_are_no_numbers(self):
        build_post("Eel v herring"), build_post("Eel 5")
        assert titles("eel v") == ["Eel v herring"]
        assert titles("eel 5") == ["Eel 5"]

    def test_what_is_to_come_need_not_be_called_an_event(self):
        build_event("Eel evening"), build_post("Events about eels")
        assert titles("upcoming events eel")[0] == "Eel evening"

    def test_the_next_lecture(self):
        now = timezone.now()
        build_event("A lecture", starts_at=now - timedelta(days=30)), build_event("Second lecture")
        build_event("Far lecture", starts_at=now + timedelta(days=300))
        build_post("Lecture, lecture, lecture")
        assert titles("next lecture")[:2] == ["Second lecture", "Far lecture"]
