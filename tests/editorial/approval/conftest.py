"""A draft with two speakers, and links to it."""

import pytest

from demo.builders import build_post, paragraph_block, quote_block, speaker_block
from editorial.approval import services
from editorial.approval.services import NewLink

AHLBERG, FERRAND = "Dr Mina Ahlberg", "Tomas Ferrand"


@pytest.fixture
def post(db):
    body = [
        paragraph_block("<p>The hall was full.</p>"),
        quote_block("We kept every book.", name=AHLBERG, role="Librarian"),
        speaker_block("He counted the buses.", name=FERRAND),
    ]
    return build_post("Who pays for it?", live=False, body=body)


@pytest.fixture
def editor(make_user):
    user = make_user("Editors", "edda")
    user.first_name, user.last_name, user.email = "Edda", "Torres", "edda@example.org"
    user.save()
    return user


@pytest.fixture
def ask(post, editor):
    """Return a function that makes a link to the latest version of the draft."""

    def make(days: int = 14, **fields) -> NewLink:
        given = {"name": AHLBERG, "email": "mina@example.net"} | fields
        return services.make_link(post.get_latest_revision_as_object(), editor, days, **given)

    return make
