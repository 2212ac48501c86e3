"""The records that the roles matrix asks for, twice: the contributor's own and those of others."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Site,
    Task,
    UploadedFile,
    Workflow,
)

from bookings.models import Booking
from demo.builders import build_event, build_image, build_post, build_series, build_venue
from editorial.approval.models import ApprovalAnswer
from editorial.approval.services import make_link
from editorial.corrections.models import ReaderCorrection
from editorial.trash.pages import move_to_trash
from media.models import CustomDocument, CustomImage
from search.models import IgnoredWord, Promotion, Synonym
from users.models import User
from word.models import ReadText
from wordpress.models import ArchivedComment, ImportRun

from .canaries import PREFIX, Canaries, draw_picture, make_canaries

#: Letters of the roles in the table, from the least to the most.
ROLES = {"v": "visitor", "c": "Contributors", "e": "Editors", "a": "Administrators", "s": "superuser"}
#: Parameters that name a record, by the beginning of the route: the first that fits. Else the parameter's own name.
RECORDS = [
    ("admin/users/", "pk", "user"),
    ("admin/groups/", "pk", "group"),
    ("admin/sites/", "pk", "site"),
    ("admin/locales/", "pk", "locale"),
    ("admin/collections/", "pk", "collection"),
    ("admin/workflows/tasks/", "pk", "task"),
    ("admin/workflows/", "pk", "workflow"),
    ("admin/snippets/", "pk", "venue"),
    ("admin/workflows/tasks/add/", "app_label", "task_app"),
    ("admin/workflows/tasks/add/", "model_name", "task_model"),
    ("admin/settings/", "model_name", "settings_model"),
    ("admin/pages/workflow/", "page_id", "submitted_page_id"),
    ("admin/people/chooser/", "pk", "person"),
    ("admin/topics/chooser/", "pk", "topic"),
    ("admin/events/chooser/", "pk", "draft_event"),
    ("admin/events/<int:page_id>/repeat/", "page_id", "draft_to_repeat"),
    ("admin/events/", "page_id", "series"),
    ("admin/trash/", "pk", "trashed"),
    ("admin/images/", "pk", "image_id"),
    ("admin/documents/", "pk", "document_id"),
    ("admin/images/", "uploaded_file_id", "uploaded_image"),
    ("admin/documents/", "uploaded_file_id", "uploaded_document"),
    ("admin/search_synonyms/", "pk", "synonym"),
    ("admin/search_promotions/", "pk", "promotion"),
    ("admin/search_ignored_words/", "pk", "ignored_word"),
    ("admin/wordpress/", "pk", "import_run"),
    ("admin/write-from-text/", "pk", "read_text"),
    ("admin/archived_comments/", "pk", "archived_comment"),
    ("admin/settings/", "pk", "site"),
    ("admin/api/main/pages/", "pk", "page_id"),
    ("admin/api/main/images/", "pk", "image_id"),
    ("admin/api/main/documents/", "pk", "document_id"),
    ("admin/bookings/", "action", "booking_action"),
    ("admin/guide/", "slug", "chapter"),
    ("documents/", "restriction_id", "restriction"),
]


@dataclass
class World:
    """Values of parameters by name, for the contributor's ``own`` records and for those of ``others``."""

    users: dict[str, User | None]
    canaries: Canaries
    own: dict[str, Any] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)

    def find_value(self, whose: str, route: str, parameter: str) -> Any:
        """Return the value of a parameter. Raises ``KeyError`` if none is known: add it to ``make_world``."""
        name = next(
            (name for start, asked, name in RECORDS if asked == parameter and route.startswith(start)), parameter
        )
        values = self.own if whose == "own" else self.others
        return values[route] if route in values else values[name]


def make_world() -> World:
    users = make_users()
    contributor, other = users["c"], users["other"]
    assert contributor is not None
    assert other is not None
    world = World(users, make_canaries(contributor, other))
    world.canaries.hidden |= {
        "a draft of another one": "Draft of others",
        "a post in approval": "Submitted by others",
        "a draft series of another one": f"{PREFIX} series of others",
        "a draft event of another one": f"{PREFIX} event of others",
        "a post in the trash": f"{PREFIX} deleted by others",
    }
    common = make_common_values(world)
    for whose, owner in (("own", contributor), ("others", other)):
        values = common | make_values(owner, whose)
        setattr(world, whose, values | make_regex_values(values))
    return world


def make_users() -> dict[str, User | None]:
    users: dict[str, User | None] = {"v": None}
    for letter, name in ROLES.items():
        if letter != "v":
            users[letter] = User.objects.create_user(f"role-{letter}", email=f"{letter}@example.org")
        if letter in "cea":
            users[letter].groups.add(Group.objects.get(name=name))  # type: ignore[union-attr]
    superuser = users["s"]
    assert superuser is not None
    superuser.is_superuser = True
    superuser.save()
    other = User.objects.create_user("other-contributor")
    other.groups.add(Group.objects.get(name="Contributors"))
    return users | {"other": other}


def make_common_values(world: World) -> dict[str, Any]:
    """Return the values of what belongs to nobody."""
    collection = Collection.get_first_root_node().add_child(instance=Collection(name="Photographs"))
    redirect = Redirect.objects.create(old_path="/old", redirect_link="/new/")
    person = world.canaries.pages["a draft person"]
    return {
        "user": User.objects.create_user("somebody").pk,
        "group": Group.objects.create(name="Readers").pk,
        "site": Site.objects.get().pk,
        "locale": Locale.objects.get().pk,
        "collection": collection.pk,
        "collection_id": collection.pk,
        "task": Task.objects.get().pk,
        "task_id": Task.objects.get().pk,
        "workflow": Workflow.objects.get().pk,
        "workflow_pk": Workflow.objects.get().pk,
        "venue": build_venue().pk,
        "person": person.pk,
        "topic": world.canaries.pages["a draft topic"].pk,
        "draft_event": world.canaries.pages["a draft event"].pk,
        "kind": "page",
        "redirect_id": redirect.pk,
        "synonym": Synonym.objects.create(words="herring", same_as="fish").pk,
        "promotion": Promotion.objects.create(phrases="herring").pk,
        "ignored_word": IgnoredWord.objects.create(word="ye").pk,
        "import_run": ImportRun.objects.create(source="old.example.org").pk,
        "archived_comment": ArchivedComment.objects.create(
            page=world.canaries.pages["public"],
            source="old.example.org",
            comment_id=1,
            name="Ida Quill",
            text="Indeed.",
        ).pk,
        "restriction": CollectionViewRestriction.objects.get().pk,
        "page_view_restriction_id": PageViewRestriction.objects.earliest("pk").pk,
        "app_label": "blog",
        "model_name": "blogpage",
        "content_type_app_name": "blog",
        "content_type_model_name": "blogpage",
        "app_name": "home",
        "settings_model": "sitesettings",
        "task_app": "wagtailcore",
        "task_model": "groupapprovaltask",
        "action": "delete",
        "action_name": "approve",
        "booking_action": "cancel",
        "filter_spec": "width-100",
        "uidb64": "MQ",
        "token": "abc-def",
        "path": "index.html",
        "chapter": "search",
    }


def make_values(owner: User, whose: str) -> dict[str, Any]:
    """Return the values of records that ``owner`` has made."""
    post = build_post(f"Draft of {whose}", live=False, owner=owner)
    revisions = [post.save_revision(user=owner, clean=False) for _ in range(2)]
    submitted = build_post(f"Submitted by {whose}", live=False, owner=owner)
    state = Workflow.objects.get().start(submitted, owner)
    event = build_event(f"Event of {whose}", takes_bookings=True, owner=owner)
    booking = Booking.objects.create(event=event, name="Ida Quill", email="ida@example.org", status="confirmed")
    image = build_image(draw_picture, f"Image of {whose}", "A quay", filename="quay.png", uploaded_by_user=owner)
    document = CustomDocument.objects.create(
        title=f"Document of {whose}", file=ContentFile(b"words", name="words.txt"), uploaded_by_user=owner
    )
    uploads = {model: make_upload(model, owner) for model in (CustomImage, CustomDocument)}
    # Found by a search for hidden words, like the canaries.
    trashed = move_to_trash(build_post(f"{PREFIX} deleted by {whose}", live=False, owner=owner), owner)
    link = make_link(post, owner, days=7, name="Ida Quill").link
    answer = link.answers.create(kind=ApprovalAnswer.Kind.COMMENT, text="Indeed.")
    page = ContentType.objects.get_for_model(Page)
    session = EditingSession.objects.create(
        user=owner, content_type=page, object_id=str(post.pk), last_seen_at=post.latest_revision_created_at
    )
    return {
        "page_id": post.pk,
        "correction_id": ReaderCorrection.objects.create(page=post, text=f"Correction of {whose}").pk,
        "read_text": ReadText.objects.create(user=owner, name=f"Text of {whose}").pk,
        "page_pk": post.pk,
        "page_to_move_id": post.pk,
        "object_id": post.pk,
        "parent_page_id": post.get_parent().pk,
        "destination_id": post.get_parent().pk,
        "revision_id": revisions[0].pk,
        "workflow_state_id": state.pk,
        "task_state_id": state.current_task_state_id,
        "submitted_page_id": submitted.pk,
        "event_id": event.pk,
        "draft_to_repeat": build_event(f"{PREFIX} event of {whose}", live=False, owner=owner).pk,
        "series": build_series(f"{PREFIX} series of {whose}", live=False, owner=owner).pk,
        "trashed": trashed.pk,
        "booking_id": booking.pk,
        "image_id": image.pk,
        "document_id": document.pk,
        "doc_id": document.pk,
        "document_name": document.filename,
        "uploaded_image": uploads[CustomImage].pk,
        "uploaded_document": uploads[CustomDocument].pk,
        "session_id": session.pk,
        "link_id": link.pk,
        "answer_id": answer.pk,
        "slug": event.slug,
    }


def make_upload(model: Any, owner: User) -> UploadedFile:
    return UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(model),
        file=ContentFile(draw_picture(), name="upload.png"),
        uploaded_by_user=owner,
    )


def make_regex_values(values: dict[str, Any]) -> dict[str, str]:
    """Return an address for each pattern that is a regular expression, by its route."""
    page, revision, document = values["page_id"], values["revision_id"], values["document_id"]
    return {
        r"admin/^api/(?!main/pages/(?:\d+/)?$)": "/admin/api/main/images/",
        "admin/pages/^(?P<pk>\\d+)/revisions/compare/(?P<revision_id_a>live|earliest|\\d+)\\.\\.\\.(?P<revision_id_b>live|latest|\\d+)/$": (
            f"/admin/pages/{page}/revisions/compare/{revision}...latest/"
        ),
        "admin/^.*/$": "/admin/no-such-address/",
        r"documents/^(\d+)/(.*)$": f"/documents/{document}/{values['document_name']}",
        r"^media/(?P<path>.+)$": "/media/no-such-picture.png",
        "^((?:[\\w\\-]+/)*)$": "/blog/",
        "^((?:[\\w\\-]+/)*[\\w\\-]+\\.(?:bib|ics|json|md|ris))$": "/events/calendar.ics",
    }
