"""Private collections and their files: named to those who may change them, and to nobody else."""

import pytest
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.permissions import policy_registry

from demo.builders import build_document, build_image
from media.models import CustomDocument, CustomImage

from .test_images import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def below():
    """A collection below a private one."""
    private = Collection.get_first_root_node().add_child(instance=Collection(name="Board of secrets"))
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    return private.add_child(instance=Collection(name="Minutes of secrets"))


@pytest.fixture
def secrets(below):
    image = build_image(lambda: picture().read(), "A secret picture", "A secret", filename="a.png")
    document = build_document(b"words", "A secret paper", filename="a.txt")
    image.tags.add("secret-tag")
    for file in (image, document):
        file.collection = below
        file.save()
    return image, document


@pytest.fixture
def contributor(make_user):
    return make_user("Contributors")


@pytest.fixture
def contributor_client(contributor):
    client = Client()
    client.force_login(contributor)
    return client


def test_lists_and_choosers_name_no_private_file(contributor_client, editor_client, secrets):
    image, document = secrets
    addresses = [
        *(
            "/admin/images/",
            "/admin/images/results/?q=secret",
            "/admin/images/chooser/",
            "/admin/images/chooser/results/?q=secret",
        ),
        *(
            "/admin/documents/",
            "/admin/documents/results/",
            "/admin/documents/chooser/",
            "/admin/documents/chooser/results/",
        ),
        *("/admin/images/add/", "/admin/documents/multiple/add/", "/admin/tag-autocomplete/?term=secret"),
        f"/admin/images/chooser/chosen-multiple/?id={image.pk}",
        f"/admin/documents/chooser/chosen-multiple/?id={document.pk}",
    ]
    for address in addresses:
        content = contributor_client.get(address).content
        for words in (b"A secret", b"of secrets", b"secret-tag"):
            assert words not in content, address
    assert b"A secret picture" in editor_client.get("/admin/images/").content
    for address in (f"/admin/images/chooser/chosen/{image.pk}/", f"/admin/documents/chooser/chosen/{document.pk}/"):
        assert contributor_client.get(address).headers["Location"] == "/admin/"
        assert editor_client.get(address).status_code == 200


def test_own_files_are_seen_wherever_they_are(contributor, secrets):
    image, document = secrets
    for model, file in ((CustomImage, image), (CustomDocument, document)):
        policy = policy_registry.get_by_type(model)
        assert not policy.user_has_permission_for_instance(contributor, "choose", file)
        file.uploaded_by_user = contributor
        file.save()
        assert policy.user_has_permission_for_instance(contributor, "choose", file)
        assert list(policy.instances_user_has_permission_for(contributor, "choose")) == [file]


def test_files_of_public_collections_can_be_chosen(contributor):
    document = build_document(b"words", "A paper", filename="a.txt")
    policy = policy_registry.get_by_type(CustomDocument)
    assert policy.user_has_permission_for_instance(contributor, "choose", document)
    assert not policy.user_has_permission_for_instance(contributor, "change", document)
