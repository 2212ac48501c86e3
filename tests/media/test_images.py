"""Images and documents in the admin: no image without a text for those who cannot see it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction

from demo.builders import build_document
from media.models import CustomImage

pytestmark = pytest.mark.django_db


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", size, "navy").save(content, kind)
    return SimpleUploadedFile(f"picture.{kind.lower()}", content.getvalue(), content_type=f"image/{kind.lower()}")


def upload(client, **fields):
    collection = Collection.get_first_root_node()
    data = {"title": "Quay", "file": picture(), "collection": collection.pk, "credit": "", "licence": "", "tags": ""}
    return client.post("/admin/images/add/", data | fields)


def test_an_image_needs_an_alt_text(editor_client):
    response = upload(editor_client, description="")
    assert "description" in response.context["form"].errors
    assert not CustomImage.objects.exists()


def test_an_image_keeps_alt_text_credit_and_licence(editor_client):
    upload(editor_client, description="A crane over the quay", credit="Photograph: A. Nyone", licence="CC BY 4.0")
    image = CustomImage.objects.get()
    assert (image.default_alt_text, image.credit, image.licence) == (
        "A crane over the quay",
        "Photograph: A. Nyone",
        "CC BY 4.0",
    )


@pytest.mark.parametrize("name", ["drawing.svg", "page.html"])
def test_what_could_run_is_no_image(editor_client, name):
    file = SimpleUploadedFile(name, b"<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/svg+xml")
    upload(editor_client, description="x", file=file)
    assert not CustomImage.objects.exists()


def test_an_image_of_too_many_pixels_is_refused(editor_client, settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100
    response = upload(editor_client, description="x")
    assert "pixels" in str(response.context["form"].errors["file"])


def test_a_document_is_served_by_its_own_view_and_never_run(client):
    document = build_document(b"<script>alert(1)</script>", "Notes", filename="notes.txt")
    response = client.get(document.url)
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert client.get(f"/media/{document.file.name}").status_code == 404


def test_a_private_collection_keeps_its_documents(client):
    root = Collection.get_first_root_node()
    private = root.add_child(instance=Collection(name="Board"))
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    document = build_document(b"secret", "Minutes", filename="minutes.txt")
    document.collection = private
    document.save()
    assert client.get(document.url).status_code == 302
