"""Three roles and the workflow between them.

Contributors write drafts and submit them; Editors publish blog, events, people and topics; Administrators
look after everything, users and settings included.
"""

from django.db import migrations

from core.permissions import get_permission, grant

SECTIONS = ["blog", "events", "people", "topics"]
WORKFLOW_NAME = "Editors’ approval"

PAGE_PERMISSIONS = {
    "Contributors": (["blog", "events", "people"], ["add_page"]),
    "Editors": (SECTIONS, ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"]),
    "Administrators": (
        [None],
        ["add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"],
    ),
}
COLLECTION_PERMISSIONS = {
    "Contributors": ["add", "choose"],
    "Editors": ["add", "change", "choose"],
    "Administrators": ["add", "change", "delete", "choose"],
}
ADMINISTERED_MODELS = [
    ("users", "user", ["add", "change", "delete"]),
    ("auth", "group", ["add", "change", "delete"]),
    ("home", "sitesettings", ["change"]),
    ("wagtailcore", "site", ["add", "change", "delete"]),
    ("wagtailcore", "collection", ["add", "change", "delete"]),
    ("wagtailcore", "workflow", ["add", "change", "delete"]),
    ("wagtailcore", "task", ["add", "change", "delete"]),
    ("wagtailredirects", "redirect", ["add", "change", "delete"]),
]


def create_roles(apps, schema_editor):
    Collection = apps.get_model("wagtailcore", "Collection")
    Group = apps.get_model("auth", "Group")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    Page = apps.get_model("wagtailcore", "Page")
    root = Page.objects.get(depth=1)
    sections = {slug: Page.objects.get(depth=3, slug=slug) for slug in SECTIONS}
    root_collection = Collection.objects.get(depth=1)
    # Wagtail's own two groups: one name is used again, with our permissions, the other is not.
    Group.objects.filter(name__in=["Moderators", "Editors"]).delete()

    for name, (places, codenames) in PAGE_PERMISSIONS.items():
        group = Group.objects.create(name=name)
        group.permissions.add(get_permission(apps, "wagtailadmin", "admin", "access_admin"))
        for slug in places:
            for codename in codenames:
                GroupPagePermission.objects.create(
                    group=group,
                    page=sections[slug] if slug else root,
                    permission=get_permission(apps, "wagtailcore", "page", codename),
                )
        for action in COLLECTION_PERMISSIONS[name]:
            # Wagtail asks for the permissions of its own two models, whichever models a site uses.
            for app_label, model in (("wagtailimages", "image"), ("wagtaildocs", "document")):
                GroupCollectionPermission.objects.create(
                    group=group,
                    collection=root_collection,
                    permission=get_permission(apps, app_label, model, f"{action}_{model}"),
                )
    for app_label, model, actions in ADMINISTERED_MODELS:
        grant(apps, app_label, ["Administrators"], {model: actions})


def create_workflow(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Group = apps.get_model("auth", "Group")
    GroupApprovalTask = apps.get_model("wagtailcore", "GroupApprovalTask")
    Page = apps.get_model("wagtailcore", "Page")
    Task = apps.get_model("wagtailcore", "Task")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")

    Workflow.objects.all().delete()
    Task.objects.all().delete()
    content_type, _created = ContentType.objects.get_or_create(app_label="wagtailcore", model="groupapprovaltask")
    task = GroupApprovalTask.objects.create(name=WORKFLOW_NAME, content_type=content_type, active=True)
    task.groups.set(Group.objects.filter(name__in=["Editors", "Administrators"]))
    workflow = Workflow.objects.create(name=WORKFLOW_NAME, active=True)
    WorkflowTask.objects.create(workflow=workflow, task_id=task.pk, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=Page.objects.get(depth=1))


class Migration(migrations.Migration):
    dependencies = [
        ("users", "0001_initial"),
        ("home", "0002_page_tree"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.RunPython(create_roles, migrations.RunPython.noop),
        migrations.RunPython(create_workflow, migrations.RunPython.noop),
    ]
