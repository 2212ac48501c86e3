"""The form behind a publication: what a draft may lack, what publication needs, and what is refused."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from content.publishing import PublicationRefusedError
from demo.builders import build_document, build_event, build_post, build_publication, publish, quote_block
from people.models import PersonIndexPage
from publications.models import PublicationIndexPage, PublicationPage

pytestmark = pytest.mark.django_db
NOBODY = {"person": "", "name": "", "role": "", "organisation": "", "url": ""}
TEXT = [("paragraph", rich_text("<p>Words.</p>"))]


def form_data(*, authors=(), editors=(), files=(), posts=(), body=(), **fields) -> dict:
    data = {
        "title": "A study",
        "slug": "",
        "summary": "In brief.",
        "date": "2026-03-01",
        "publication_type": "report",
        "body": streamfield(list(body)),
        "authors": inline_formset([NOBODY | author for author in authors]),
        "editors": inline_formset([NOBODY | editor for editor in editors]),
        "files": inline_formset([{"label": "", "note": ""} | file for file in files]),
        "post_links": inline_formset([{"post": post.pk} for post in posts]),
    }
    return nested_form_data(data | fields)


def add_url() -> str:
    return f"/admin/pages/add/publications/publicationpage/{PublicationIndexPage.objects.get().pk}/"


def send(client, *, publish: bool = True, **fields):
    """Send the form of a new publication."""
    return client.post(add_url(), form_data(**fields) | ({"action-publish": "1"} if publish else {}))


def errors(response) -> str:
    form = response.context["form"]
    return f"{form.errors.as_text()} {form.non_field_errors().as_text()}"


def test_an_editor_publishes_one_with_everything(editor_client):
    document, event, post = build_document(b"Words", "File", filename="file.txt"), build_event(), build_post()
    response = send(
        editor_client,
        authors=[{"name": "Zoe Guest"}],
        editors=[{"name": "Ben Ames"}],
        files=[{"document": document.pk, "label": "The report", "note": "In Welsh"}],
        posts=[post],
        body=TEXT,
        launched_at=event.pk,
        isbn="ISBN 978 1 4028 9462 6",
        doi="https://doi.org/10.5555/rents",
    )
    assert response.status_code == 302, errors(response)
    study = PublicationPage.objects.get()
    assert study.live
    assert (study.slug, study.isbn, study.doi) == ("a-study", "978-1-4028-9462-6", "10.5555/rents")
    assert [credit.display_name for credit in study.credits] == ["Zoe Guest", "Ben Ames"]
    assert [(file.title, file.note) for file in study.files.all()] == [("The report", "In Welsh")]
    assert study.get_posts() == [post]
    assert study.get_event() == event


@pytest.mark.parametrize("relation", ["authors", "editors"])
def test_a_name_may_be_missing_in_a_draft_only(editor_client, relation):
    fields = {relation: [{"role": "Reader"}], "body": TEXT}
    assert send(editor_client, publish=False, **fields).status_code == 302
    response = send(editor_client, **fields)
    formset = response.context["form"].formsets[relation]
    assert formset.forms[0].errors == {"person": ["Choose a person, or type the name of a guest."]}


def test_a_draft_needs_nothing_but_a_title(editor_client):
    assert send(editor_client, publish=False, summary="").status_code == 302
    assert not PublicationPage.objects.get().live


def test_publication_needs_a_summary(editor_client):
    assert "summary" in send(editor_client, summary="", body=TEXT).context["form"].errors


def test_publication_needs_a_file_or_a_text(editor_client):
    assert "there is nothing to read yet" in errors(send(editor_client))
    document = build_document(b"Words", "File", filename="file.txt")
    removed = {"document": document.pk, "DELETE": "on"}
    assert "there is nothing to read yet" in errors(send(editor_client, files=[removed]))
    assert send(editor_client, files=[{"document": document.pk}]).status_code == 302
    assert send(editor_client, body=TEXT).status_code == 302


def test_whoever_publishes_needs_a_file_or_a_text():
    with pytest.raises(PublicationRefusedError, match="nothing to read yet"):
        build_publication(body=[])


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("isbn", "978-1-4028-9462-7", "typing error"),
        ("isbn", "1-4028-9462-7", "ten digits"),
        ("isbn", "soon", "thirteen digits"),
        ("doi", "rents", "10.5555/12345678"),
        ("doi", "https://example.org/10.5555/rents", "10.5555/12345678"),
        ("slug", "feed", "address of the list"),
        ("date", "some day", "date"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(editor_client, field, value, message):
    assert message in errors(send(editor_client, body=TEXT, **{field: value}))


def test_an_edition_cannot_supersede_its_successor(editor_client):
    first = build_publication("First")
    second = build_publication("Second", supersedes=first)
    data = form_data(title="First", slug="first", body=TEXT, supersedes=second.pk) | {"action-publish": "1"}
    response = editor_client.post(f"/admin/pages/{first.pk}/edit/", data)
    assert "cannot supersede itself" in errors(response)


def test_two_drafts_that_supersede_each_other_are_not_both_published():
    first, second = build_publication("First"), build_publication("Second")
    first.supersedes = second
    draft = first.save_revision()
    second.supersedes = first
    publish(second)
    with pytest.raises(PublicationRefusedError, match="cannot supersede itself"):
        draft.publish()


class TestTheRuleOfItsEvent:
    @pytest.fixture
    def event(self):
        return build_event("A closed table", attribution="chatham_house")

    def test_names_nobody_who_spoke_there(self, event):
        with pytest.raises(PublicationRefusedError, match="Chatham House Rule"):
            build_publication(launched_at=event, body=[quote_block("Said.", name="Ana Silva")])
        unnamed = quote_block("Said.", role="A council officer", unnamed=True)
        assert build_publication(launched_at=event, body=[unnamed]).live

    def test_a_rule_that_comes_later_is_kept_too(self):
        event = build_event("A table")
        build_publication("The study", launched_at=event, body=[quote_block("Said.", name="Ana Silva")])
        event.attribution = "chatham_house"
        with pytest.raises(PublicationRefusedError, match="The publication “The study” would break") as refusal:
            publish(event)
        assert "Ana Silva" in str(refusal.value)


def test_a_contributor_writes_a_draft_and_an_editor_publishes_it(client, make_user):
    client.force_login(make_user("Contributors"))
    assert send(client, publish=False, body=TEXT).status_code == 302
    study = PublicationPage.objects.get()
    assert not study.permissions_for_user(make_user("Contributors", "another")).can_publish()
    assert study.permissions_for_user(make_user("Editors")).can_publish()


def test_a_new_one_can_be_previewed(editor_client):
    document, post = build_document(b"Words", "File", filename="file.txt"), build_post("About it")
    first = build_publication("First")
    data = form_data(
        authors=[{"name": "Zoe Guest"}],
        files=[{"document": document.pk}],
        posts=[post],
        body=TEXT,
        launched_at=build_event("The launch").pk,
        supersedes=first.pk,
    )
    address = f"{add_url()}preview/"
    assert editor_client.post(address, data).json()["is_valid"]
    html = editor_client.get(address).content.decode()
    for text in ("Zoe Guest", document.url, "About it", "The launch", "It supersedes", "Words."):
        assert text in html


def test_previews_of_new_people_are_not_disturbed(editor_client):
    """Nothing can be by somebody who was never saved."""
    build_publication(authors=[{"name": "Zoe Guest"}])
    address = f"/admin/pages/add/people/personpage/{PersonIndexPage.objects.get().pk}/preview/"
    data = nested_form_data({"given_name": "Ana", "family_name": "Silva", "slug": "", "summary": ""})
    assert editor_client.post(address, data).json()["is_valid"]
    response = editor_client.get(address)
    assert response.status_code == 200
    assert "A study" not in response.content.decode()


def test_the_form_says_what_each_field_is_for():
    for field in PublicationPage._meta.local_fields:
        if field.editable and not field.primary_key and field.name not in {"body", "page_ptr"}:
            assert field.help_text, field.name


def test_identifiers_are_checked_where_programs_write_them():
    study = build_publication()
    study.isbn, study.doi = "9781402894626", "doi:10.5555/rents"
    study.full_clean()
    assert (study.isbn, study.doi, study.doi_url) == ("9781402894626", "10.5555/rents", "https://doi.org/10.5555/rents")
    study.isbn = "9781402894627"
    with pytest.raises(ValidationError, match="typing error"):
        study.full_clean()
