"""Images and documents go to the trash: nothing shows or serves them, and they come back as they were."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import Collection, ReferenceIndex

from blog.models import BlogPage
from core.trash import including_trash
from demo.builders import block, build_document, build_image, build_post
from demo.drawing import draw_portrait
from editorial.trash.deletion import delete_old_trash
from editorial.trash.models import KEPT, TrashedFile
from media.models import CustomDocument, CustomImage
from search.models import SearchDocument

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_client(make_user, client):
    client.force_login(make_user("Administrators"))
    return client


@pytest.fixture
def image():
    image = build_image(lambda: draw_portrait(1), "A quay", "Boats at a quay", filename="quay.jpg")
    image.tags.add("water")
    return image


@pytest.fixture
def document():
    return build_document(b"What was said.", "Minutes", filename="minutes.txt")


def delete_image(client, image):
    return client.post(reverse("wagtailimages:delete", args=[image.pk]))


def delete_document(client, document):
    return client.post(reverse("wagtaildocs:delete", args=[document.pk]))


def restore(client):
    return client.post(reverse("trash_restore", args=["file", TrashedFile.objects.get().pk]))


def get_values(image):
    """Return what the row has, but for how far its cutting is: that begins anew."""
    names = [field.attname for field in image._meta.fields if not field.name.startswith("cut_")]
    return {name: getattr(image, name) for name in names}


def test_an_image_goes_and_comes_back(admin_client, image, django_capture_on_commit_callbacks):
    post = build_post("With a picture", hero_image=image, body=[block("image", {"image": image.pk, "caption": ""})])
    before = get_values(image)
    with django_capture_on_commit_callbacks(execute=True):
        rendition = image.get_rendition("width-100")
        response = delete_image(admin_client, image)
    assert response.status_code == 302
    assert not CustomImage.objects.exists()
    assert image.file.storage.exists(image.file.name)
    assert not rendition.file.storage.exists(rendition.file.name)
    post.refresh_from_db()
    assert post.hero_image is None
    assert admin_client.get(post.url).status_code == 200
    assert admin_client.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 404
    assert "A quay" not in admin_client.get(reverse("wagtailimages_chooser:choose")).content.decode()

    assert restore(admin_client).url == reverse("wagtailimages:edit", args=[image.pk])
    restored = CustomImage.objects.get(pk=image.pk)
    assert get_values(restored) == before
    assert restored.renditions.filter(filter_spec="width-640|format-jpeg").exists()
    assert [tag.name for tag in restored.tags.all()] == ["water"]
    post = BlogPage.objects.get(pk=post.pk)
    assert post.hero_image == restored
    assert post.body[0].value["image"] == restored
    assert ReferenceIndex.get_references_to(restored).exists()
    assert restored.get_rendition("width-100").width == 100


def test_a_document_is_not_served_meanwhile(admin_client, client, document, django_capture_on_commit_callbacks):
    url = document.url
    assert client.get(url).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        delete_document(admin_client, document)
    assert client.get(url).status_code == 404
    assert client.get(f"/media/{document.file.name}").status_code == 404
    assert not SearchDocument.objects.filter(document=document.pk).exists()
    restore(admin_client)
    response = client.get(url)
    document.refresh_from_db()
    assert b"".join(response.streaming_content) == b"What was said."
    assert SearchDocument.objects.filter(document=document.pk).exists()
    assert CustomDocument.objects.get(pk=document.pk).text == document.text


def test_the_question_and_the_message(admin_client, image, document):
    for name, record in (("wagtailimages:delete", image), ("wagtaildocs:delete", document)):
        address = reverse(name, args=[record.pk])
        assert "Do you want to move it to the trash?" in admin_client.get(address).content.decode()
        assert (
            "is in the trash. It can be restored for 30 days."
            in admin_client.post(address, follow=True).content.decode()
        )


def test_bulk_deletion(admin_client, image, document):
    for model, record in (("customimage", image), ("customdocument", document)):
        address = reverse("wagtail_bulk_action", args=["media", model, "delete"])
        response = admin_client.post(f"{address}?id={record.pk}&next=/admin/", follow=True)
        assert "1 file is in the trash" in response.content.decode()
    assert TrashedFile.objects.count() == 2


def test_after_thirty_days_the_file_is_deleted(admin_client, image, time_machine, django_capture_on_commit_callbacks):
    delete_image(admin_client, image)
    time_machine.move_to(TrashedFile.objects.get().deleted_at + KEPT + timedelta(minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        delete_old_trash()
    assert not TrashedFile.objects.exists()
    assert not image.file.storage.exists(image.file.name)


def test_its_collection_is_gone(admin_client, image):
    collection = Collection.get_first_root_node().add_child(name="Quays")
    CustomImage.objects.update(collection=collection)
    delete_image(admin_client, CustomImage.objects.get())
    collection.delete()
    restore(admin_client)
    assert CustomImage.objects.get().collection == Collection.get_first_root_node()


@pytest.mark.parametrize(("role", "may"), [("Contributors", False), ("Editors", True), ("Administrators", True)])
def test_who_may_restore_it(make_user, client, admin_client, image, role, may):
    delete_image(admin_client, image)
    client.force_login(make_user(role, f"another-{role}"))
    restore(client)
    assert CustomImage.objects.exists() == may


def test_its_own_uploader_may(make_user, client, image):
    user = make_user("Contributors")
    CustomImage.objects.update(uploaded_by_user=user)
    client.force_login(user)
    delete_image(client, CustomImage.objects.get())
    assert "A quay" in client.get(reverse("trash")).content.decode()
    restore(client)
    assert CustomImage.objects.exists()


def test_code_deletes_at_once(image):
    image.delete()
    assert not TrashedFile.objects.exists()
    with including_trash():
        assert not CustomImage.objects.exists()
