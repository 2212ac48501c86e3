"""The private interface of Wagtail's e-mails about workflows (see ``wagtail_compat``)."""


def stop_workflow_emails() -> None:
    """Have Wagtail send no e-mail about workflows. It may connect its notifiers before or after. All models are needed.

    A notifier sends nothing for an instance of another class than its ``valid_classes``.
    """
    from wagtail.admin import signal_handlers  # noqa: PLC0415 - imports models

    for notifier in (
        signal_handlers.task_submission_email_notifier,
        signal_handlers.workflow_submission_email_notifier,
        signal_handlers.workflow_approval_email_notifier,
        signal_handlers.workflow_rejection_email_notifier,
    ):
        notifier.valid_classes = ()
