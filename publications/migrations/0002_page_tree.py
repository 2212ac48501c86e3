"""The list of publications, in the menu after the other lists, for the same roles as the blog."""

from django.db import migrations
from django.utils import timezone


def create_index(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    HomePage = apps.get_model("home", "HomePage")
    Page = apps.get_model("wagtailcore", "Page")
    PublicationIndexPage = apps.get_model("publications", "PublicationIndexPage")
    home = HomePage.objects.get()
    blog = Page.objects.get(path__startswith=home.path, depth=home.depth + 1, slug="blog")
    content_type, _created = ContentType.objects.get_or_create(app_label="publications", model="publicationindexpage")
    now = timezone.now()
    title = "Publications"
    index = PublicationIndexPage.objects.create(
        content_type=content_type,
        locale=home.locale,
        title=title,
        draft_title=title,
        slug="publications",
        summary="Reports, papers and reviews, with their files.",
        path=f"{home.path}{home.numchild + 1:04}",
        depth=home.depth + 1,
        numchild=0,
        url_path=f"{home.url_path}publications/",
        live=True,
        first_published_at=now,
        last_published_at=now,
        show_in_menus=True,
    )
    Page.objects.filter(pk=home.pk).update(numchild=home.numchild + 1)
    for permission in GroupPagePermission.objects.filter(page=blog):
        GroupPagePermission.objects.create(
            group_id=permission.group_id, page_id=index.pk, permission_id=permission.permission_id
        )


class Migration(migrations.Migration):
    dependencies = [("publications", "0001_initial"), ("home", "0002_page_tree"), ("users", "0002_roles")]

    operations = [migrations.RunPython(create_index, migrations.RunPython.noop)]
