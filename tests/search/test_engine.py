"""The search engine: word forms, corrections, filters, privacy and what results show."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from demo.builders import (
    block,
    build_document,
    build_event,
    build_person,
    build_post,
    build_topic,
    quote_block,
)
from search.engine import suggest
from search.engine.index.vocabulary import count_words, find_acronyms
from search.models import Acronym, IgnoredWord, SearchDocument, Synonym, Word

from .helpers import find, text, titles

pytestmark = pytest.mark.django_db


class TestForms:
    @pytest.mark.parametrize(
        ("written", "asked"),
        [
            ("The P-8A flew", "P-8"),
            ("The P-8A flew", "p8a"),
            ("Said O’Brien", "obrien"),
            ("Said OBrien", "O'Brien"),
            ("Of TCP/IP", "tcpip"),
            ("Of TCP/IP", "ip"),
            ("An ACDC evening", "AC/DC"),
            ("The R&amp;D budget", "r&d"),
            ("The R&amp;D budget", "RD"),
            ("A roundtable", "round table"),
            ("A round table", "roundtable"),
            ("In the U.K. today", "uk"),
            ("COVID-19 again", "covid19"),
            ("Some 20,000 of them", "20000"),
        ],
    )
    def test_either_way_of_writing_finds_the_other(self, written, asked):
        build_post("Found", body=text(written))
        build_post("Another")
        assert titles(asked) == ["Found"]

    def test_words_in_every_text_find_titles(self):
        build_post("Who is it")
        assert titles("who is it") == ["Who is it"]


class TestForgiving:
    def test_a_misspelt_word_is_put_right_and_said(self):
        build_post("Personalisation of care")
        found = find("personlisation")
        assert [result.title for result in found.results] == ["Personalisation of care"]
        assert found.corrected_query == "personalisation"
        assert [(word.written, word.used) for word in found.corrections] == [("personlisation", "personalisation")]
        assert "verbatim=1" in found.verbatim_url
        assert find("personlisation", verbatim=True).total == 0

    @pytest.mark.parametrize(
        ("word", "written", "is_corrected"),
        [
            ("quilt", "quolt", True),
            ("quilt", "quolk", False),
            ("mortar", "martor", True),
            ("mortar", "martok", False),
            ("footbridge", "footbradgi", True),
            ("footbridge", "faatbridgi", False),
            ("ferrymaster", "farrimastor", True),
        ],
    )
    def test_a_longer_word_may_differ_in_more_letters(self, word, written, is_corrected):
        build_post(word.title())
        assert find(written).corrected_query == (word if is_corrected else "")

    def test_a_word_that_goes_with_the_others_is_preferred(self):
        build_post("Silver mines"), build_post("Silver coins"), build_post("Dr Silvar on dredging")
        assert find("silvr dredging").corrected_query == "silvar dredging"

    @pytest.mark.parametrize(
        ("written", "meant"),
        [("Ivo Forst", "Ivo Frost"), ("Ivo Forst speaks", "Ivo Frost speaks"), ("Mina Pap", "Mina Papp")],
    )
    def test_a_word_that_stands_beside_its_neighbour_is_preferred(self, written, meant):
        build_post("An evening", body=text("Ivo Frost speaks with Mina Papp.", "At first we listen."))
        for number in range(5):
            build_post(f"The first of {number}", body=text("Ivo came first. Let Mina know: pay, map, tap."))
        count_words()
        found = find(written)
        assert (found.corrected_query, found.results[0].title) == (meant, "An evening")

    def test_a_short_name_that_was_only_heard(self):
        build_post("Ruta Krug"), build_post("The crux of it")
        assert find("Ruta Crug").corrected_query == "Ruta Krug"

    @pytest.mark.parametrize("written", ["O’Flahaven", "Oflahaven", "o'flahavann"])
    def test_a_misspelt_compound(self, written):
        build_post("Said O’Flahavan"), build_post("O, what a day")
        assert find(written).corrected_query == "O’Flahavan"
        assert titles(written) == ["Said O’Flahavan"]

    def test_what_nobody_wrote_is_dropped_and_said(self):
        build_post("Herring")
        found = find("herring qqqqqqqq")
        assert [result.title for result in found.results] == ["Herring"]
        assert found.dropped_words == ["qqqqqqqq"]

    def test_what_is_shown_has_no_word_that_was_dropped(self):
        build_post("Herring")
        found = find("hering qqqqqqqq")
        assert (found.corrected_query, found.dropped_words) == ("herring", ["qqqqqqqq"])

    def test_what_is_misspelt_or_unknown_twice_is_said_once(self):
        build_post("Herring")
        found = find("hering qqqqqqqq hering qqqqqqqq")
        assert (found.corrected_query, found.dropped_words) == ("herring herring", ["qqqqqqqq"])
        assert [(word.written, word.used) for word in found.corrections] == [("hering", "herring")]
        assert find("qqqqqqqq qqqqqqqq").total == 0

    def test_most_words_where_few_have_all(self):
        build_post("The harbour wall leaks"), build_post("The harbour"), build_post("Bees")
        found = find("harbour wall leaks bees")
        assert found.has_partial_matches
        assert found.results[0].title == "The harbour wall leaks"
        assert "Another" not in [result.title for result in found.results]

    def test_nothing_found_offers_what_is_near(self):
        build_post("Herring", topics=[])
        found = find("hering", verbatim=True)
        assert (found.total, found.similar_words) == (0, ["herring"])

    def test_synonyms_work_both_ways_and_in_phrases(self):
        Synonym.objects.create(words="MMU", same_as="Manchester Metropolitan University, ManMet")
        build_post("Short", body=text("At MMU.")), build_post("Slang", body=text("At ManMet."))
        build_post("Long", body=text("At Manchester Metropolitan University."))
        build_post("Not", body=text("A university in Manchester, metropolitan."))
        assert set(titles("mmu")) == {"Short", "Slang", "Long"}
        assert {"Short", "Long"} <= set(titles("manchester metropolitan university"))

    def test_what_is_to_come_by_other_words_for_it_alone(self):
        Synonym.objects.create(words="MMU", same_as="Manchester Metropolitan University")
        Synonym.objects.create(words="WHI", same_as="Weigh House Institute")
        build_post("One", body=text("At Manchester Metropolitan University."))
        build_post("Other", body=text("At the Weigh House Institute."))
        assert set(titles("next mmu whi")) == {"One", "Other"}

    def test_a_synonym_one_way(self):
        Synonym.objects.create(words="flood", same_as="inundation", both_ways=False)
        build_post("Floods"), build_post("Inundations")
        assert set(titles("flood")) == {"Floods", "Inundations"}
        assert titles("inundation") == ["Inundations"]

    def test_ignored_words_need_not_be_there(self):
        IgnoredWord.objects.create(word="Institute")
        build_post("Herring")
        assert titles("institute herring") == ["Herring"]

    def test_short_forms_are_learnt_from_texts(self):
        build_post("Explained", body=text("The Royal Society of Arts (RSA) met."))
        build_post("Used", body=text("Said the RSA."))
        assert set(titles("royal society of arts")) == {"Explained", "Used"}
        assert Acronym.objects.filter(short="rsa", long="royal society of arts").exists()

    def test_acronyms(self):
        assert find_acronyms("the Office of Management and Budget (OMB) said (NATO) no (see below)") == {
            ("omb", "office of management and budget")
        }


class TestFilters:
    def test_in_the_query(self):
        ana, housing = build_person("Ana", "Silva"), build_topic("Housing")
        old = timezone.now().replace(year=2020, month=5, day=1)
        build_post("Otter one", authors=[{"person": ana}], date=old), build_post("Otter two", topics=[housing])
        build_event("Otter evening")
        for query, expected in [
            ("otter person:silva", {"Otter one"}),
            ('otter person:"Ana Silva"', {"Otter one"}),
            ("otter topic:housing", {"Otter two"}),
            ("otter type:event", {"Otter evening"}),
            ("otter -type:event -topic:housing", {"Otter one"}),
            ("otter year:2020", {"Otter one"}),
            ("otter before:2020-06", {"Otter one"}),
            ("otter after:2020-05", {"Otter two", "Otter evening"}),
            ("type:event", {"Otter evening"}),
        ]:
            assert set(titles(query)) == expected, query

    def test_without(self):
        build_post("Otter one"), build_post("Otter two")
        assert titles("otter -one") == ["Otter two"]

    def test_a_question_of_which_nothing_is_left(self):
        build_post("Otter", body=text("The harbour wall leaks eels."))
        assert find("otter harbour wall leaks eels -otter").total == 0

    def test_pages_beyond_the_last(self, client):
        for number in range(12):
            build_post(f"Otter {number}")
        found = find("otter", page=99)
        assert (found.results.number, len(list(found.results))) == (2, 2)
        response = client.get("/search/", {"q": "otter", "page": "nonsense"})
        assert response.context["search"].results.number == 1


class TestQuotesAndFiles:
    def test_a_quote_leads_to_its_place(self):
        ana = build_person("Ana", "Silva")
        build_post("Report", body=[quote_block("The wall will not hold.", person=ana, role="Engineer")])
        quote = next(result for result in find("wall hold").results if result.type == "quote")
        assert (quote.speaker, quote.role) == ("Ana Silva", "Engineer")
        assert "/blog/report/#quote-" in quote.url

    def test_a_file_is_found_where_a_published_page_links_to_it(self):
        document = build_document(b"Cormorants counted by hand.", "Survey", filename="survey.txt")
        assert find("cormorants").total == 0
        post = build_post("Birds", body=[block("document", {"document": document.pk, "title": ""})])
        (result,) = find("cormorants").results
        assert (result.title, result.type, result.document_id) == ("Survey", "document", document.pk)
        post.unpublish()
        assert find("cormorants").total == 0


class TestTellingNothing:
    def test_a_hidden_word_is_neither_found_nor_suggested(self):
        post = build_post("Zanzibarium", body=text("Zanzibarium"))
        build_post("Other")
        PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
        assert Word.objects.filter(word="zanzibarium").exists()
        for query in ("zanzibarium", "zanzibarum", "zanzibariun other"):
            found = find(query)
            assert "zanzibarium" not in [word.used for word in found.corrections] + found.similar_words
            assert "Zanzibarium" not in [result.title for result in found.results]
        assert suggest(Site.objects.get(), "zanz") == []
        count_words()
        assert not Word.objects.filter(word="zanzibarium").exists()

    def test_words_of_private_pages_are_not_learnt(self):
        build_post("Quagga draft", live=False)
        build_post("Quagga later", date=timezone.now() + timedelta(days=1))
        assert not Word.objects.filter(word="quagga").exists()

    def test_the_database_follows_pages_that_are_changed_behind_our_back(self):
        post = build_post("Kipper")
        type(post).objects.filter(pk=post.pk).update(expire_at=timezone.now() - timedelta(hours=1))
        assert find("kipper").total == 0
        type(post).objects.filter(pk=post.pk).update(expire_at=None, live=False)
        assert not SearchDocument.objects.get(page=post, kind="post").live


class TestShowing:
    def test_matches_are_counted_and_led_to(self):
        build_post("Weir", body=text("A sluice here.", "Another sluice-gate, sluices."))
        (result,) = find("sluice").results
        assert result.match_count == 3
        assert result.first_match_url.endswith("/blog/weir/#:~:text=A-,sluice,-here.")

    def test_a_snippet_has_whole_words_from_the_best_passage(self):
        body = text("filler " * 200, "Here the harbour wall of Skelling was raised.", "filler " * 200)
        build_post("Long", body=body)
        (result,) = find("harbour wall skelling").results
        assert "<mark>harbour</mark> <mark>wall</mark> of <mark>Skelling</mark>" in result.snippet
        assert result.snippet.startswith("… ")
        assert len(result.snippet) < 500

    def test_a_phrase_is_one_hit(self):
        build_post("Weir", body=text("The harbour wall, and a wall."))
        (result,) = find('"harbour wall"').results
        assert "<mark>harbour wall</mark>" in result.snippet
        assert result.match_count == 1
