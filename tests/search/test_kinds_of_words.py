"""Words that are one, or not the one that they seem: spellings, names, numbers, acronyms, dates, and other forms."""

import pytest

from demo.builders import build_person, build_post
from search.engine.query.english import is_english

from .helpers import find, text, titles

pytestmark = pytest.mark.django_db


class TestAcronyms:
    @pytest.fixture(autouse=True)
    def _posts(self):
        build_post("Explained", body=text("Information technology (IT) and the Northern Register of Care (NRC) met."))
        build_post("Because it is hard", body=text("It is hard."))

    def test_a_word_of_english_is_not_taken_over(self):
        assert titles("Because It’s Hard") == ["Because it is hard"]
        assert "Explained" not in titles("it is hard")

    def test_it_is_the_acronym_in_capitals(self):
        assert titles("IT") == ["Explained"]

    def test_a_query_all_in_capitals_says_nothing(self):
        assert "Explained" not in titles("BECAUSE IT IS HARD")

    def test_another_acronym_needs_no_capitals(self):
        build_post("Said in full", body=text("The Northern Register of Care."))
        assert set(titles("nrc")) == {"Explained", "Said in full"}


class TestNames:
    @pytest.fixture(autouse=True)
    def _people(self):
        build_person("Jane", "Parcell"), build_person("Maeve", "O’Hanlon"), build_person("Bill", "Otterburn")
        build_post("Plan B for parcels", body=text("I’m sure: a parcel, said J. and O’Hanlon. The bill, William!"))

    @pytest.mark.parametrize(
        ("asked", "person"),
        [
            ("J. Parcell", "Jane Parcell"),
            ("Parcell J", "Jane Parcell"),
            ("Parcell, J.", "Jane Parcell"),
            ("J.M. Parcell", "Jane Parcell"),
            ("M. O'Hanlon", "Maeve O’Hanlon"),
            ("William Otterburn", "Bill Otterburn"),
            ("Otterburn, William", "Bill Otterburn"),
            ("Will Otterburn", "Bill Otterburn"),
            ("William", "Bill Otterburn"),
        ],
    )
    def test_initials_and_short_forms_find_the_person_first(self, asked, person):
        assert titles(asked)[0] == person

    def test_i_am_is_no_initial(self):
        assert "Plan B for parcels" not in titles("M.")

    def test_other_letters_and_words_stay_what_they_are(self):
        assert titles("plan b")[0] == "Plan B for parcels"
        assert "Bill Otterburn" not in titles("william parcels")


class TestWordsOfEnglish:
    @pytest.mark.parametrize(
        ("has", "asked"),
        [
            ("Rivers and lakes", "lorry drivers lakes"),
            ("Wet paint today", "Saint today"),
            ("The late cart", "car late"),
        ],
    )
    def test_they_are_offered_another_spelling_and_not_corrected(self, has, asked):
        build_post(has)
        found = find(asked)
        assert found.corrections == []
        assert [result.title for result in found.results] == [has]

    def test_what_is_offered(self, client):
        build_post("Wet paint today")
        found = find("Saint today")
        assert (found.dropped_words, found.similar_words) == (["Saint"], ["Paint today"])
        assert "Did you mean" in client.get("/search/", {"q": "Saint today"}).content.decode()
        assert (find("saint").total, find("saint").similar_words) == (0, ["paint"])

    def test_a_name_is_corrected_although_it_is_a_word(self):
        build_person("Folasade", "Brandt"), build_person("Maeve", "O’Hanlon")
        assert find("Folasade Brant").corrected_query == "Folasade Brandt"
        assert titles("Mauve O'Hanlon") == ["Maeve O’Hanlon"]

    @pytest.mark.parametrize(
        ("asked", "used"), [("ohanlan", "O’Hanlon"), ("Fontannet", "Fontanet"), ("Wisnowski", "Wiśniowski")]
    )
    def test_corrections_are_spelt_as_the_texts_are(self, asked, used):
        build_person("Maeve", "O’Hanlon"), build_person("Amélie", "Fontanet"), build_person("Tomasz", "Wiśniowski")
        found = find(asked)
        assert (found.corrected_query, found.total) == (used, 1)

    @pytest.mark.parametrize(
        ("word", "expected"),
        [
            ("lorry", True),
            ("colour", True),
            ("color", True),
            ("it", True),
            ("nhs", False),
            ("ohanlon", False),
            ("a", False),
            ("", False),
        ],
    )
    def test_the_list(self, word, expected):
        assert is_english(word) is expected


class TestSpellings:
    @pytest.mark.parametrize(
        ("british", "american"),
        [
            ("centre", "center"),
            ("centres", "centers"),
            ("colour", "color"),
            ("colourful", "colorful"),
            ("organise", "organize"),
            ("organisation", "organization"),
            ("travelling", "traveling"),
            ("defence", "defense"),
            ("catalogue", "catalog"),
            ("analyse", "analyze"),
            ("programme", "program"),
            ("neighbourhood", "neighborhood"),
        ],
    )
    def test_either_finds_the_other(self, british, american):
        build_post("One", body=text(f"The {british} here.")), build_post("Other", body=text(f"The {american} here."))
        for asked in (british, american, f'"the {british} here"', f'"the {american} here"'):
            found = find(asked)
            assert {result.title for result in found.results} == {"One", "Other"}, asked
            assert all("<mark>" in result.snippet for result in found.results)

    def test_a_programme_is_no_programmer(self):
        build_post("One", body=text("A programmer.")), build_post("Other", body=text("Our programme."))
        assert (titles("programmer"), titles("programme"), titles("programmes")) == (["One"], ["Other"], ["Other"])


class TestOtherForms:
    @pytest.mark.parametrize(
        ("typed", "other"),
        [("university", "universe"), ("universe", "university"), ("organs", "organic"), ("housing", "house")],
    )
    def test_the_form_that_was_typed_comes_first(self, typed, other):
        build_post(f"The {other} {other}", body=text(f"{other} and {other}."))
        build_post("Found", body=text("Something else.", f"In it is one {typed}, and much else of great length."))
        assert titles(typed) == ["Found", f"The {other} {other}"]


class TestNumbers:
    @pytest.mark.parametrize(
        ("written", "asked"),
        [
            ("seven mangles", "7 mangles"),
            ("7 mangles", "seven mangles"),
            ("twenty-six mangles", "26 mangles"),
            ("26 mangles", "twenty-six mangles"),
            ("four hundred mangles", "400 mangles"),
            ("400 mangles", "four hundred mangles"),
            ("20,000 mangles", "twenty thousand mangles"),
            ("twenty thousand mangles", "20,000 mangles"),
            ("chapter one of mangles", "chapter 1 mangles"),
        ],
    )
    def test_in_words_and_in_digits(self, written, asked):
        build_post("Found", body=text(f"Here are {written}.")), build_post("Other", body=text("Mangles."))
        assert titles(asked)[0] == "Found"
        assert not find(asked).dropped_words


class TestMay:
    @pytest.mark.parametrize(
        "asked", ["3 May 2024", "May 2024", "3 May", "May 3, 2024", "3rd May 2024", "3rd of May 2024"]
    )
    def test_in_a_date_it_is_no_verb(self, asked):
        build_post("Found", body=text("It opened on 3 May 2024."))
        build_post("Other", body=text("It may open. We saw 3 of them in 2024, and it may be that 3 more do."))
        assert titles(asked) == ["Found"]

    def test_elsewhere_it_is_a_word(self):
        build_post("Found", body=text("It may open."))
        assert titles("may open") == ["Found"]
