"""Credits: names come from the person's page, roles stay as they were."""

import pytest
from django.db.models import ProtectedError

from blog.models import BlogPage
from demo.builders import build_person, build_post, quote_block

pytestmark = pytest.mark.django_db


def test_correcting_a_name_corrects_bylines_and_quotes_and_a_new_role_changes_neither():
    person = build_person("Ana", "Sliva", role="Student")
    quote = quote_block("Look.", person=person, role="Student")
    post = build_post(body=[quote], authors=[{"person": person, "role": "Student"}])
    person.family_name, person.role = "Silva", "Professor"
    person.save_revision().publish()
    post = BlogPage.objects.get(pk=post.pk)
    for attribution in (post.credits[0], post.body[0].value):
        assert attribution.display_name == "Ana Silva"
        assert attribution.role == "Student"


def test_a_draft_person_is_named_but_not_linked():
    person = build_person("Ana", "Silva", live=False)
    post = build_post(authors=[{"person": person}])
    assert post.credits[0].display_name == "Ana Silva"
    assert post.credits[0].link == ""


def test_whoever_is_credited_cannot_be_deleted_silently():
    person = build_person()
    build_post(authors=[{"person": person}])
    with pytest.raises(ProtectedError):
        person.delete()
