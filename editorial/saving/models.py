"""What was answered to each request that saved a page, so that a repeated request gets the same answer."""

import uuid
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone

from core.jobs import every

#: Longer than a browser tries again, and than an editor goes back in its history.
KEPT_FOR = timedelta(days=1)


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def begin(self, token: uuid.UUID, user) -> "Submission":
        """Return the submission with this token, which is new if ``answer`` is None.

        A request that runs at the same time with the same token is waited for: the row is inserted in its transaction.
        """
        self.bulk_create([self.model(token=token, user=user)], ignore_conflicts=True)
        return self.select_for_update().get(token=token)

    def outdated(self) -> Self:
        return self.filter(created_at__lt=timezone.now() - KEPT_FOR)


class Submission(models.Model):
    """A request that the editor's form sent. Its token is an idempotency key (IETF draft “Idempotency-Key”).

    The browser makes a token for each saving. Where the answer got lost, or a button was pressed twice, the request
    comes again with the same token, and is answered with what was answered before.
    """

    token = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    #: ``{"redirect": address}`` or ``{"json": content}``; None until the request has succeeded.
    answer = models.JSONField(null=True)

    objects = SubmissionQuerySet.as_manager()

    #: It must not keep a user from being deleted because they are “in use”.
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.token)

    def finish(self, answer: dict) -> None:
        self.answer = answer
        self.save(update_fields=["answer"])

    @property
    def response(self) -> HttpResponse:
        answer = self.answer or {}
        if "redirect" in answer:
            return HttpResponseRedirect(answer["redirect"])
        return JsonResponse(answer["json"])


@every(timedelta(hours=1))
def delete_outdated_submissions() -> None:
    Submission.objects.outdated().delete()
