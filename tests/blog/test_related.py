"""Related posts: first the pinned, then by score, and none if nothing is shared."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.models import BlogPage, RelatedPost
from demo.builders import (
    block,
    build_event,
    build_person,
    build_post,
    build_topic,
    paragraph_block,
    publish,
    quote_block,
)

pytestmark = pytest.mark.django_db


def served(post) -> BlogPage:
    return BlogPage.for_serving().get(pk=post.pk)


def titles(post) -> list[str]:
    return [other.title for other in served(post).get_related()]


def test_what_says_most_stands_first(django_assert_max_num_queries):
    event, ana, topic = build_event(), build_person("Ana", "Silva"), build_topic("Rents")
    post = build_post("Ferries at night", event_reported=event, topics=[topic], body=[quote_block("Said.", person=ana)])
    build_post("On the topic", topics=[topic])
    build_post("By her", authors=[{"person": ana}])
    build_post("On the event", event_reported=event)
    assert titles(post) == ["On the event", "By her", "On the topic"]
    build_post("Quoting her on the topic", body=[quote_block("More.", person=ana)], topics=[topic])
    assert titles(post) == ["On the event", "Quoting her on the topic", "By her"]


def test_words_of_the_title_relate_posts_if_there_are_two():
    post = build_post("Sleeping in and sleep-in wages", summary="One.")
    build_post("What a sleeper wages", summary="Of sleeping.")
    build_post("A night shift", summary="Sleeping on the job, for the wage of a day.")
    build_post("Wages of bakers", summary="Bread.")
    assert titles(post) == ["A night shift", "What a sleeper wages"]


def test_nothing_shared_is_nothing_shown(client):
    post = build_post("Ferries", summary="Boats.")
    build_post("Bakers", summary="Bread.")
    assert titles(post) == []
    assert "Read next" not in client.get(post.url).content.decode()


def test_without_anything_to_share_nothing_is_asked(django_assert_num_queries):
    post = served(build_post("On it"))
    post.body.preload([])
    assert post.credits == post.topic_list == []
    with django_assert_num_queries(0):
        assert post.get_related() == []


def test_one_query_scores_and_one_loads_them(django_assert_num_queries):
    ana, topic = build_person("Ana", "Silva"), build_topic("Rents")
    post = build_post("Main", topics=[topic], body=[quote_block("Said.", person=ana)], authors=[{"person": ana}])
    for number in range(5):
        build_post(f"Beside {number}", topics=[topic])
    post = served(post)
    post.body.preload([])
    assert post.credits
    assert post.topic_list
    with django_assert_num_queries(2):
        assert len([(other.title, other.summary, other.date) for other in post.get_related()]) == 3


def test_only_what_visitors_may_see_and_never_the_post_itself():
    topic = build_topic("Rents")
    post = build_post("Main", topics=[topic])
    build_post("Draft", topics=[topic], live=False)
    build_post("To come", topics=[topic], date=timezone.now() + timedelta(days=1))
    build_post("Taken away", topics=[topic]).unpublish()
    shown = build_post("Shown", topics=[topic])
    assert titles(post) == ["Shown"]
    assert titles(shown) == ["Main"]


def test_equals_stand_newest_first_in_an_order_that_stays():
    topic, now = build_topic("Rents"), timezone.now()
    post = build_post("Main", topics=[topic])
    for number in range(4):
        build_post(f"Of the same minute {number}", topics=[topic], date=now - timedelta(days=2))
    build_post("Newer", topics=[topic], date=now - timedelta(days=1))
    expected = ["Newer", "Of the same minute 3", "Of the same minute 2"]
    assert [titles(post) for _ in range(3)] == [expected] * 3


def test_of_many_pages_with_one_thing_those_made_last_are_compared(monkeypatch):
    monkeypatch.setattr("people.related.MAX_PAGES", 2)
    topic, ana, now = build_topic("Rents"), build_person("Ana", "Silva"), timezone.now()
    post = build_post("Main", topics=[topic], authors=[{"person": ana}])
    for number in range(4):
        build_post(f"On the topic {number}", topics=[topic], date=now - timedelta(days=number))
    by_her = build_post("By her", authors=[{"person": ana}])
    assert titles(post) == ["By her", "On the topic 2", "On the topic 3"]
    old = BlogPage.objects.get(title="On the topic 0")
    post.related_posts = [RelatedPost(post=old, sort_order=0), RelatedPost(post=by_her, sort_order=1)]
    publish(post)
    assert titles(post) == ["On the topic 0", "By her", "On the topic 2"]


def test_drafts_leave_room_for_what_is_public(monkeypatch):
    monkeypatch.setattr("people.related.MAX_PAGES", 2)
    topic, ana = build_topic("Rents"), build_person("Ana", "Silva")
    post = build_post("Rents of today", topics=[topic], authors=[{"person": ana}])
    build_post("Rents today, too", topics=[topic], authors=[{"person": ana}])
    for number in range(3):
        build_post(f"Rents today: draft {number}", topics=[topic], authors=[{"person": ana}], live=False)
    assert titles(post) == ["Rents today, too"]


def test_pins_stand_first_in_the_editors_order(client):
    topic = build_topic("Rents")
    post, second, first = build_post("Main", topics=[topic]), build_post("Second"), build_post("First")
    build_post("By the topic", topics=[topic])
    hidden = build_post("Hidden", live=False)
    post.related_posts = [
        RelatedPost(post=other, sort_order=order) for order, other in enumerate([first, hidden, second])
    ]
    post.save_revision().publish()
    assert titles(post) == ["First", "Second", "By the topic"]
    html = client.get(post.url).content.decode()
    assert html.index("First") < html.index("Second") < html.index("By the topic")


def test_what_the_body_recommends_is_not_added_to():
    topic = build_topic("Rents")
    other = build_post("Other", topics=[topic])
    chosen = block("related", {"heading": "Related", "chosen": [{"type": "item", "id": "1", "value": other.pk}]})
    post = build_post("Main", topics=[topic], body=[chosen])
    assert titles(post) == []
    post.related_posts = [RelatedPost(post=other)]
    publish(post)
    assert titles(post) == ["Other"]


def test_more_pins_than_three_are_all_shown():
    others = [build_post(f"Pinned {number}") for number in range(5)]
    post = build_post("Main")
    post.related_posts = [RelatedPost(post=other, sort_order=order) for order, other in enumerate(others)]
    publish(post)
    assert titles(post) == [other.title for other in others]


def test_words_follow_corrections_and_a_draft_changes_nothing():
    post = build_post("Sleeping wages", summary="One.")
    other = build_post("Bakers", summary="Bread.")
    other.title = "Wages for sleeping"
    draft = other.save_revision()
    assert titles(post) == []
    draft.publish()
    assert titles(post) == ["Wages for sleeping"]


def test_a_preview_of_what_was_never_saved_has_them_too():
    topic = build_topic("Rents")
    build_post("Shown", topics=[topic])
    post = BlogPage(title="New", summary="New.", body=[paragraph_block()])
    post.topics = [topic]
    assert [other.title for other in post.get_related()] == ["Shown"]
