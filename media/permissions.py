"""Permission policy of images and documents: who may only add files sees those of public collections, and their own.

Wagtail's permission to choose files of a collection includes all collections below it, private ones too.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet
from taggit.models import Tag
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection
from wagtail.permission_policies.collections import (
    CollectionOwnershipPermissionPolicy,
    CollectionPermissionLookupMixin,
)
from wagtail.permissions import policy_registry, register_permission_policy

from core.admin_user import get_admin_user

from .models import CustomDocument, CustomImage
from .querysets import in_private_collection


class VisibleFilesPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's policy, in which private collections are for those who may change the files in them."""

    def get_changeable_collections(self, user: Any) -> QuerySet[Collection]:
        """Return the collections in which ``user`` may change the files of others, too."""
        # The class between calls "add" a permission to change, for one's own files.
        return CollectionPermissionLookupMixin.collections_user_has_any_permission_for(self, user, {"change"})

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        if not super().user_has_any_permission_for_instance(user, actions, instance):
            return False
        visible = self.collections_user_has_any_permission_for(user, {"choose", "change"})
        return instance.uploaded_by_user == user or visible.filter(pk=instance.collection_id).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet:
        files = super().instances_user_has_any_permission_for(user, actions)
        if user.is_superuser:
            return files
        changeable = self.get_changeable_collections(user)
        visible = ~in_private_collection() | Q(uploaded_by_user=user.pk) | Q(collection__in=changeable)
        # Wagtail searches in them, which allows only conditions on fields of its search.
        return files.filter(pk__in=self.model._default_manager.filter(visible).values("pk"))

    def collections_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Collection]:
        collections = super().collections_user_has_any_permission_for(user, actions)
        if user.is_superuser:
            return collections
        changeable = self.get_changeable_collections(user).values("pk")
        return collections.filter(~in_private_collection("path") | Q(pk__in=changeable))


def get_popular_tags(model: Any, count: int = 10) -> QuerySet[Tag]:
    """Return the most used tags of the files that whoever works in the admin may see."""
    user = get_admin_user()
    policy = policy_registry.get_by_type(model)
    visible = policy.instances_user_has_any_permission_for(user, {"choose", "change"}) if user else model.objects.none()
    items = Q(
        taggit_taggeditem_items__content_type=ContentType.objects.get_for_model(model),
        taggit_taggeditem_items__object_id__in=visible.values("pk"),
    )
    uses = Count("taggit_taggeditem_items", filter=items)
    return Tag.objects.annotate(uses=uses).filter(uses__gt=0).order_by("-uses", "name")[:count]


def register_file_policies() -> None:
    """Register for exactly our models, so that it does not matter that Wagtail's apps register theirs later."""
    for model, auth_model in ((CustomImage, Image), (CustomDocument, Document)):
        policy = VisibleFilesPolicy(model, auth_model=auth_model, owner_field_name="uploaded_by_user")
        register_permission_policy(model, policy, exact_class=True)
