"""Contract with Wagtail: which objects send its e-mails about workflows, and what stops them."""

import pytest
from wagtail.admin import signal_handlers
from wagtail.admin.mail import Notifier, WorkflowStateApprovalEmailNotifier
from wagtail.models import WorkflowState


def test_its_own_e_mails_are_stopped():
    notifiers = [value for value in vars(signal_handlers).values() if isinstance(value, Notifier)]
    assert len(notifiers) == 4
    assert not any(notifier.can_handle(WorkflowState()) for notifier in notifiers)


@pytest.mark.django_db
def test_one_that_is_not_stopped_would_send():
    assert WorkflowStateApprovalEmailNotifier().can_handle(WorkflowState())
